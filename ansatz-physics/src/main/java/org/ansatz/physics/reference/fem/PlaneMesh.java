package org.ansatz.physics.reference.fem;

import java.util.stream.IntStream;
import org.ansatz.physics.problem.InvalidProblem;

/**
 * Corner nodes and elements in the plane, linear triangles or bilinear quadrilaterals.
 *
 * @param nodes [2][n] coordinates
 * @param elements [m][3 or 4] node numbers, counter-clockwise
 * @param boundary numbers of the nodes on the boundary, ascending
 */
public record PlaneMesh(double[][] nodes, int[][] elements, int[] boundary) {
    /** How squares become elements. */
    public enum Cell {
        /** One bilinear quadrilateral (Q1). */
        SQUARE,
        /** Two linear triangles (P1), cut from lower left to upper right. */
        TRIANGLES
    }

    /**
     * The square {@code (low, high)^2} in {@code cells^2} squares. Node {@code j (cells + 1) + i} is the i-th along x and
     * the j-th along y.
     *
     * @throws InvalidProblem if there is no cell or no extent
     */
    public static PlaneMesh square(double low, double high, int cells, Cell cell) {
        return rectangle(low, low, (high - low) / cells, cells, cells, cell);
    }

    /**
     * {@code across x up} squares of side h from a lower left corner.
     *
     * @throws InvalidProblem if there is no cell or no extent
     */
    public static PlaneMesh rectangle(double left, double bottom, double h, int across, int up, Cell cell) {
        if (across < 1 || up < 1 || !(h > 0) || !Double.isFinite(left + bottom + h)) {
            throw new InvalidProblem("a mesh of squares needs cells and a positive width, given " + across + " x " + up
                    + " cells of width " + h + " at (" + left + ", " + bottom + ")");
        }
        int row = across + 1;
        double[][] nodes = new double[2][row * (up + 1)];
        for (int j = 0; j <= up; j++) {
            for (int i = 0; i <= across; i++) {
                nodes[0][j * row + i] = left + i * h;
                nodes[1][j * row + i] = bottom + j * h;
            }
        }
        int[][] squares = new int[across * up][];
        for (int c = 0; c < squares.length; c++) {
            int a = c / across * row + c % across;
            squares[c] = new int[] {a, a + 1, a + row + 1, a + row};
        }
        int[][] elements = cell == Cell.SQUARE ? squares : triangles(squares);
        int[] boundary = IntStream.range(0, nodes[0].length)
                .filter(k -> k % row == 0 || k % row == across || k < row || k >= up * row)
                .toArray();
        return new PlaneMesh(nodes, elements, boundary);
    }

    private static int[][] triangles(int[][] squares) {
        int[][] triangles = new int[2 * squares.length][];
        for (int c = 0; c < squares.length; c++) {
            int[] s = squares[c];
            triangles[2 * c] = new int[] {s[0], s[1], s[2]};
            triangles[2 * c + 1] = new int[] {s[0], s[2], s[3]};
        }
        return triangles;
    }

    /** Number of nodes. */
    public int size() {
        return nodes[0].length;
    }

    /** The shortest side of any element. */
    double shortestSide() {
        double shortest = Double.POSITIVE_INFINITY;
        for (int[] corners : elements) {
            for (int k = 0; k < corners.length; k++) {
                int from = corners[k];
                int to = corners[(k + 1) % corners.length];
                shortest = Math.min(shortest, Math.hypot(nodes[0][to] - nodes[0][from], nodes[1][to] - nodes[1][from]));
            }
        }
        return shortest;
    }

    /** The matrices of one element. */
    PlaneElement element(int number) {
        int[] corners = elements[number];
        double[] x = new double[corners.length];
        double[] y = new double[corners.length];
        for (int k = 0; k < corners.length; k++) {
            x[k] = nodes[0][corners[k]];
            y[k] = nodes[1][corners[k]];
        }
        return PlaneElement.of(x, y);
    }
}
