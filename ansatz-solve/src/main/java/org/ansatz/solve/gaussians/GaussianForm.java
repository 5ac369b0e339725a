package org.ansatz.solve.gaussians;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.ansatz.physics.problem.Exhibit;
import org.ansatz.physics.problem.Problem;
import org.ansatz.solve.collocation.KernelForm;
import org.ansatz.solve.collocation.Moment;
import org.ansatz.tensor.kernel.FrozenJetKernel;
import org.ansatz.tensor.kernel.GaussianJetKernel;
import org.ansatz.tensor.kernel.GaussianJetKernel.Head;
import org.ansatz.tensor.kernel.GaussianJetKernel.Shape;
import org.ansatz.tensor.kernel.JetKernel;

/**
 * Channels, Gaussians, shared, full, head, hidden units, least width, then which of means, widths and rotations are frozen,
 * and if any is, all parameters as they were at the beginning.
 */
final class GaussianForm implements KernelForm {
    static final GaussianForm FORM = new GaussianForm();

    private static final List<String> FREEZABLE = List.of("gaussian.mean", "gaussian.width", "gaussian.rotation");
    private static final int SHAPE = 7;

    private GaussianForm() {}

    @Override
    public String name() {
        return "gaussians";
    }

    @Override
    public double[] numbers(JetKernel kernel) {
        Shape shape = GaussianFamily.gaussians(kernel).shape();
        double[] values = kernel instanceof FrozenJetKernel frozen
                ? frozen.full(new double[kernel.parameterCount()])
                : new double[0];
        double[] numbers = new double[SHAPE + FREEZABLE.size() + values.length];
        numbers[0] = shape.channels();
        numbers[1] = shape.gaussians();
        numbers[2] = shape.shared() ? 1 : 0;
        numbers[3] = shape.full() ? 1 : 0;
        numbers[4] = shape.head().layers();
        numbers[5] = shape.hidden();
        numbers[6] = shape.leastWidth();
        for (int b = 0; b < FREEZABLE.size(); b++) {
            boolean held =
                    kernel instanceof FrozenJetKernel frozen && frozen.frozen().contains(FREEZABLE.get(b));
            numbers[SHAPE + b] = held ? 1 : 0;
        }
        System.arraycopy(values, 0, numbers, SHAPE + FREEZABLE.size(), values.length);
        return numbers;
    }

    @Override
    public JetKernel kernel(int features, int fields, double[] numbers) {
        GaussianJetKernel kernel = new GaussianJetKernel(new Shape(
                features,
                (int) numbers[0],
                (int) numbers[1],
                numbers[2] == 1,
                numbers[3] == 1,
                Head.of((int) numbers[4]),
                (int) numbers[5],
                fields,
                numbers[6]));
        Set<String> frozen = new LinkedHashSet<>();
        for (int b = 0; b < FREEZABLE.size(); b++) {
            if (numbers[SHAPE + b] == 1) {
                frozen.add(FREEZABLE.get(b));
            }
        }
        return frozen.isEmpty()
                ? kernel
                : new FrozenJetKernel(
                        kernel, frozen, Arrays.copyOfRange(numbers, SHAPE + FREEZABLE.size(), numbers.length));
    }

    @Override
    public List<Exhibit> exhibits(Problem problem, List<Moment> moments) {
        return new GaussianExhibits(problem, moments).all();
    }
}
