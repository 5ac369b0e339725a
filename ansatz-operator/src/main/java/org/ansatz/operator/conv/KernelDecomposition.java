package org.ansatz.operator.conv;

import java.util.ArrayList;
import java.util.List;
import org.ansatz.lowrank.HigherOrderSvd;
import org.ansatz.lowrank.TuckerTensor;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Linalg;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/**
 * Dense kernels brought into a format after the fact: truncated singular value decompositions where they are best (canonical in
 * two axes, hierarchical), alternating least squares for the other canonical formats, the higher-order singular value
 * decomposition for Tucker-2. In double precision.
 */
public final class KernelDecomposition {
    private KernelDecomposition() {}

    /**
     * The kernels in the format, nearest in the Frobenius norm where a decomposition is best, near where there is only an
     * iteration.
     *
     * @param dense [outputs, inputs, taps...]
     * @param random beginnings of iterations
     * @throws InvalidProblem if the format does not exist for the shape, or an entry is not finite
     */
    public static ConvKernel of(Tensor dense, KernelFormat format, RandomStream random) {
        KernelShape shape = KernelShape.of(dense.shape());
        if (!dense.isFinite().all().toBooleans()[0]) {
            throw new InvalidProblem("kernels that are to be decomposed hold a value that is not finite");
        }
        try (Scope scope = Scope.open()) {
            Tensor weight = dense.detach().to(DType.FLOAT64);
            ConvKernel kernel = decomposed(weight, shape, format, random);
            return kernel.withFactors(kernel.factors().stream()
                    .map(factor -> scope.keep(factor.contiguous().copy()))
                    .toList());
        }
    }

    private static ConvKernel decomposed(Tensor weight, KernelShape shape, KernelFormat format, RandomStream random) {
        if (format instanceof KernelFormat.Canonical canonical) {
            return switch (shape.axes()) {
                case 1 -> alongOneAxis(weight, canonical.rank());
                case 2 -> bySvd(weight, canonical.rank());
                default -> new CanonicalKernel(byAls(weight, shape, 2, canonical.rank(), random));
            };
        }
        if (format instanceof KernelFormat.Hierarchical hierarchical) {
            return bySvdTwice(weight, shape, hierarchical);
        }
        if (format instanceof KernelFormat.SharedInput shared) {
            // One tensor [outputs, taps..] per input channel.
            List<Tensor> factors = byAls(weight.transpose(0, 1), shape, 1, shared.rank(), random);
            Tensor mixing = factors.get(0).permute(2, 0, 1);
            return new SharedInputKernel(mixing, factors.subList(1, factors.size()));
        }
        if (format instanceof KernelFormat.FullCanonical full) {
            return whole(weight, shape, full.rank(), random);
        }
        return format instanceof KernelFormat.Tucker tucker ? tucker(weight, shape, tucker) : new DenseKernel(weight);
    }

    /** Kernels along one axis are of rank one; further terms are zero. */
    private static ConvKernel alongOneAxis(Tensor weight, int rank) {
        return new CanonicalKernel(List.of(weight.unsqueeze(2).pad(2, 0, rank - 1L, 0)));
    }

    /** {@code K = sum_r (sqrt(s_r) u_r) (sqrt(s_r) v_r)^T}. */
    private static ConvKernel bySvd(Tensor weight, int rank) {
        List<Tensor> pair = truncated(weight, rank);
        return new CanonicalKernel(pair);
    }

    /** Balanced factors [.., rank, n] and [.., rank, m] of matrices [.., n, m]; terms beyond the smaller side are zero. */
    private static List<Tensor> truncated(Tensor matrices, int rank) {
        Linalg.Svd svd = Linalg.svd(matrices.contiguous());
        int dim = matrices.dim() - 2;
        long kept = Math.min(rank, svd.s().size(dim));
        Tensor root = svd.s().narrow(dim, 0, kept).sqrt().unsqueeze(dim + 1);
        Tensor left = svd.u().mT().narrow(dim, 0, kept).mul(root);
        Tensor right = svd.vh().narrow(dim, 0, kept).mul(root);
        return kept == rank
                ? List.of(left, right)
                : List.of(left.pad(dim, 0, rank - kept, 0), right.pad(dim, 0, rank - kept, 0));
    }

    private static ConvKernel bySvdTwice(Tensor weight, KernelShape shape, KernelFormat.Hierarchical format) {
        if (shape.axes() != 3) {
            throw new InvalidProblem("the hierarchical format is for three axes, given " + shape.axes());
        }
        long k = shape.taps();
        List<Tensor> first = truncated(weight.reshape(shape.outputs(), shape.inputs(), k, k * k), format.rank());
        Tensor matrices = first.get(1).reshape(shape.outputs(), shape.inputs(), format.rank(), k, k);
        List<Tensor> second = truncated(matrices, format.inner());
        return new HierarchicalKernel(first.get(0), second.get(0), second.get(1));
    }

    /** Factors [lead.., rank, size] of the modes behind some leading dimensions. */
    private static List<Tensor> byAls(Tensor weight, KernelShape shape, int lead, int rank, RandomStream random) {
        long[] sizes = weight.shape();
        long[] flat = new long[sizes.length - lead + 1];
        flat[0] = 1;
        for (int d = 0; d < lead; d++) {
            flat[0] *= sizes[d];
        }
        System.arraycopy(sizes, lead, flat, 1, sizes.length - lead);
        if (flat.length == 2) {
            throw new InvalidProblem("nothing to decompose in kernels of " + shape.axes() + " axes");
        }
        List<Tensor> factors = new ArrayList<>();
        for (Tensor factor : BatchedAls.DEFAULT.fit(weight.reshape(flat), rank, random)) {
            long[] back = java.util.Arrays.copyOf(sizes, lead + 2);
            back[lead] = rank;
            back[lead + 1] = factor.size(1);
            factors.add(factor.mT().reshape(back));
        }
        return factors;
    }

    private static ConvKernel whole(Tensor weight, KernelShape shape, int rank, RandomStream random) {
        org.ansatz.lowrank.CanonicalTensor fit = org.ansatz.lowrank.CanonicalAls.DEFAULT
                .fit(weight, rank, random)
                .tensor();
        // The weights go in equal parts into all factors.
        Tensor share = fit.weights().pow(1.0 / (shape.axes() + 2));
        List<Tensor> matrices =
                fit.matrices().stream().map(matrix -> matrix.mul(share)).toList();
        List<Tensor> filters =
                matrices.subList(2, matrices.size()).stream().map(Tensor::mT).toList();
        return new FullCanonicalKernel(matrices.get(0), matrices.get(1), filters);
    }

    private static ConvKernel tucker(Tensor weight, KernelShape shape, KernelFormat.Tucker format) {
        long[] ranks = shape.dense();
        ranks[0] = format.outputs();
        ranks[1] = format.inputs();
        TuckerTensor all = HigherOrderSvd.byRanks(weight, ranks).tensor();
        // Full ranks along the axes: their matrices go back into the core.
        Tensor core = all.core();
        for (int mode = 2; mode < core.dim(); mode++) {
            core = core.transpose(mode, core.dim() - 1)
                    .matmul(all.matrices().get(mode).mT())
                    .transpose(mode, core.dim() - 1);
        }
        return new TuckerKernel(all.matrices().get(0), core, all.matrices().get(1));
    }
}
