package org.ansatz.operator.spectral;

import java.util.List;
import java.util.function.Supplier;
import org.ansatz.lowrank.CanonicalTensor;
import org.ansatz.lowrank.LowRankTensor;
import org.ansatz.lowrank.TensorTrain;
import org.ansatz.lowrank.TuckerTensor;
import org.ansatz.tensor.Tensor;

/**
 * A spectral weight in a low-rank format, contracted with its factors one after the other. The frequencies survive in the
 * result, so the factors of the modes are expanded on them first, where all other sizes are still ranks; the matrices per
 * frequency that remain are small, [R_1, R_2] of a Tucker tensor instead of [inputs, outputs].
 *
 * @param tensor of shape [inputs, outputs, m_1, .., m_d/2 + 1]; the slice of a joint tensor is taken anew for every use
 * @param format whose separable tensors have no output axis, and whose fixed modes have identities for matrices
 * @param reconstructing whether the dense tensor is formed first, which is cheaper for high ranks
 */
record FactorizedWeight(Supplier<LowRankTensor> tensor, WeightFormat format, boolean reconstructing)
        implements SpectralWeight {
    @Override
    public Tensor dense() {
        return tensor.get().reconstruct();
    }

    @Override
    public Tensor apply(Tensor coefficients) {
        LowRankTensor weight = tensor.get();
        if (format.separable() || reconstructing) {
            // Every entry of a separable weight meets its own coefficients only, so there is no cheaper order.
            return SpectralWeight.applyDense(coefficients, weight.reconstruct(), format.separable());
        }
        long[] shape = coefficients.shape();
        Tensor in = coefficients.reshape(shape[0], shape[1], -1).permute(2, 0, 1);
        Tensor out = contract(in, weight);
        shape[1] = out.size(2);
        return out.permute(1, 2, 0).reshape(shape);
    }

    private Tensor contract(Tensor in, LowRankTensor weight) {
        if (weight instanceof CanonicalTensor cp) {
            return canonical(in, cp);
        }
        return weight instanceof TuckerTensor tucker ? tucker(in, tucker) : train(in, (TensorTrain) weight);
    }

    /** {@code s[k,b,r] = (in U_1) w_r U_3[x,r] U_4[y,r]..., out = s U_2^T}. */
    private static Tensor canonical(Tensor in, CanonicalTensor cp) {
        List<Tensor> factors = cp.matrices();
        Tensor onModes = cp.weights().unsqueeze(0);
        for (Tensor mode : factors.subList(2, factors.size())) {
            onModes = onModes.unsqueeze(1).mul(mode.unsqueeze(0)).reshape(-1, cp.rank());
        }
        Tensor terms = in.matmul(factors.get(0)).mul(onModes.unsqueeze(1));
        return terms.matmul(factors.get(1).mT());
    }

    /** {@code H[k] = sum G x U_3[x] x U_4[y]..} is [R_1, R_2] per frequency; {@code out = in U_1 H U_2^T}. */
    private Tensor tucker(Tensor in, TuckerTensor tucker) {
        List<Tensor> factors = tucker.matrices();
        Tensor core = tucker.core();
        long first = core.size(0);
        long second = core.size(1);
        // [R_3, .., R_n, R_1 R_2], then one mode after the other becomes frequencies: [K, rest].
        int order = core.dim();
        int[] modesFirst = new int[order];
        for (int k = 0; k < order; k++) {
            modesFirst[k] = k < order - 2 ? k + 2 : k - order + 2;
        }
        Tensor rest = core.permute(modesFirst).reshape(1, -1);
        for (int k = 2; k < order; k++) {
            Tensor mode = factors.get(k);
            long done = rest.size(0);
            Tensor open = rest.reshape(done, mode.size(1), -1);
            rest = (isFixed(k) ? open : mode.matmul(open)).reshape(done * mode.size(0), -1);
        }
        Tensor matrices = rest.reshape(-1, first, second);
        Tensor mixed = (isFixed(0) ? in : in.matmul(factors.get(0))).bmm(matrices);
        return isFixed(1) ? mixed : mixed.matmul(factors.get(1).mT());
    }

    private boolean isFixed(int mode) {
        return format.fixed().contains(mode);
    }

    /** From the modes' end: {@code T[k, r_2]}, then {@code M[k] = G_2 T[k]} is [r_1, outputs]; {@code out = in G_1 M}. */
    private static Tensor train(Tensor in, TensorTrain train) {
        List<Tensor> cores = train.cores();
        Tensor second = cores.get(1);
        // [r_2, K] with the first mode slowest.
        Tensor modes = cores.get(2);
        for (Tensor core : cores.subList(3, cores.size())) {
            modes = modes.reshape(-1, modes.size(2)).matmul(core.reshape(core.size(0), -1));
            modes = modes.reshape(second.size(2), -1, core.size(2));
        }
        Tensor onModes = modes.reshape(second.size(2), -1).mT();
        Tensor matrices =
                onModes.matmul(second.reshape(-1, second.size(2)).mT()).reshape(-1, second.size(0), second.size(1));
        return in.matmul(cores.get(0).squeeze(0)).bmm(matrices);
    }
}
