package org.ansatz.lowrank;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Tensor;

/**
 * The tensor-train format: {@code W[i_1..i_n] = G_1[i_1] .. G_n[i_n]}, a product of matrices (Oseledets, SIAM J. Sci. Comput.
 * 33 (2011) 2295).
 *
 * @param cores n cores {@code G_k} [r_{k-1}, I_k, r_k] with r_0 = r_n = 1
 */
public record TensorTrain(List<Tensor> cores) implements LowRankTensor {
    /**
     * @throws IllegalArgumentException if the shapes, types or devices do not belong together
     */
    public TensorTrain {
        cores = List.copyOf(cores);
        if (cores.isEmpty()) {
            throw new IllegalArgumentException("tensor train: needs a core per mode, given none");
        }
        long rank = 1;
        for (int k = 0; k < cores.size(); k++) {
            long[] shape = cores.get(k).shape();
            boolean last = k == cores.size() - 1;
            if (shape.length != 3 || shape[0] != rank || shape[1] < 1 || shape[2] < 1 || last && shape[2] != 1) {
                throw new IllegalArgumentException("tensor train: core " + k + " must be [" + rank + ", I, "
                        + (last ? "1" : "r") + "], given shape " + Arrays.toString(shape));
            }
            rank = shape[2];
        }
        Modes.checkAlike("tensor train", cores);
    }

    /**
     * Random cores, normal with standard deviation {@code (s / sqrt(r_1 .. r_{n-1}))^(1/n)}, so that the entries of the dense
     * tensor have standard deviation s.
     *
     * @param ranks n + 1 numbers, first and last 1
     */
    public static TensorTrain random(
            long[] shape, long[] ranks, double std, DType type, Device device, RandomStream random) {
        Modes.checkShape("tensor train", shape);
        Modes.checkStd(std);
        RankRule.checkTrain(shape, ranks);
        double terms = Arrays.stream(ranks).asDoubleStream().reduce(1, (a, b) -> a * b);
        double spread = Math.pow(std / Math.sqrt(terms), 1.0 / shape.length);
        List<Tensor> cores = new ArrayList<>();
        for (int k = 0; k < shape.length; k++) {
            cores.add(Modes.normal(type, device, spread, random, ranks[k], shape[k], ranks[k + 1]));
        }
        return new TensorTrain(cores);
    }

    @Override
    public long[] shape() {
        return cores.stream().mapToLong(core -> core.size(1)).toArray();
    }

    @Override
    public long[] ranks() {
        return LongStream.concat(LongStream.of(1), cores.stream().mapToLong(core -> core.size(2)))
                .toArray();
    }

    @Override
    public List<Tensor> factors() {
        return cores;
    }

    @Override
    public List<String> factorNames() {
        return IntStream.range(0, cores.size()).mapToObj(k -> "core" + k).toList();
    }

    @Override
    public TensorTrain withFactors(List<Tensor> factors) {
        return new TensorTrain(factors);
    }

    @Override
    public Tensor reconstruct() {
        Tensor dense = cores.get(0).reshape(cores.get(0).size(1), -1);
        for (Tensor core : cores.subList(1, cores.size())) {
            dense = dense.matmul(core.reshape(core.size(0), -1)).reshape(-1, core.size(2));
        }
        return dense.reshape(shape());
    }

    /** The matrix at the index is multiplied into the next core (of the last mode: into the one before). */
    @Override
    public TensorTrain select(int mode, long index) {
        Modes.checkSelection(shape(), mode, index);
        Tensor matrix = cores.get(mode).select(1, index);
        List<Tensor> rest = new ArrayList<>(Modes.without(cores, mode));
        if (mode < rest.size()) {
            Tensor next = rest.get(mode);
            Tensor product = matrix.matmul(next.reshape(next.size(0), -1));
            rest.set(mode, product.reshape(matrix.size(0), next.size(1), next.size(2)));
        } else {
            rest.set(mode - 1, rest.get(mode - 1).matmul(matrix));
        }
        return new TensorTrain(rest);
    }

    @Override
    public TensorTrain scale(double factor) {
        List<Tensor> scaled = new ArrayList<>(cores);
        scaled.set(0, cores.get(0).mul(factor));
        return new TensorTrain(scaled);
    }

    /** The sum with block-diagonal cores; inner ranks add. */
    public TensorTrain plus(TensorTrain other) {
        Modes.checkSameShape(shape(), other.shape());
        if (cores.size() == 1) {
            return new TensorTrain(List.of(cores.get(0).add(other.cores.get(0))));
        }
        List<Tensor> joined = new ArrayList<>();
        for (int k = 0; k < cores.size(); k++) {
            Tensor a = cores.get(k);
            Tensor b = other.cores.get(k);
            if (k == 0) {
                joined.add(Tensor.cat(2, a, b));
            } else if (k == cores.size() - 1) {
                joined.add(Tensor.cat(0, a, b));
            } else {
                joined.add(Tensor.cat(0, a.pad(2, 0, b.size(2), 0), b.pad(2, a.size(2), 0, 0)));
            }
        }
        return new TensorTrain(joined);
    }

    /** {@code sum conj(W) V}, core by core. */
    public Tensor inner(TensorTrain other) {
        Modes.checkSameShape(shape(), other.shape());
        Tensor transfer = Tensor.ones(dtype(), device(), 1, 1);
        for (int k = 0; k < cores.size(); k++) {
            Tensor a = cores.get(k);
            Tensor b = other.cores.get(k);
            Tensor right = transfer.matmul(b.reshape(b.size(0), -1)).reshape(-1, b.size(2));
            transfer = Modes.adjoint(a.reshape(-1, a.size(2))).matmul(right);
        }
        return transfer.sum();
    }

    @Override
    public Tensor norm() {
        return Modes.realPart(inner(this)).relu().sqrt();
    }
}
