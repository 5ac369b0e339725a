package org.ansatz.tensor.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.ansatz.tensor.jet.JetBasis;

/** Another kernel with some of its blocks held at given values; the others are the parameters. */
public final class FrozenJetKernel implements HeadKernel {
    private final JetKernel inner;
    private final Set<String> frozen;
    private final double[] values;
    private final List<Block> free = new ArrayList<>();
    private final List<Block> sources = new ArrayList<>();
    private final int parameterCount;

    /**
     * Freezes blocks.
     *
     * @param frozen names of blocks
     * @param values a parameter vector of {@code inner}, of which the entries of frozen blocks are used
     * @throws IllegalArgumentException if a name is not that of a block, or the number of values is wrong
     */
    public FrozenJetKernel(JetKernel inner, Set<String> frozen, double[] values) {
        List<String> names = inner.blocks().stream().map(Block::name).toList();
        if (!names.containsAll(frozen)) {
            throw new IllegalArgumentException("blocks to freeze " + frozen + " are not all among " + names);
        }
        if (values.length != inner.parameterCount()) {
            throw new IllegalArgumentException(
                    values.length + " values for a kernel of " + inner.parameterCount() + " parameters");
        }
        this.inner = inner;
        this.frozen = Set.copyOf(frozen);
        this.values = values.clone();
        int at = 0;
        for (Block block : inner.blocks()) {
            if (!frozen.contains(block.name())) {
                free.add(new Block(block.name(), block.shape(), at));
                sources.add(block);
                at += block.size();
            }
        }
        parameterCount = at;
    }

    /** The kernel with all of its parameters. */
    public JetKernel inner() {
        return inner;
    }

    /** Names of the blocks that are held. */
    public Set<String> frozen() {
        return frozen;
    }

    @Override
    public String suspect(double[] theta) {
        return inner.suspect(full(theta));
    }

    /** The inner kernel's parameters for given free ones. */
    public double[] full(double[] theta) {
        double[] all = values.clone();
        scatter(theta, all);
        return all;
    }

    /** The free ones among the inner kernel's parameters. */
    public double[] free(double[] all) {
        double[] theta = new double[parameterCount];
        for (int b = 0; b < free.size(); b++) {
            System.arraycopy(
                    all,
                    sources.get(b).offset(),
                    theta,
                    free.get(b).offset(),
                    free.get(b).size());
        }
        return theta;
    }

    private void scatter(double[] theta, double[] all) {
        for (int b = 0; b < free.size(); b++) {
            System.arraycopy(
                    theta,
                    free.get(b).offset(),
                    all,
                    sources.get(b).offset(),
                    free.get(b).size());
        }
    }

    @Override
    public int inputs() {
        return inner.inputs();
    }

    @Override
    public int outputs() {
        return inner.outputs();
    }

    @Override
    public List<Block> blocks() {
        return List.copyOf(free);
    }

    @Override
    public int parameterCount() {
        return parameterCount;
    }

    @Override
    public int tilePoints(JetBasis basis) {
        return inner.tilePoints(basis);
    }

    @Override
    public HeadKernel.Worker worker(JetBasis basis) {
        return new Sweep(inner.worker(basis));
    }

    private final class Sweep implements HeadKernel.Worker {
        private final JetKernel.Worker worker;
        private final double[] all = values.clone();
        private final double[] gradient = new double[values.length];
        private double[] rows = new double[0];

        Sweep(JetKernel.Worker worker) {
            this.worker = worker;
        }

        @Override
        public int points() {
            return worker.points();
        }

        @Override
        public int columns() {
            return worker.columns();
        }

        @Override
        public void setParameters(double[] theta) {
            scatter(theta, all);
            worker.setParameters(all);
        }

        @Override
        public double[] forward(double[] tile) {
            return worker.forward(tile);
        }

        @Override
        public void accumulateGradient(double[] outputAdjoint) {
            worker.accumulateGradient(outputAdjoint);
        }

        @Override
        public void takeGradient(double[] total) {
            java.util.Arrays.fill(gradient, 0);
            worker.takeGradient(gradient);
            for (int b = 0; b < free.size(); b++) {
                for (int i = 0; i < free.get(b).size(); i++) {
                    total[free.get(b).offset() + i] += gradient[sources.get(b).offset() + i];
                }
            }
        }

        @Override
        public void jacobian(double[] outputAdjoint, double[] jt, int rowLength, int row, int count) {
            int points = worker.points();
            if (rows.length == 0) {
                rows = new double[values.length * points];
            }
            worker.jacobian(outputAdjoint, rows, points, 0, count);
            for (int b = 0; b < free.size(); b++) {
                for (int i = 0; i < free.get(b).size(); i++) {
                    System.arraycopy(
                            rows,
                            (sources.get(b).offset() + i) * points,
                            jt,
                            (free.get(b).offset() + i) * rowLength + row,
                            count);
                }
            }
        }

        /** @throws IllegalStateException if the inner kernel gives none */
        @Override
        public double[] featureAdjoint() {
            if (worker instanceof HeadKernel.Worker head) {
                return head.featureAdjoint();
            }
            throw new IllegalStateException("the frozen kernel gives no adjoint of its features");
        }
    }
}
