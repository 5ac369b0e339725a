package org.ansatz.dynamics.lattice;

import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.kernel.LatticeRows;

/**
 * A cube of {@code n^3} points with periodic faces. A field on it is an array of {@link #sites} numbers, row-major: the value
 * at {@code (x, y, z) dx} stands at {@code (x n + y) n + z}.
 *
 * @param n points per side, even
 * @param length of a side
 */
public record Lattice3D(int n, double length) {
    private static final int FEWEST = 4;
    // The half spectrum of a field, 2 n^2 (n/2 + 1) numbers, must be one Java array.
    private static final int MOST = 1280;

    /** @throws InvalidProblem for other numbers of points or a length that is not positive */
    public Lattice3D {
        if (n < FEWEST || n > MOST || n % 2 != 0) {
            throw new InvalidProblem(
                    "a lattice needs an even number of points per side from " + FEWEST + " to " + MOST + ", got " + n);
        }
        if (!(length > 0) || !Double.isFinite(length)) {
            throw new InvalidProblem("a lattice needs a positive length, got " + length);
        }
    }

    public double spacing() {
        return length / n;
    }

    public int sites() {
        return n * n * n;
    }

    public double volume() {
        return length * length * length;
    }

    /** The place of a value in a field's array. */
    public int index(int x, int y, int z) {
        return (x * n + y) * n + z;
    }

    /** The coordinate after this one around the ring. */
    public int next(int coordinate) {
        return coordinate + 1 == n ? 0 : coordinate + 1;
    }

    /** The coordinate before this one around the ring. */
    public int previous(int coordinate) {
        return coordinate == 0 ? n - 1 : coordinate - 1;
    }

    /** The row of sites {@code (x, y, .)} and its neighbours. */
    public LatticeRows.Stencil stencil(int x, int y) {
        return new LatticeRows.Stencil(
                index(x, y, 0),
                index(previous(x), y, 0),
                index(next(x), y, 0),
                index(x, previous(y), 0),
                index(x, next(y), 0),
                n);
    }

    /** The signed number of waves per side of a place in a spectrum, {@code -n/2 < waves <= n/2}. */
    public int waves(int place) {
        return place <= n / 2 ? place : place - n;
    }

    /** How many modes of the whole spectrum one entry of the half spectrum stands for. */
    public int weight(int kz) {
        return kz == 0 || kz == n / 2 ? 1 : 2;
    }

    /** The smallest wave number, {@code 2 pi / L}. */
    public double waveUnit() {
        return 2 * Math.PI / length;
    }

    /** The largest wave number of an axis, {@code pi / dx}. */
    public double nyquist() {
        return Math.PI / spacing();
    }

    /**
     * What the six-neighbour Laplacian makes of so many waves along one axis: {@code -(2 sin(pi waves / n) / dx)^2}, without
     * the sign.
     */
    public double laplacian(int waves) {
        double sine = 2 * Math.sin(Math.PI * waves / n) / spacing();
        return sine * sine;
    }
}
