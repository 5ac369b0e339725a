package org.ansatz.studies;

import java.util.ArrayList;
import java.util.List;
import org.ansatz.learn.layer.ActivationNorm;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.learn.noether.ParameterGroup;
import org.ansatz.learn.noether.SymmetryFamily;
import org.ansatz.learn.noether.SymmetryGenerator.Scale;
import org.ansatz.learn.optim.ParameterLayout;
import org.ansatz.learn.train.Epochs;
import org.ansatz.learn.train.TensorObjective;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/**
 * Classification by rectifier layers with batch normalisation (no learned scale, epsilon 0) behind every hidden one, biases in the
 * last layer only. Labels are the largest output of a random tanh teacher on standard normal inputs. The score is the
 * cross-entropy on all points at once. Double precision.
 */
final class NormalisedTask implements OptimizerTask {
    /**
     * How large it is.
     *
     * @param widths inputs, hidden, classes
     * @param teacher hidden width of the teacher
     */
    record Size(List<Integer> widths, int teacher, int points, int batch) {
        static final Size STANDARD = new Size(List.of(32, 64, 64, 10), 64, 4096, 64);
        static final Size TINY = new Size(List.of(8, 16, 16, 4), 16, 512, 32);
    }

    private final Epochs batches;
    private final Scope data = Scope.open();
    private final Tensor x;
    private final Tensor labels;
    private final TensorParameters student = new TensorParameters(DType.FLOAT64, Device.CPU);
    private final TensorObjective objective;
    private final ActivationNorm norm = ActivationNorm.batch(0);
    private final double[] start;
    private Tensor chosen;

    /** @param gain factor on the initial weights, whose entries are N(0, 1 / inputs) */
    NormalisedTask(Size size, double gain, long seed) {
        RandomStream random = RandomStream.seeded(seed);
        batches = new Epochs(size.points(), size.batch(), random.child(0));
        List<Integer> widths = size.widths();
        int classes = widths.get(widths.size() - 1);
        x = Tensor.randn(random.child(1), size.points(), widths.get(0));
        Tensor hidden = x.matmul(weights(random.child(2), widths.get(0), size.teacher()))
                .tanh();
        labels =
                hidden.matmul(weights(random.child(3), size.teacher(), classes)).argmax(1);
        for (int l = 0; l + 1 < widths.size(); l++) {
            student.add(
                    "layers." + l + ".weight",
                    weights(random.child(4 + l), widths.get(l), widths.get(l + 1))
                            .mT()
                            .mul(gain));
        }
        student.add("layers." + (widths.size() - 2) + ".bias", Tensor.zeros(classes));
        objective = new TensorObjective(
                student, () -> crossEntropy(x.indexSelect(0, chosen), labels.indexSelect(0, chosen)));
        start = objective.point();
    }

    private static Tensor weights(RandomStream random, int in, int out) {
        return Tensor.randn(random, in, out).mul(1 / Math.sqrt(in));
    }

    private Tensor crossEntropy(Tensor input, Tensor truth) {
        List<Tensor> tensors = student.tensors();
        int layers = tensors.size() - 1;
        Tensor h = input;
        for (int l = 0; l < layers; l++) {
            h = h.matmul(tensors.get(l).mT());
            h = l + 1 < layers ? norm.forward(h).relu() : h.add(tensors.get(layers));
        }
        Tensor right = h.gather(1, truth.reshape(truth.size(0), 1)).squeeze(1);
        return h.logsumexp(1).sub(right).mean();
    }

    /** The loss of the batch of step 0, for audits. */
    TensorObjective objective() {
        choose(0);
        return objective;
    }

    /** The scales that the loss has as symmetries: of every hidden matrix, and of every row of one. */
    List<Scale> scales() {
        List<Scale> scales = new ArrayList<>();
        for (ParameterLayout.Block matrix : hidden()) {
            SymmetryFamily.scale(matrix).generators().forEach(g -> scales.add((Scale) g));
            SymmetryFamily.rows(matrix).generators().forEach(g -> scales.add((Scale) g));
        }
        return scales;
    }

    /** The rows of all hidden matrices. */
    List<ParameterGroup> rows() {
        return hidden().stream()
                .flatMap(matrix -> SymmetryFamily.rows(matrix).generators().stream())
                .map(generator -> ((Scale) generator).group())
                .toList();
    }

    List<ParameterLayout.Block> hidden() {
        List<ParameterLayout.Block> blocks = layout().blocks();
        return blocks.subList(0, blocks.size() - 2);
    }

    /** The last layer's bias. */
    ParameterGroup bias() {
        ParameterLayout.Block last = layout().blocks().get(layout().blocks().size() - 1);
        return ParameterGroup.stretch(last.name(), last.offset(), last.size());
    }

    @Override
    public ParameterLayout layout() {
        return objective.layout();
    }

    @Override
    public double[] start() {
        return start.clone();
    }

    private void choose(long step) {
        long[] rows = batches.batch(step);
        chosen = Tensor.of(rows, rows.length);
    }

    @Override
    public double loss(long step, double[] point, double[] gradient) {
        Scope scope = Scope.open();
        try {
            choose(step);
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
            return Autograd.noGrad(() -> crossEntropy(x, labels)).item();
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
