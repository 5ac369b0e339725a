package org.ansatz.operator.residual;

import java.util.Arrays;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.Tensor;

/**
 * A backward Euler step of the flow in the unit square whose lid y = 1 moves with speed 1 in +x, in stream function and
 * vorticity on nodes i, j = 0..n:
 *
 * <pre>{@code
 * u = psi_y, v = -psi_x, omega = -Lap_h psi,
 * R = (omega - omega_old) / dt + u D_x omega + v D_y omega - Lap_h omega / Re,
 * omega_wall = -2 psi_1 / h^2,   on the lid  -2 psi_1 / h^2 - 2 / h    (Thom)
 * }</pre>
 *
 * with central differences and all but omega_old at the new time. Unknown is psi at the {@code (n-1) x (n-1)} interior nodes; it
 * is 0 on the walls. Fields are [batch, channel, x, y]; the data are psi_old, omega_old and Re.
 */
public final class CavityStep implements DiscreteOperator {
    /** Nodes beside each lid corner that count in no loss: vorticity is infinite in the corner. */
    private static final int EXCLUDED = 2;

    private final long inner;
    private final double h;
    private final double dt;
    private final PoissonOperator poisson;

    /**
     * @param n spacings per side, at least 4
     * @param dt time step; infinity for the steady equations
     * @throws InvalidProblem if one is out of range
     */
    public CavityStep(int n, double dt) {
        if (n < 4 || !(dt > 0)) {
            throw new InvalidProblem(
                    "the cavity needs at least 4 spacings and a positive time step, given " + n + " and " + dt);
        }
        this.inner = n - 1L;
        this.h = 1.0 / n;
        this.dt = dt;
        poisson = PoissonOperator.dirichlet(inner, inner);
    }

    @Override
    public long[] grid() {
        return new long[] {inner, inner};
    }

    @Override
    public int dataChannels() {
        return 3;
    }

    /** {@code -Lap_h psi} at the interior nodes. */
    public Tensor vorticity(Tensor psi) {
        return poisson.apply(psi);
    }

    /** 1 at nodes that count in the loss: all but two beside each corner of the lid. */
    public Tensor counted() {
        double[] weight = new double[Math.toIntExact(inner * inner)];
        Arrays.fill(weight, 1);
        int m = (int) inner;
        for (int i = 0; i < EXCLUDED; i++) {
            weight[i * m + m - 1] = 0;
            weight[(m - 1 - i) * m + m - 1] = 0;
        }
        return Tensor.of(weight, inner, inner);
    }

    @Override
    public Tensor residual(Tensor psi, Tensor data) {
        FieldChecks.shape("psi", psi, 1, grid());
        FieldChecks.shape("state", data, dataChannels(), grid());
        Tensor omega = vorticity(psi);
        Tensor old = data.narrow(1, 1, 1);
        Tensor diffusion = data.narrow(1, 2, 1).reciprocal();
        Tensor whole = withWalls(psi, omega);
        Tensor stream = psi.pad(2, 1, 1, 0).pad(3, 1, 1, 0);
        Tensor alongX = whole.narrow(3, 1, inner);
        Tensor alongY = whole.narrow(2, 1, inner);
        Tensor convection = slope(stream.narrow(2, 1, inner), 3)
                .mul(slope(alongX, 2))
                .sub(slope(stream.narrow(3, 1, inner), 2).mul(slope(alongY, 3)));
        Tensor minusLaplacian = PoissonOperator.minusSecondDifference(alongX, 2, h)
                .add(PoissonOperator.minusSecondDifference(alongY, 3, h));
        return omega.sub(old).mul(1 / dt).add(convection).add(minusLaplacian.mul(diffusion));
    }

    private Tensor slope(Tensor v, int dim) {
        return v.narrow(dim, 2, inner).sub(v.narrow(dim, 0, inner)).mul(0.5 / h);
    }

    /** The vorticity on all nodes; zeros in the corners, which no stencil reaches. */
    private Tensor withWalls(Tensor psi, Tensor omega) {
        double thom = -2 / (h * h);
        Tensor left = psi.narrow(2, 0, 1).mul(thom);
        Tensor right = psi.narrow(2, inner - 1, 1).mul(thom);
        Tensor bottom = psi.narrow(3, 0, 1).mul(thom).pad(2, 1, 1, 0);
        Tensor lid = psi.narrow(3, inner - 1, 1).mul(thom).sub(2 / h).pad(2, 1, 1, 0);
        return Tensor.cat(3, bottom, Tensor.cat(2, left, omega, right), lid);
    }
}
