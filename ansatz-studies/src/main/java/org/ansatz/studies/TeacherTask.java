package org.ansatz.studies;

import java.util.List;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.learn.optim.ParameterLayout;
import org.ansatz.learn.train.Epochs;
import org.ansatz.learn.train.TensorObjective;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.Linalg;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/**
 * Regression on a network of the same shape: inputs {@code x = 3 Q diag(s) z} with s from 1 to 0.01 and a random rotation Q, a
 * teacher of tanh layers whose weights have twice the usual size, standardised outputs. The score is the mean squared
 * error on held-out points. Double precision.
 */
final class TeacherTask implements OptimizerTask {
    /**
     * How large it is.
     *
     * @param widths inputs, hidden, outputs
     */
    record Size(List<Integer> widths, int train, int test, int batch) {
        static final Size STANDARD = new Size(List.of(32, 64, 64, 8), 8192, 2048, 256);
        static final Size TINY = new Size(List.of(32, 16, 16, 8), 1024, 512, 128);
    }

    private static final double REACH = 3;
    private static final double LEAST_SCALE = 1e-2;
    private static final double TEACHER_GAIN = 2;

    private final Size size;
    private final Epochs batches;
    private final Scope data = Scope.open();
    private final Tensor x;
    private final Tensor y;
    private final TensorParameters student;
    private final TensorObjective objective;
    private final double[] start;
    private Tensor chosen;

    TeacherTask(Size size, long seed) {
        this.size = size;
        RandomStream random = RandomStream.seeded(seed);
        batches = new Epochs(size.train(), size.batch(), random.child(0));
        int n = size.widths().get(0);
        Tensor scales = Tensor.linspace(0, Math.log(LEAST_SCALE), n).exp();
        Tensor rotation = Linalg.qr(Tensor.randn(random.child(1), n, n)).q();
        x = Tensor.randn(random.child(2), size.train() + size.test(), n)
                .mul(scales)
                .matmul(rotation.mT())
                .mul(REACH);
        try (TensorParameters teacher = network(random.child(3), TEACHER_GAIN)) {
            Tensor raw = Autograd.noGrad(() -> forward(teacher, x));
            Tensor seen = raw.narrow(0, 0, size.train());
            Tensor mean = seen.mean(new int[] {0}, true);
            Tensor deviation = seen.var(0, new int[] {0}, true).sqrt();
            y = raw.sub(mean).div(deviation);
        }
        student = network(random.child(4), 1);
        objective =
                new TensorObjective(student, () -> squaredError(x.indexSelect(0, chosen), y.indexSelect(0, chosen)));
        start = objective.point();
    }

    /** Weights N(0, gain^2 / inputs), biases zero. */
    private TensorParameters network(RandomStream random, double gain) {
        TensorParameters parameters = new TensorParameters(DType.FLOAT64, Device.CPU);
        List<Integer> widths = size.widths();
        for (int l = 0; l + 1 < widths.size(); l++) {
            int in = widths.get(l);
            int out = widths.get(l + 1);
            parameters.add(
                    "layers." + l + ".weight",
                    Tensor.randn(random.child(l), out, in).mul(gain / Math.sqrt(in)));
            parameters.add("layers." + l + ".bias", Tensor.zeros(out));
        }
        return parameters;
    }

    private static Tensor forward(TensorParameters network, Tensor input) {
        List<Tensor> tensors = network.tensors();
        Tensor h = input;
        for (int l = 0; l < tensors.size(); l += 2) {
            Tensor linear = h.matmul(tensors.get(l).mT()).add(tensors.get(l + 1));
            h = l + 2 < tensors.size() ? linear.tanh() : linear;
        }
        return h;
    }

    private Tensor squaredError(Tensor input, Tensor truth) {
        return forward(student, input).sub(truth).square().mean();
    }

    @Override
    public ParameterLayout layout() {
        return objective.layout();
    }

    @Override
    public double[] start() {
        return start.clone();
    }

    @Override
    public double loss(long step, double[] point, double[] gradient) {
        long[] rows = batches.batch(step);
        Scope scope = Scope.open();
        try {
            chosen = Tensor.of(rows, rows.length);
            return objective.valueAndGradient(point, gradient);
        } finally {
            scope.close();
        }
    }

    @Override
    public double score(double[] point) {
        objective.moveTo(point);
        Scope scope = Scope.open();
        try {
            return Autograd.noGrad(() -> squaredError(
                            x.narrow(0, size.train(), size.test()), y.narrow(0, size.train(), size.test())))
                    .item();
        } finally {
            scope.close();
        }
    }

    @Override
    public void close() {
        student.close();
        data.close();
    }
}
