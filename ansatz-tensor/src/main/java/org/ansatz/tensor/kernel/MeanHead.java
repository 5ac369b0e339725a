package org.ansatz.tensor.kernel;

import java.util.List;
import org.ansatz.tensor.jet.JetBasis;

/** No network: output {@code o} is the mean of the features {@code o, o + outputs, o + 2 outputs...}. */
record MeanHead(int inputs, int outputs) implements HeadKernel {
    MeanHead {
        if (inputs % outputs != 0) {
            throw new IllegalArgumentException(
                    "the mean of " + inputs + " features makes no " + outputs + " outputs: take a multiple of these");
        }
    }

    @Override
    public List<Block> blocks() {
        return List.of();
    }

    @Override
    public int parameterCount() {
        return 0;
    }

    @Override
    public int tilePoints(JetBasis basis) {
        return TileOps.POINTS;
    }

    @Override
    public HeadKernel.Worker worker(JetBasis basis) {
        return new Sweep(basis.size() * TileOps.POINTS);
    }

    private final class Sweep implements HeadKernel.Worker {
        private final int columns;
        private final double[] output;
        private final double[] featureAdjoint;

        Sweep(int columns) {
            this.columns = columns;
            output = new double[outputs * columns];
            featureAdjoint = new double[inputs * columns];
        }

        @Override
        public int points() {
            return TileOps.POINTS;
        }

        @Override
        public int columns() {
            return columns;
        }

        @Override
        public void setParameters(double[] theta) {}

        @Override
        public double[] forward(double[] tile) {
            double share = (double) outputs / inputs;
            for (int o = 0; o < outputs; o++) {
                for (int c = 0; c < columns; c++) {
                    double sum = 0;
                    for (int i = o; i < inputs; i += outputs) {
                        sum += tile[i * columns + c];
                    }
                    output[o * columns + c] = share * sum;
                }
            }
            return output;
        }

        private void backward(double[] outputAdjoint) {
            double share = (double) outputs / inputs;
            for (int i = 0; i < inputs; i++) {
                for (int c = 0; c < columns; c++) {
                    featureAdjoint[i * columns + c] = share * outputAdjoint[i % outputs * columns + c];
                }
            }
        }

        @Override
        public void accumulateGradient(double[] outputAdjoint) {
            backward(outputAdjoint);
        }

        @Override
        public void takeGradient(double[] total) {}

        @Override
        public void jacobian(double[] outputAdjoint, double[] jt, int rowLength, int row, int count) {
            backward(outputAdjoint);
        }

        @Override
        public double[] featureAdjoint() {
            return featureAdjoint;
        }
    }
}
