package org.ansatz.operator.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ansatz.operator.data.FieldDataset;
import org.ansatz.physics.report.Pictures;
import org.ansatz.physics.report.Pictures.Curve;
import org.ansatz.physics.report.Pictures.FieldMap;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/**
 * A sample's first input and output channel, what was predicted of it, and the error: curves of fields on a line, maps of
 * fields on a plane (of more axes the middle of the others).
 *
 * @param x and {@code y}: coordinates of the first two axes
 */
public record PredictionPicture(
        double[] x, double[] y, double[][] input, double[][] truth, double[][] predicted, boolean plane) {
    /** Predicts a sample of a dataset. */
    public static PredictionPicture of(TrainedOperator operator, FieldDataset data, long sample) {
        Scope scope = Scope.open();
        try {
            Tensor in = data.inputs().batch(sample);
            Tensor out = data.outputs().batch(sample);
            Tensor predicted = Autograd.noGrad(() -> operator.predict(in)).to(DType.FLOAT64);
            boolean plane = data.grid().length > 1;
            return new PredictionPicture(
                    axis(data, "x", 0),
                    plane ? axis(data, "y", 1) : new double[] {0},
                    rows(in),
                    rows(out),
                    rows(predicted),
                    plane);
        } finally {
            scope.close();
        }
    }

    private static double[] axis(FieldDataset data, String name, int axis) {
        return data.coordinates(name, axis).orElseGet(() -> {
            double[] line = new double[(int) data.grid()[axis]];
            Arrays.setAll(line, i -> (double) i / line.length);
            return line;
        });
    }

    private static double[][] rows(Tensor batch) {
        Tensor field = batch.select(0, 0).select(0, 0);
        while (field.dim() > 2) {
            field = field.select(field.dim() - 1, field.size(-1) / 2);
        }
        long columns = field.dim() == 2 ? field.size(1) : 1;
        double[] flat = field.contiguous().toDoubles();
        double[][] rows = new double[(int) field.size(0)][];
        Arrays.setAll(rows, i -> Arrays.copyOfRange(flat, (int) (i * columns), (int) ((i + 1) * columns)));
        return rows;
    }

    private static double[] column(double[][] rows) {
        return Arrays.stream(rows).mapToDouble(row -> row[0]).toArray();
    }

    /** Draws the picture. */
    public void draw(Pictures pictures, String file, String title) throws IOException {
        if (!plane) {
            pictures.lines(
                    file,
                    title,
                    "x",
                    "",
                    false,
                    List.of(
                            new Curve("input", x, column(input)),
                            new Curve("truth", x, column(truth)),
                            new Curve("prediction", x, column(predicted))));
            return;
        }
        double[][] error = new double[truth.length][truth[0].length];
        for (int i = 0; i < error.length; i++) {
            for (int j = 0; j < error[i].length; j++) {
                error[i][j] = Math.abs(predicted[i][j] - truth[i][j]);
            }
        }
        List<FieldMap> maps = new ArrayList<>();
        maps.add(new FieldMap("input", input, "input"));
        maps.add(new FieldMap("truth", truth, "output"));
        maps.add(new FieldMap("prediction", predicted, "output"));
        maps.add(new FieldMap("|error|", error, "|error|"));
        pictures.fields(file, title, "x", x, "y", y, 4, maps);
    }
}
