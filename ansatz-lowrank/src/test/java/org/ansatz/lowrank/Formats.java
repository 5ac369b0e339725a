package org.ansatz.lowrank;

import java.util.List;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Tensor;

/** Random tensors of all formats for tests. */
final class Formats {
    static final List<String> NAMES = List.of("canonical", "tucker", "train");

    private Formats() {}

    static LowRankTensor random(String name, DType type, double std, long seed, long... shape) {
        RandomStream random = RandomStream.seeded(seed);
        return switch (name) {
            case "canonical" -> CanonicalTensor.random(shape, 3, std, type, Device.CPU, random);
            case "tucker" -> {
                long[] ranks = RankRule.largestTucker(shape);
                for (int k = 0; k < ranks.length; k++) {
                    ranks[k] = Math.min(ranks[k], 2 + k % 2);
                }
                yield TuckerTensor.random(shape, ranks, std, type, Device.CPU, random);
            }
            default -> {
                long[] ranks = RankRule.largestTrain(shape);
                for (int k = 0; k < ranks.length; k++) {
                    ranks[k] = Math.min(ranks[k], 3);
                }
                yield TensorTrain.random(shape, ranks, std, type, Device.CPU, random);
            }
        };
    }

    static LowRankTensor plus(LowRankTensor a, LowRankTensor b) {
        if (a instanceof CanonicalTensor x) {
            return x.plus((CanonicalTensor) b);
        }
        if (a instanceof TuckerTensor x) {
            return x.plus((TuckerTensor) b);
        }
        return ((TensorTrain) a).plus((TensorTrain) b);
    }

    static Tensor inner(LowRankTensor a, LowRankTensor b) {
        if (a instanceof CanonicalTensor x) {
            return x.inner((CanonicalTensor) b);
        }
        if (a instanceof TuckerTensor x) {
            return x.inner((TuckerTensor) b);
        }
        return ((TensorTrain) a).inner((TensorTrain) b);
    }

    static Tensor dense(DType type, long seed, long... shape) {
        return Modes.normal(type, Device.CPU, 1, RandomStream.seeded(seed), shape);
    }

    /** The largest modulus of a difference. */
    static double distance(Tensor a, Tensor b) {
        return a.sub(b).abs().max().item();
    }
}
