package org.ansatz.studies;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.learn.optim.LBfgs;
import org.ansatz.learn.optim.Optimizer;
import org.ansatz.learn.train.TensorObjective;
import org.ansatz.operator.conv.DenseKernel;
import org.ansatz.operator.conv.KernelDecomposition;
import org.ansatz.operator.conv.KernelFormat;
import org.ansatz.operator.conv.KernelShape;
import org.ansatz.operator.conv.LowRankConv;
import org.ansatz.operator.conv.Window;
import org.ansatz.physics.problem.NumericalFailure;
import org.ansatz.physics.reference.fem.PlaneMesh;
import org.ansatz.physics.reference.fem.SquareStencil;
import org.ansatz.physics.reference.fem.WaveModel;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/**
 * E1 of arXiv 2304.04964's study: one linear convolution learns a step of the wave equation, {@code u^{n+1} = K u^n - u^{n-1}} with
 * {@code K = 2 - (c dt/h)^2 L}, from white-noise fields, in double precision by L-BFGS. The stencil L is read off assembled
 * finite elements. Zero padding is right here: outside neighbours of interior nodes are boundary nodes at zero.
 *
 * @param side interior nodes along a side
 * @param snapshots pairs of fields
 * @param taps of the kernels, odd, from 3 on
 * @param steps of the optimizer at most
 */
record StepRecovery(int side, int snapshots, int taps, int steps) {
    private static final double COURANT_SQUARED = 0.25;
    private static final int MEMORY = 30;
    // Rank one has saddles; the best of some beginnings counts.
    private static final int BEGINNINGS = 3;

    /**
     * What a format reached.
     *
     * @param kernels [2][taps * taps] for {@code u^n} and {@code u^{n-1}}
     * @param error relative error of both kernels
     * @param firstError relative error of the first
     * @param losses by step
     */
    record Outcome(
            KernelFormat format,
            long parameters,
            double[][] kernels,
            double error,
            double firstError,
            double[] losses) {}

    private KernelShape shape() {
        return new KernelShape(1, 2, 2, taps);
    }

    /** The true kernels [1, 2, taps, taps]. */
    private Tensor truth() {
        double h = 1.0 / (side + 1);
        double[][] stencil =
                SquareStencil.of(new WaveModel(PlaneMesh.square(0, 1, side + 1, PlaneMesh.Cell.SQUARE), 1));
        int middle = taps / 2;
        double[] values = new double[2 * taps * taps];
        for (int j = -1; j <= 1; j++) {
            for (int i = -1; i <= 1; i++) {
                values[(middle + j) * taps + middle + i] = -COURANT_SQUARED * h * h * stencil[j + 1][i + 1];
            }
        }
        values[middle * taps + middle] += 2;
        values[taps * taps + middle * taps + middle] = -1;
        return Tensor.of(values, shape().dense());
    }

    /** What is left of the first kernel at best with one term. */
    double floor() {
        Scope scope = Scope.open();
        try {
            Tensor first = truth().narrow(1, 0, 1);
            Tensor cut = KernelDecomposition.of(first, KernelFormat.canonical(1), RandomStream.seeded(0))
                    .materialise();
            return relative(cut, first);
        } finally {
            scope.close();
        }
    }

    private static double relative(Tensor found, Tensor wanted) {
        return found.sub(wanted).norm().item() / wanted.norm().item();
    }

    /**
     * Trains one format.
     *
     * @throws CancellationException if it is stopped
     */
    Outcome train(KernelFormat format, long seed, BooleanSupplier stop) {
        Scope scope = Scope.open();
        try {
            RandomStream random = RandomStream.seeded(seed);
            Tensor truth = truth();
            Tensor fields = Tensor.randn(random.child(0), snapshots, 2, side, side);
            Window window = Window.same(taps);
            Tensor next = step(fields, truth, window);
            Outcome best = null;
            int beginnings = format.equals(KernelFormat.canonical(1)) ? BEGINNINGS : 1;
            for (int k = 0; k < beginnings; k++) {
                Outcome outcome = once(format, random.child(1L + k), fields, next, truth, stop);
                if (stop.getAsBoolean()) {
                    throw new CancellationException(format.label() + " was stopped");
                }
                if (best == null || last(outcome.losses()) < last(best.losses())) {
                    best = outcome;
                }
            }
            return best;
        } finally {
            scope.close();
        }
    }

    private static Tensor step(Tensor fields, Tensor truth, Window window) {
        TensorParameters none = new TensorParameters(DType.FLOAT64, Device.CPU);
        return LowRankConv.withoutBias(none, "truth", new DenseKernel(truth), window)
                .forward(fields)
                .detach();
    }

    private Outcome once(
            KernelFormat format, RandomStream random, Tensor fields, Tensor next, Tensor truth, BooleanSupplier stop) {
        try (TensorParameters parameters = new TensorParameters(DType.FLOAT64, Device.CPU)) {
            LowRankConv conv =
                    LowRankConv.withoutBias(parameters, "step", format.drawHe(shape(), random), Window.same(taps));
            TensorObjective objective = new TensorObjective(
                    parameters, () -> conv.forward(fields).sub(next).square().mean());
            LBfgs optimizer = new LBfgs(objective, objective.point(), MEMORY);
            List<Double> losses = new ArrayList<>();
            Optimizer.Status status = Optimizer.Status.MOVED;
            while (losses.size() < steps && status == Optimizer.Status.MOVED && !stop.getAsBoolean()) {
                Optimizer.Step step = optimizer.step();
                status = step.status();
                losses.add(step.value());
            }
            if (status == Optimizer.Status.NOT_FINITE) {
                throw new NumericalFailure(
                        "E1, " + format.label() + ": the loss is not finite at step " + losses.size());
            }
            objective.moveTo(optimizer.point());
            Tensor found = conv.kernel().materialise().detach();
            double[] flat = found.contiguous().toDoubles();
            int size = taps * taps;
            return new Outcome(
                    format,
                    conv.parameterCount(),
                    new double[][] {
                        java.util.Arrays.copyOf(flat, size), java.util.Arrays.copyOfRange(flat, size, 2 * size)
                    },
                    relative(found, truth),
                    relative(found.narrow(1, 0, 1), truth.narrow(1, 0, 1)),
                    losses.stream().mapToDouble(Double::doubleValue).toArray());
        }
    }

    private static double last(double[] values) {
        return values[values.length - 1];
    }
}
