package org.ansatz.physics.reference.fem;

import java.util.ArrayList;
import java.util.List;
import org.ansatz.tensor.RandomStream;

/**
 * A wave that starts from rest as {@code exp(-((x - x0)^2 + (y - y0)^2) / (2 sigma^2))}.
 *
 * @param x0 centre
 * @param y0 centre
 * @param sigma width
 * @param speed c
 */
public record WavePulse(double x0, double y0, double sigma, double speed) {
    /** The ranges of all four parameters: arXiv 2304.04964's use case with uniform distributions. */
    private static final double[][] BOX = {{0.3, 0.7}, {0.3, 0.7}, {0.06, 0.12}, {0.8, 1.2}};

    /** The largest speed that is drawn. */
    public static final double LARGEST_SPEED = BOX[3][1];

    private static final List<String> NAMES = List.of("x0", "y0", "sigma", "c");

    /** Uniform in the box of all parameters. */
    public static WavePulse drawn(RandomStream random) {
        double[] drawn = new double[BOX.length];
        for (int k = 0; k < drawn.length; k++) {
            drawn[k] = BOX[k][0] + (BOX[k][1] - BOX[k][0]) * random.uniform();
        }
        return new WavePulse(drawn[0], drawn[1], drawn[2], drawn[3]);
    }

    /** Centre, width and speed, each mapped from its range to [-1, 1]. */
    public double[] scaled() {
        double[] scaled = {x0, y0, sigma, speed};
        for (int k = 0; k < scaled.length; k++) {
            scaled[k] = 2 * (scaled[k] - BOX[k][0]) / (BOX[k][1] - BOX[k][0]) - 1;
        }
        return scaled;
    }

    /** A sentence for every parameter outside its range, where models trained on the ranges extrapolate. */
    public List<String> outside() {
        List<String> complaints = new ArrayList<>();
        double[] values = {x0, y0, sigma, speed};
        for (int k = 0; k < values.length; k++) {
            if (!(values[k] >= BOX[k][0] && values[k] <= BOX[k][1])) {
                complaints.add(NAMES.get(k) + " = " + values[k] + " is outside the training range [" + BOX[k][0] + ", "
                        + BOX[k][1] + "]: the model extrapolates");
            }
        }
        return complaints;
    }

    /** The initial value at a point. */
    public double at(double x, double y) {
        return Math.exp(-((x - x0) * (x - x0) + (y - y0) * (y - y0)) / (2 * sigma * sigma));
    }
}
