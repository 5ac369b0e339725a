package org.ansatz.lowrank;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Tensor;

/**
 * The Tucker format: {@code W = G x_1 U_1 .. x_n U_n}, a small core with one matrix per mode.
 *
 * @param core G [R_1, .., R_n]
 * @param matrices n factor matrices [I_k, R_k]
 */
public record TuckerTensor(Tensor core, List<Tensor> matrices) implements LowRankTensor {
    /**
     * @throws IllegalArgumentException if the shapes, types or devices do not belong together
     */
    public TuckerTensor {
        matrices = List.copyOf(matrices);
        if (matrices.isEmpty() || core.dim() != matrices.size()) {
            throw new IllegalArgumentException("Tucker tensor: core of shape " + Arrays.toString(core.shape()) + " and "
                    + matrices.size() + " matrices");
        }
        for (int k = 0; k < matrices.size(); k++) {
            Tensor matrix = matrices.get(k);
            if (matrix.dim() != 2 || matrix.size(0) < 1 || matrix.size(1) < 1 || matrix.size(1) != core.size(k)) {
                throw new IllegalArgumentException("Tucker tensor: the matrix of mode " + k + " must be [I, "
                        + core.size(k) + "] for a core of shape " + Arrays.toString(core.shape()) + ", given shape "
                        + Arrays.toString(matrix.shape()));
            }
        }
        Modes.checkAlike(
                "Tucker tensor",
                Stream.concat(Stream.of(core), matrices.stream()).toList());
    }

    /**
     * Random core and factors, normal with standard deviation {@code (s / sqrt(R_1 .. R_n))^(1/(n+1))}, so that the entries
     * of the dense tensor have standard deviation s.
     */
    public static TuckerTensor random(
            long[] shape, long[] ranks, double std, DType type, Device device, RandomStream random) {
        return random(shape, ranks, Set.of(), std, type, device, random);
    }

    /**
     * The same with modes that are not factorised: their ranks are their sizes, their matrices the identity, and they count
     * neither among the factors nor among the terms of the standard deviation.
     *
     * @throws InvalidProblem if a fixed mode has another rank than its size
     */
    public static TuckerTensor random(
            long[] shape,
            long[] ranks,
            Set<Integer> fixed,
            double std,
            DType type,
            Device device,
            RandomStream random) {
        Modes.checkShape("Tucker tensor", shape);
        Modes.checkStd(std);
        RankRule.checkTucker(shape, ranks);
        double terms = 1;
        for (int k = 0; k < ranks.length; k++) {
            if (fixed.contains(k) && ranks[k] != shape[k]) {
                throw new InvalidProblem(
                        "mode " + k + " of size " + shape[k] + " is not factorised but has rank " + ranks[k]);
            }
            terms *= fixed.contains(k) ? 1 : ranks[k];
        }
        double spread = Math.pow(std / Math.sqrt(terms), 1.0 / (shape.length - fixed.size() + 1));
        Tensor core = Modes.normal(type, device, spread, random, ranks);
        List<Tensor> matrices = new ArrayList<>();
        for (int k = 0; k < shape.length; k++) {
            matrices.add(
                    fixed.contains(k)
                            ? Tensor.eye(shape[k]).to(type).to(device)
                            : Modes.normal(type, device, spread, random, shape[k], ranks[k]));
        }
        return new TuckerTensor(core, matrices);
    }

    @Override
    public long[] shape() {
        return matrices.stream().mapToLong(matrix -> matrix.size(0)).toArray();
    }

    @Override
    public long[] ranks() {
        return core.shape();
    }

    @Override
    public List<Tensor> factors() {
        return Stream.concat(Stream.of(core), matrices.stream()).toList();
    }

    @Override
    public List<String> factorNames() {
        return Stream.concat(
                        Stream.of("core"), IntStream.range(0, matrices.size()).mapToObj(k -> "factor" + k))
                .toList();
    }

    @Override
    public TuckerTensor withFactors(List<Tensor> factors) {
        return new TuckerTensor(factors.get(0), factors.subList(1, factors.size()));
    }

    @Override
    public Tensor reconstruct() {
        return expand(core, matrices);
    }

    private static Tensor expand(Tensor core, List<Tensor> matrices) {
        Tensor dense = core;
        for (int k = 0; k < matrices.size(); k++) {
            dense = Modes.product(dense, matrices.get(k), k);
        }
        return dense.contiguous();
    }

    @Override
    public TuckerTensor select(int mode, long index) {
        Modes.checkSelection(shape(), mode, index);
        Tensor row = Modes.row(matrices.get(mode), index);
        Tensor slice = row.unsqueeze(0).matmul(Modes.unfold(core, mode)).squeeze(0);
        long[] sizes = Modes.without(Arrays.stream(core.shape()).boxed().toList(), mode).stream()
                .mapToLong(Long::longValue)
                .toArray();
        return new TuckerTensor(slice.reshape(sizes), Modes.without(matrices, mode));
    }

    @Override
    public TuckerTensor scale(double factor) {
        return new TuckerTensor(core.mul(factor), matrices);
    }

    /** The sum, its core block-diagonal; the ranks add until {@link HigherOrderSvd#recompress}. */
    public TuckerTensor plus(TuckerTensor other) {
        Modes.checkSameShape(shape(), other.shape());
        Tensor first = core;
        Tensor second = other.core;
        List<Tensor> joined = new ArrayList<>();
        for (int k = 0; k < matrices.size(); k++) {
            first = first.pad(k, 0, other.core.size(k), 0);
            second = second.pad(k, core.size(k), 0, 0);
            joined.add(Tensor.cat(1, matrices.get(k), other.matrices.get(k)));
        }
        return new TuckerTensor(first.add(second), joined);
    }

    /** {@code sum conj(W) V}, from the Gram matrices of the factors. */
    public Tensor inner(TuckerTensor other) {
        Modes.checkSameShape(shape(), other.shape());
        List<Tensor> grams = new ArrayList<>();
        for (int k = 0; k < matrices.size(); k++) {
            grams.add(Modes.adjoint(matrices.get(k)).matmul(other.matrices.get(k)));
        }
        return Modes.conjugate(core).mul(expand(other.core, grams)).sum();
    }

    @Override
    public Tensor norm() {
        return Modes.realPart(inner(this)).relu().sqrt();
    }
}
