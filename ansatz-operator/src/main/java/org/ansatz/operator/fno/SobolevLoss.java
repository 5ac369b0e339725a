package org.ansatz.operator.fno;

import org.ansatz.tensor.Tensor;

/**
 * The relative H1 error {@code sqrt(sum e^2 + sum_i (D_i e)^2)} by the same of the truth, over channels and space. Derivatives
 * are central differences on the unit domain, {@code h = 1/n} whatever the physical length is; in domains that are not
 * periodic at interior points only.
 *
 * @param periodic whether differences reach over the boundary
 * @param parts how many fields like the given ones make the unit domain along an axis
 */
public record SobolevLoss(boolean periodic, int parts) implements FieldLoss {
    /** Of whole fields. */
    public SobolevLoss(boolean periodic) {
        this(periodic, 1);
    }

    @Override
    public FieldLoss onParts(int perAxis) {
        return new SobolevLoss(false, perAxis);
    }

    @Override
    public Tensor perSample(Tensor predicted, Tensor truth) {
        return energy(predicted.sub(truth)).div(energy(truth)).sqrt();
    }

    private Tensor energy(Tensor field) {
        Tensor sum = field.reshape(field.size(0), -1).square().sum(1);
        for (int d = 2; d < field.dim(); d++) {
            Tensor slope = difference(field, d).reshape(field.size(0), -1);
            sum = sum.add(slope.square().sum(1));
        }
        return sum;
    }

    private Tensor difference(Tensor field, int dim) {
        long n = field.size(dim);
        Tensor twice = periodic
                ? field.roll(-1, dim).sub(field.roll(1, dim))
                : field.narrow(dim, 2, n - 2).sub(field.narrow(dim, 0, n - 2));
        return twice.mul(0.5 * n * parts);
    }
}
