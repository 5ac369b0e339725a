package org.ansatz.learn.optim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ansatz.learn.optim.ParameterLayout.Block;
import org.ansatz.learn.optim.transform.Matrix;
import org.ansatz.learn.optim.transform.UpdateTransform;
import org.ansatz.tensor.ThreadPolicy;
import org.ansatz.tensor.io.NdArray;

/**
 * Every weight matrix by a chain of transforms of its own, {@code W <- (1 - rate decay) W - rate T(G)}; all other parameters,
 * as one vector, by another rule.
 */
public final class MatrixRule extends LaidOutRule {
    /** Makes the chain of a weight matrix. */
    @FunctionalInterface
    public interface Method {
        UpdateTransform on(int outputs, int inputs);
    }

    /** Makes the rule of what is no matrix. */
    @FunctionalInterface
    public interface Rest {
        UpdateRule on(int dimension);
    }

    /** Which matrices are treated as such. */
    public enum Matrices {
        ALL,
        /** All but the first and the last: embeddings and heads go with the rest. */
        HIDDEN
    }

    /** Orders below this are fastest, and safe beside other work, on one thread of OpenBLAS. */
    private static final int THREADED = 1000;

    private static final String REST = "rest/";

    private final Map<Block, UpdateTransform> matrices = new LinkedHashMap<>();
    private final List<Block> others = new ArrayList<>();
    private final Schedule schedule;
    private final double decay;
    private final UpdateRule rest;
    private final double[] restParameters;
    private final double[] restGradient;
    private final boolean small;

    /**
     * @param decay of matrices, decoupled from the gradient
     * @throws IllegalArgumentException if no parameter is a matrix that may be treated as one
     */
    public MatrixRule(
            ParameterLayout layout, Matrices which, Method method, Schedule schedule, double decay, Rest rest) {
        super(layout);
        notNegative("weight_decay", decay);
        this.schedule = schedule;
        this.decay = decay;
        List<Block> all = layout.blocks().stream().filter(Block::isMatrix).toList();
        List<Block> chosen =
                which == Matrices.ALL ? all : all.subList(Math.min(1, all.size()), Math.max(1, all.size() - 1));
        if (all.isEmpty() || chosen.isEmpty()) {
            throw new IllegalArgumentException("the optimizer moves weight matrices, and none of the parameters "
                    + layout.blocks().stream().map(Block::name).toList() + " is one; take adamw");
        }
        int largest = 0;
        int numbers = 0;
        for (Block block : layout.blocks()) {
            if (chosen.contains(block)) {
                matrices.put(block, method.on(block.outputs(), block.inputs()));
                largest = Math.max(largest, Math.max(block.outputs(), block.inputs()));
            } else {
                others.add(block);
                numbers += block.size();
            }
        }
        small = largest < THREADED;
        this.rest = rest.on(numbers);
        restParameters = new double[numbers];
        restGradient = new double[numbers];
    }

    /** The chain of the matrix of that name, to look at what it has learnt. */
    public UpdateTransform transform(String name) {
        return matrices.entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no weight matrix " + name + "; there are "
                        + matrices.keySet().stream().map(Block::name).toList()))
                .getValue();
    }

    @Override
    void move(long step, double[] parameters, double[] gradient) {
        if (small) {
            ThreadPolicy.withBlas(1, () -> {
                moveMatrices(step, parameters, gradient);
                return null;
            });
        } else {
            moveMatrices(step, parameters, gradient);
        }
        if (restParameters.length > 0) {
            gather(gradient, restGradient);
            gather(parameters, restParameters);
            rest.step(restParameters, restGradient);
            int at = 0;
            for (Block block : others) {
                System.arraycopy(restParameters, at, parameters, block.offset(), block.size());
                at += block.size();
            }
        }
    }

    private void moveMatrices(long step, double[] parameters, double[] gradient) {
        double rate = schedule.rate(step);
        matrices.forEach((block, transform) -> {
            Matrix direction;
            try {
                direction = transform.apply(block.read(gradient));
            } catch (ArithmeticException e) {
                throw new ArithmeticException(block.name() + " at step " + step + ": " + e.getMessage());
            }
            block.write(block.read(parameters).combined(1 - rate * decay, direction, -rate), parameters);
        });
    }

    private void gather(double[] flat, double[] into) {
        int at = 0;
        for (Block block : others) {
            System.arraycopy(flat, block.offset(), into, at, block.size());
            at += block.size();
        }
    }

    @Override
    Map<String, double[]> buffers() {
        Map<String, double[]> buffers = new LinkedHashMap<>();
        matrices.forEach((block, transform) ->
                transform.buffers().forEach((name, array) -> buffers.put(block.name() + "/" + name, array)));
        return buffers;
    }

    @Override
    public Map<String, NdArray> state() {
        Map<String, NdArray> state = super.state();
        rest.state().forEach((name, array) -> state.put(REST + name, array));
        return state;
    }

    @Override
    public void restore(Map<String, NdArray> state) {
        super.restore(state);
        Map<String, NdArray> own = new LinkedHashMap<>();
        state.forEach((name, array) -> {
            if (name.startsWith(REST)) {
                own.put(name.substring(REST.length()), array);
            }
        });
        rest.restore(own);
    }
}
