package org.ansatz.lowrank;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Tensor;

/**
 * The canonical polyadic (CP) format: {@code W[i_1..i_n] = sum_r w_r A_1[i_1,r] .. A_n[i_n,r]}.
 *
 * @param weights [R]
 * @param matrices n factor matrices [I_k, R]
 */
public record CanonicalTensor(Tensor weights, List<Tensor> matrices) implements LowRankTensor {
    /**
     * @throws IllegalArgumentException if the shapes, types or devices do not belong together
     */
    public CanonicalTensor {
        matrices = List.copyOf(matrices);
        if (matrices.isEmpty() || weights.dim() != 1 || weights.size(0) < 1) {
            throw new IllegalArgumentException("canonical tensor: needs weights [R] with R >= 1 and a matrix per mode,"
                    + " given " + weights + " and " + matrices.size() + " matrices");
        }
        for (Tensor matrix : matrices) {
            if (matrix.dim() != 2 || matrix.size(0) < 1 || matrix.size(1) != weights.size(0)) {
                throw new IllegalArgumentException(
                        "canonical tensor: needs matrices [I, " + weights.size(0) + "], given " + matrix);
            }
        }
        Modes.checkAlike(
                "canonical tensor",
                Stream.concat(Stream.of(weights), matrices.stream()).toList());
    }

    /**
     * Random factors and weights of one. The factors are normal with standard deviation {@code (s / sqrt(R))^(1/n)}, so that
     * the entries of the dense tensor have standard deviation s.
     */
    public static CanonicalTensor random(
            long[] shape, long rank, double std, DType type, Device device, RandomStream random) {
        Modes.checkShape("canonical tensor", shape);
        Modes.checkStd(std);
        RankRule.checkCanonical(shape, rank);
        double spread = Math.pow(std / Math.sqrt((double) rank), 1.0 / shape.length);
        List<Tensor> matrices = new ArrayList<>();
        for (long size : shape) {
            matrices.add(Modes.normal(type, device, spread, random, size, rank));
        }
        return new CanonicalTensor(Tensor.ones(type, device, rank), matrices);
    }

    @Override
    public long[] shape() {
        return matrices.stream().mapToLong(matrix -> matrix.size(0)).toArray();
    }

    /** The number of terms R. */
    public long rank() {
        return weights.size(0);
    }

    @Override
    public long[] ranks() {
        return new long[] {rank()};
    }

    @Override
    public List<Tensor> factors() {
        return Stream.concat(Stream.of(weights), matrices.stream()).toList();
    }

    @Override
    public List<String> factorNames() {
        return Stream.concat(
                        Stream.of("weights"),
                        IntStream.range(0, matrices.size()).mapToObj(k -> "factor" + k))
                .toList();
    }

    @Override
    public CanonicalTensor withFactors(List<Tensor> factors) {
        return new CanonicalTensor(factors.get(0), factors.subList(1, factors.size()));
    }

    /** One product of the Khatri-Rao products of the first and of the second half of the modes. */
    @Override
    public Tensor reconstruct() {
        int half = (matrices.size() + 1) / 2;
        Tensor left = columns(matrices.subList(0, half)).mul(weights);
        if (matrices.size() == 1) {
            return left.sum(1);
        }
        Tensor right = columns(matrices.subList(half, matrices.size()));
        return left.matmul(right.mT()).reshape(shape());
    }

    private static Tensor columns(List<Tensor> some) {
        return some.stream().reduce(Modes::khatriRao).orElseThrow();
    }

    @Override
    public CanonicalTensor select(int mode, long index) {
        Modes.checkSelection(shape(), mode, index);
        return new CanonicalTensor(weights.mul(Modes.row(matrices.get(mode), index)), Modes.without(matrices, mode));
    }

    @Override
    public CanonicalTensor scale(double factor) {
        return new CanonicalTensor(weights.mul(factor), matrices);
    }

    /** The sum; the ranks add. */
    public CanonicalTensor plus(CanonicalTensor other) {
        Modes.checkSameShape(shape(), other.shape());
        List<Tensor> joined = new ArrayList<>();
        for (int k = 0; k < matrices.size(); k++) {
            joined.add(Tensor.cat(1, matrices.get(k), other.matrices.get(k)));
        }
        return new CanonicalTensor(Tensor.cat(0, weights, other.weights), joined);
    }

    /** {@code sum conj(W) V}, from products of the factors. */
    public Tensor inner(CanonicalTensor other) {
        Modes.checkSameShape(shape(), other.shape());
        Tensor products = Modes.conjugate(weights).unsqueeze(1).mul(other.weights.unsqueeze(0));
        for (int k = 0; k < matrices.size(); k++) {
            products = products.mul(Modes.adjoint(matrices.get(k)).matmul(other.matrices.get(k)));
        }
        return products.sum();
    }

    @Override
    public Tensor norm() {
        return Modes.realPart(inner(this)).relu().sqrt();
    }
}
