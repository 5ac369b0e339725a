package org.ansatz.solve.gaussians;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.ansatz.physics.problem.Problem;
import org.ansatz.solve.collocation.Features;
import org.ansatz.solve.collocation.KernelForm;
import org.ansatz.solve.collocation.TensorForm;
import org.ansatz.solve.collocation.TrialFamily;
import org.ansatz.solve.gaussians.GaussianSettings.Frozen;
import org.ansatz.solve.gaussians.GaussianSettings.Placement;
import org.ansatz.tensor.kernel.FrozenJetKernel;
import org.ansatz.tensor.kernel.GaussianJetKernel;
import org.ansatz.tensor.kernel.JetKernel;

/**
 * Sums of Gaussians with a small network behind them, on coordinates mapped to [-1, 1].
 *
 * @param seed of the means, which frozen kernels hold
 */
record GaussianFamily(GaussianSettings settings, long seed) implements TrialFamily {
    // Widths in units of the mean spacing of all Gaussians, one for each beginning.
    private static final List<Double> OVERLAPS = List.of(1.5, 1.0, 3.0);
    // The beginning that may be narrower than the order of the equations asks for.
    private static final int NARROW = 1;
    private static final double WEIGHT_DEVIATION = 0.01;

    @Override
    public KernelForm form() {
        return GaussianForm.FORM;
    }

    @Override
    public Features features(Problem problem, double[][] bounds, RandomGenerator random) {
        List<Features.Feature> features = new ArrayList<>();
        for (int i = 0; i < problem.dimension(); i++) {
            double half = 0.5 * (bounds[i][1] - bounds[i][0]);
            features.add(new Features.Affine(i, bounds[i][0] + half, half));
        }
        return new Features(problem.dimension(), features);
    }

    @Override
    public JetKernel kernel(int features, int fields, double widening) {
        // The nodes of a finer grid are others, so a frozen grid stays as it is.
        boolean fixed = settings.placement() == Placement.GRID && !frozen().isEmpty();
        int gaussians = fixed ? settings.gaussians() : (int) Math.ceil(settings.gaussians() * widening);
        GaussianJetKernel kernel = new GaussianJetKernel(new GaussianJetKernel.Shape(
                features,
                settings.channels(),
                gaussians,
                settings.shared(),
                settings.full(),
                settings.head(),
                settings.hidden(),
                fields,
                settings.leastWidth()));
        Set<String> frozen = frozen();
        return frozen.isEmpty() ? kernel : new FrozenJetKernel(kernel, frozen, begin(kernel, 0, stream(0)));
    }

    private Set<String> frozen() {
        Set<String> frozen = new LinkedHashSet<>();
        if (settings.frozen() == Frozen.MEANS || settings.frozen() == Frozen.BOTH) {
            frozen.add("gaussian.mean");
        }
        if (settings.frozen() == Frozen.WIDTHS || settings.frozen() == Frozen.BOTH) {
            frozen.add("gaussian.width");
            if (settings.full()) {
                frozen.add("gaussian.rotation");
            }
        }
        return frozen;
    }

    private RandomGenerator stream(long number) {
        return new SplittableRandom(seed + number);
    }

    @Override
    public int beginnings() {
        boolean free = Double.isNaN(settings.sigma())
                && settings.frozen() == Frozen.NONE
                && settings.from().isEmpty();
        return free ? OVERLAPS.size() : 1;
    }

    @Override
    public double[] initial(JetKernel kernel, int beginning, RandomGenerator random) {
        double[] all = begin(gaussians(kernel), beginning, random);
        settings.from().ifPresent(folder -> EarlierFit.read(folder).into(gaussians(kernel), all));
        return kernel instanceof FrozenJetKernel frozen ? frozen.free(all) : all;
    }

    static GaussianJetKernel gaussians(JetKernel kernel) {
        return (GaussianJetKernel) (kernel instanceof FrozenJetKernel frozen ? frozen.inner() : kernel);
    }

    /** All parameters, frozen ones included. */
    static double[] full(JetKernel kernel, double[] theta) {
        return kernel instanceof FrozenJetKernel frozen
                ? frozen.full(theta)
                : Arrays.copyOf(theta, kernel.parameterCount());
    }

    /** First widths; the same for Gaussians that are added later, so that frozen ones keep theirs. */
    private double width(int inputs, int beginning) {
        if (!Double.isNaN(settings.sigma())) {
            return settings.sigma();
        }
        double width = OVERLAPS.get(beginning) * settings.spacing(inputs);
        return beginning == NARROW ? width : Math.max(width, settings.broad());
    }

    private double[] begin(GaussianJetKernel kernel, int beginning, RandomGenerator random) {
        GaussianJetKernel.Shape shape = kernel.shape();
        double[] theta = new double[kernel.parameterCount()];
        double width = width(shape.inputs(), beginning);
        for (JetKernel.Block block : kernel.blocks()) {
            int at = block.offset();
            int size = block.size();
            switch (block.name()) {
                case "gaussian.mean" -> place(theta, at, shape, random);
                case "gaussian.width" -> Arrays.fill(theta, at, at + size, width);
                case "gaussian.rotation" -> {
                    double[] identity = kernel.identityRotation();
                    for (int i = 0; i < size; i++) {
                        theta[at + i] = identity[i % identity.length];
                    }
                }
                case "gaussian.weight" -> {
                    for (int i = 0; i < size; i++) {
                        theta[at + i] = WEIGHT_DEVIATION * random.nextGaussian();
                    }
                }
                default -> connect(theta, block, random);
            }
        }
        return theta;
    }

    /** Glorot-normal weights, zero biases. */
    private static void connect(double[] theta, JetKernel.Block block, RandomGenerator random) {
        if (block.shape().size() == 2) {
            double deviation =
                    Math.sqrt(2.0 / (block.shape().get(0) + block.shape().get(1)));
            for (int i = 0; i < block.size(); i++) {
                theta[block.offset() + i] = deviation * random.nextGaussian();
            }
        }
    }

    private void place(double[] theta, int at, GaussianJetKernel.Shape shape, RandomGenerator random) {
        int d = shape.inputs();
        int perAxis = (int) Math.ceil(Math.pow(shape.gaussians(), 1.0 / d) - 1e-9);
        long base = random.nextLong();
        for (int set = 0; set < shape.sets(); set++) {
            // A stream for each set: more Gaussians begin with the same ones.
            RandomGenerator own = new SplittableRandom(base + set);
            for (int i = 0; i < shape.gaussians(); i++) {
                int cell = i;
                for (int j = 0; j < d; j++) {
                    theta[at + (set * shape.gaussians() + i) * d + j] = settings.placement() == Placement.GRID
                            ? -1 + 2.0 * (cell % perAxis) / Math.max(1, perAxis - 1)
                            : own.nextDouble(-1, 1);
                    cell /= perAxis;
                }
            }
        }
    }

    /** New Gaussians have no weight yet. */
    @Override
    public double[] grown(JetKernel kernel, double[] theta, JetKernel wider, RandomGenerator random) {
        GaussianJetKernel before = gaussians(kernel);
        GaussianJetKernel after = gaussians(wider);
        double[] old = full(kernel, theta);
        double[] all = begin(after, 0, random);
        int from = before.shape().gaussians();
        int to = after.shape().gaussians();
        for (JetKernel.Block block : before.blocks()) {
            JetKernel.Block target = after.block(block.name());
            if (!block.name().startsWith("gaussian.")) {
                System.arraycopy(old, block.offset(), all, target.offset(), block.size());
                continue;
            }
            boolean weights = block.name().equals("gaussian.weight");
            int rows = block.shape().get(0);
            int entries = block.size() / rows / from;
            for (int r = 0; r < rows; r++) {
                int row = target.offset() + r * to * entries;
                if (weights) {
                    Arrays.fill(all, row, row + to, 0);
                }
                System.arraycopy(old, block.offset() + r * from * entries, all, row, from * entries);
            }
        }
        return wider instanceof FrozenJetKernel frozen ? frozen.free(all) : all;
    }

    @Override
    public Optional<TensorForm> onDevice(JetKernel kernel) {
        return Optional.empty();
    }
}
