package org.ansatz.operator.spectral;

import java.util.Arrays;
import java.util.Set;
import org.ansatz.lowrank.CanonicalTensor;
import org.ansatz.lowrank.LowRankTensor;
import org.ansatz.lowrank.TensorTrain;
import org.ansatz.lowrank.TuckerTensor;

/** Complex multiplications of applying a factorised weight [inputs, outputs, modes...] to a batch, in both ways. */
record ContractionCost(double factorized, double reconstructed) {
    /** @param fixed modes whose matrix is the identity, with which nothing is multiplied */
    static ContractionCost of(LowRankTensor weight, int batch, Set<Integer> fixed) {
        double in = weight.shape()[0];
        double out = weight.shape()[1];
        double modes = Arrays.stream(weight.shape()).skip(2).asDoubleStream().reduce(1, (a, b) -> a * b);
        double dense = batch * modes * in * out;
        if (weight instanceof CanonicalTensor cp) {
            return new ContractionCost(batch * modes * cp.rank() * (in + out), modes * in * out * cp.rank() + dense);
        }
        if (weight instanceof TuckerTensor tucker) {
            double r1 = tucker.ranks()[0];
            double r2 = tucker.ranks()[1];
            double last = tucker.ranks()[tucker.order() - 1];
            double expansion = modes * last * r1 * r2;
            return new ContractionCost(
                    expansion
                            + batch
                                    * modes
                                    * ((fixed.contains(0) ? 0 : in * r1)
                                            + r1 * r2
                                            + (fixed.contains(1) ? 0 : r2 * out)),
                    expansion + modes * in * r2 * (r1 + out) + dense);
        }
        TensorTrain train = (TensorTrain) weight;
        double r1 = train.ranks()[1];
        double r2 = train.ranks()[2];
        double expansion = modes * r1 * r2 * out;
        return new ContractionCost(
                expansion + batch * modes * r1 * (in + out), expansion + modes * in * r1 * out + dense);
    }
}
