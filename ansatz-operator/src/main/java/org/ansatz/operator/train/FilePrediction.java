package org.ansatz.operator.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.ansatz.operator.data.FieldDataset;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.report.RunFolder;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;
import org.ansatz.tensor.io.NpzWriter;

/**
 * A trained operator applied to the fields of a file, some samples at a time.
 *
 * @param samples how many
 * @param outputs names of the output arrays; with several names they are the channels of {@code outputs}
 * @param warning about samples unlike those of the training
 */
public record FilePrediction(long samples, List<String> outputs, Optional<String> warning) {
    private static final int TOGETHER = 16;

    /**
     * Writes the predictions as one array {@code outputs} [samples, channels, grid...], or the array's own name if there is
     * one; with several steps [samples, steps, channels, grid...], the operator applied to its own results.
     *
     * @throws InvalidProblem if the fields are not what the model takes, or a number is not finite
     */
    public static FilePrediction write(Path run, Path input, Path out, int steps) throws IOException {
        ModelFile file = ModelFile.ofRun(RunFolder.open(run));
        if (steps < 1) {
            throw new InvalidProblem("--steps " + steps + ": at least one is needed");
        }
        int dimension = file.architecture().settings().dimension();
        try (TrainedOperator operator = TrainedOperator.load(run);
                FieldDataset data = FieldDataset.inputsOnly(input, file.data().inputs(), dimension)) {
            int history = check(operator, data, steps, file.data().history());
            Optional<String> warning = operator.inputs().range().excess(data.inputs(), 0, data.samples());
            List<String> names = file.data().outputs();
            String array = names.size() == 1 ? names.get(0) : "outputs";
            Path part = out.resolveSibling(out.getFileName() + ".part");
            try {
                try (NpzWriter npz = new NpzWriter(part)) {
                    boolean single = file.plan().precision() == DType.FLOAT32;
                    npz.begin(array, single, shape(data, operator.outputs().shift().length, steps));
                    predict(operator, data, history, steps, npz);
                }
                Files.move(part, out, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
            return new FilePrediction(data.samples(), names, warning);
        }
    }

    /** @return the number of states in an input */
    private static int check(TrainedOperator operator, FieldDataset data, int steps, int history) {
        int wanted = operator.inputs().shift().length;
        int given = operator.outputs().shift().length;
        if (data.inputs().channels() != wanted) {
            throw new InvalidProblem(data.path() + ": " + data.inputs().names() + " has "
                    + data.inputs().channels() + " channels, the model takes " + wanted);
        }
        if (steps > 1 && history == 0 && wanted != given) {
            throw new InvalidProblem("--steps " + steps + ": the model has " + wanted + " input and " + given
                    + " output channels, it cannot be applied to its own result; a model that steps in time says `history`"
                    + " under data: the number of states, newest first, that its inputs begin with");
        }
        if (steps > 1) {
            operator.checkSteps(Math.max(1, history));
        }
        operator.model().checkGrid(data.grid());
        return Math.max(1, history);
    }

    private static long[] shape(FieldDataset data, int channels, int steps) {
        long[] grid = data.grid();
        int head = steps == 1 ? 2 : 3;
        long[] shape = new long[grid.length + head];
        shape[0] = data.samples();
        shape[1] = steps == 1 ? channels : steps;
        shape[head - 1] = channels;
        System.arraycopy(grid, 0, shape, head, grid.length);
        return shape;
    }

    private static void predict(TrainedOperator operator, FieldDataset data, int history, int steps, NpzWriter npz)
            throws IOException {
        for (long from = 0; from < data.samples(); from += TOGETHER) {
            long[] chosen = LongStream.range(from, Math.min(data.samples(), from + TOGETHER))
                    .toArray();
            Scope scope = Scope.open();
            try {
                Tensor[] states =
                        Autograd.noGrad(() -> operator.rollout(data.inputs().batch(chosen), history, steps)
                                .toArray(Tensor[]::new));
                npz.append(Tensor.stack(1, states).to(DType.FLOAT64).toDoubles());
            } finally {
                scope.close();
            }
        }
    }
}
