package org.ansatz.learn.module;

import java.util.List;
import org.ansatz.tensor.jet.JetBasis;
import org.ansatz.tensor.jet.MultiIndex;

/**
 * The plane flow {@code u = psi_y, v = -psi_x} of a network's output psi over (x, y): its divergence vanishes whatever
 * the weights are (arXiv 2001.04536, section 4.3).
 */
public final class StreamFunction {
    /** Velocity and its derivatives; {@code laplacianU} is {@code u_xx + u_yy}. */
    public record Flow(
            double u, double v, double uX, double uY, double vX, double vY, double laplacianU, double laplacianV) {}

    private final Derivatives derivatives;
    private final int out;

    /**
     * @param derivatives over two inputs, with all derivatives of {@link #wanted()}
     * @param out which output is psi
     */
    public StreamFunction(Derivatives derivatives, int out) {
        this.derivatives = derivatives;
        this.out = out;
    }

    /** The derivatives of psi that a flow with its Laplacian needs: all up to the third order. */
    public static List<MultiIndex> wanted() {
        return List.of(MultiIndex.of(3, 0), MultiIndex.of(2, 1), MultiIndex.of(1, 2), MultiIndex.of(0, 3));
    }

    /** At a point of the last evaluation. */
    public Flow at(int point) {
        return new Flow(
                psi(point, 0, 1),
                -psi(point, 1, 0),
                psi(point, 1, 1),
                psi(point, 0, 2),
                -psi(point, 2, 0),
                -psi(point, 1, 1),
                psi(point, 2, 1) + psi(point, 0, 3),
                -psi(point, 3, 0) - psi(point, 1, 2));
    }

    private double psi(int point, int x, int y) {
        JetBasis basis = derivatives.basis();
        return derivatives.get(basis.position(MultiIndex.of(x, y)), point, out);
    }
}
