package org.ansatz.operator.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ansatz.operator.data.Normalisation;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.report.RunFolder;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;
import org.ansatz.tensor.io.NdArray;
import org.ansatz.tensor.io.Safetensors;

/**
 * A map from fields to fields in physical units.
 *
 * <pre>{@code
 * TrainedOperator operator = TrainedOperator.load(Path.of("runs/flow"));
 * NdArray vorticity = operator.predict(forcing);   // [channels, grid...] or [batch, channels, grid...]
 * }</pre>
 *
 * <p>Not for use by two threads at a time.
 *
 * @param inputs and {@code outputs}: between physical units and those of the model
 */
public record TrainedOperator(OperatorModel model, Normalisation inputs, Normalisation outputs)
        implements AutoCloseable {
    /**
     * Reads a run's {@code config.yaml} and {@code model.safetensors}.
     *
     * @throws InvalidProblem if the folder holds no trained operator
     */
    public static TrainedOperator load(Path run) {
        RunFolder folder = RunFolder.open(run);
        ModelFile file = ModelFile.ofRun(folder);
        try {
            Safetensors.Content content = Safetensors.read(folder.model());
            Normalisation in = Normalisation.of(content.tensors(), "inputs");
            Normalisation out = Normalisation.of(content.tensors(), "outputs");
            OperatorModel model = file.architecture()
                    .withChannels(in.shift().length, out.shift().length)
                    .model(file.plan().precision(), Device.CPU, RandomStream.seeded(0));
            model.parameters().restore(content.tensors());
            return new TrainedOperator(model, in, out);
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidProblem(folder.model() + ": cannot be read (" + e.getMessage() + ")");
        }
    }

    /** Writes parameters and normalisations. */
    public void save(Path file) throws IOException {
        Map<String, NdArray> arrays = new LinkedHashMap<>(model.parameters().arrays());
        arrays.putAll(inputs.arrays("inputs"));
        arrays.putAll(outputs.arrays("outputs"));
        Safetensors.write(file, arrays, Map.of("format", "ansatz operator 1"));
    }

    /** Fields in physical units, [batch, channels, grid...]; recorded if recording is on. */
    public Tensor predict(Tensor fields) {
        Tensor in =
                fields.to(model.parameters().precision()).to(model.parameters().device());
        return outputs.decode(model.forward(inputs.encode(in)));
    }

    /**
     * The operator applied to its own results. Input channels are the present state and {@code history - 1} earlier ones, newest
     * first, each with as many channels as an output; the channels that are left stay as they are.
     *
     * @param fields [batch, channels, grid...] in physical units
     * @param history how many states an input holds, from one
     * @return {@code steps} states [batch, output channels, grid...]
     * @throws InvalidProblem if an input has fewer channels than its states
     */
    public List<Tensor> rollout(Tensor fields, int history, int steps) {
        checkSteps(history);
        int width = outputs.shift().length;
        List<Tensor> states = new ArrayList<>();
        Tensor input = fields;
        for (int s = 0; s < steps; s++) {
            Tensor next = predict(input);
            states.add(next);
            int earlier = (history - 1) * width;
            int constant = inputs.shift().length - history * width;
            Tensor rest = input.to(next.dtype()).to(next.device());
            input = Tensor.cat(1, next, rest.narrow(1, 0, earlier), rest.narrow(1, (long) history * width, constant));
        }
        return states;
    }

    /**
     * Whether a rollout is possible.
     *
     * @throws InvalidProblem if not
     */
    void checkSteps(int history) {
        int taken = inputs.shift().length;
        int given = outputs.shift().length;
        if (history < 1 || taken < history * given) {
            throw new InvalidProblem("a step from " + history + " states of " + given
                    + " channels needs a model with at least as many input channels, this one has " + taken);
        }
    }

    /**
     * A field, or a batch of them, in physical units.
     *
     * @param field [channels, grid...] or [batch, channels, grid...]
     * @return of the same number of dimensions
     * @throws InvalidProblem if shape or resolution are not what the model takes
     */
    public NdArray predict(NdArray field) {
        int dimension = model.settings().dimension();
        boolean single = field.shape().length == dimension + 1;
        if (!single && field.shape().length != dimension + 2) {
            throw new InvalidProblem("the model takes fields [channels, " + dimension
                    + " axes] or a batch of them, given" + " shape " + Arrays.toString(field.shape()));
        }
        Scope scope = Scope.open();
        try {
            Tensor in = Tensor.of(field.values(), field.shape());
            Tensor batch = single ? in.unsqueeze(0) : in;
            if (batch.size(1) != inputs.shift().length) {
                throw new InvalidProblem("the model takes " + inputs.shift().length + " input channels, given shape "
                        + Arrays.toString(field.shape()));
            }
            model.checkGrid(Arrays.copyOfRange(batch.shape(), 2, batch.dim()));
            Tensor out = Autograd.noGrad(() -> predict(batch)).to(DType.FLOAT64);
            Tensor shaped = single ? out.squeeze(0) : out;
            return new NdArray(shaped.shape(), shaped.toDoubles());
        } finally {
            scope.close();
        }
    }

    @Override
    public void close() {
        model.close();
    }
}
