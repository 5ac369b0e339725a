package org.ansatz.learn.module;

import org.ansatz.learn.module.JetTape.Node;
import org.ansatz.tensor.jet.JetBasis;
import org.ansatz.tensor.jet.MultiIndex;

/**
 * Values and partial derivatives of a network by its physical inputs, in Taylor mode, for a fixed number of points.
 *
 * <p>{@link #evaluate} fills the outputs' derivatives; then set the loss's sensitivities by {@link #sensitivity} and call
 * {@link #backward} for the gradient by the parameters. The chain rule of the {@link Normalization} is included.
 */
public final class Derivatives {
    private final Module module;
    private final JetBasis basis;
    private final int points;
    private final JetTape tape;
    private final Node input;
    private final Node output;
    private final double[] factorials;

    Derivatives(Module module, JetBasis basis, int points) {
        if (basis.dimension() != module.inputs()) {
            throw new IllegalArgumentException("the jet basis has " + basis.dimension() + " variables, the network has "
                    + module.inputs() + " inputs");
        }
        this.module = module;
        this.basis = basis;
        this.points = points;
        tape = new JetTape(basis, points);
        input = tape.node(module.inputs());
        output = module.record(tape, input);
        factorials = basis.indices().stream().mapToDouble(MultiIndex::factorial).toArray();
    }

    public JetBasis basis() {
        return basis;
    }

    public int points() {
        return points;
    }

    /**
     * @param x [points][inputs], row-major, physical coordinates
     */
    public void evaluate(double[] parameters, double[] x) {
        int d = module.inputs();
        if (x.length != points * d) {
            throw new IllegalArgumentException(
                    points + " points of " + d + " coordinates need " + points * d + " numbers, given " + x.length);
        }
        double[] mean = module.normalization().mean();
        double[] deviation = module.normalization().deviation();
        java.util.Arrays.fill(input.value, 0);
        for (int p = 0; p < points; p++) {
            for (int i = 0; i < d; i++) {
                input.value[p * d + i] = (x[p * d + i] - mean[i]) / deviation[i];
            }
        }
        for (int i = 0; i < d; i++) {
            MultiIndex unit = MultiIndex.unit(d, i);
            if (basis.holds(unit)) {
                int at = basis.position(unit) * points * d;
                for (int p = 0; p < points; p++) {
                    input.value[at + p * d + i] = 1 / deviation[i];
                }
            }
        }
        tape.forward(parameters);
    }

    /** The derivative of an output at a point of the last evaluation; {@code index} is a position in the basis. */
    public double get(int index, int point, int out) {
        return factorials[index] * output.value[(index * points + point) * output.width + out];
    }

    /** Forgets all sensitivities. */
    public void clear() {
        tape.clear();
    }

    /** Adds to the derivative of the loss by {@link #get}. */
    public void sensitivity(int index, int point, int out, double value) {
        output.adjoint[(index * points + point) * output.width + out] += factorials[index] * value;
    }

    /** Adds the loss's gradient by the parameters to {@code gradient}. */
    public void backward(double[] parameters, double[] gradient) {
        tape.backward(parameters, gradient);
    }
}
