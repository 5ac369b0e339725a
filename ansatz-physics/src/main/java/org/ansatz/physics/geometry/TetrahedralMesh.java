package org.ansatz.physics.geometry;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** A body in space as a conforming mesh of tetrahedra of positive orientation. */
public final class TetrahedralMesh {
    /** Six volumes below this part of the cube of the longest edge are round-off of a flat tetrahedron. */
    private static final double FLAT = 1e-12;

    /** Corners of the faces opposite the four corners, counter-clockwise seen from outside. */
    private static final int[][] FACES = {{1, 2, 3}, {0, 3, 2}, {0, 1, 3}, {0, 2, 1}};

    /** The six orders in which a path along the edges of a cell goes through the axes (Kuhn's subdivision). */
    private static final int[][] PATHS = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};

    private final double[][] vertices;
    private final int[][] tetrahedra;

    /**
     * @param vertices [n][3]
     * @param tetrahedra [m][4] vertex numbers from zero in either orientation
     * @throws IllegalArgumentException if there is no tetrahedron, a vertex number is out of range, or one has no volume
     */
    public TetrahedralMesh(double[][] vertices, int[][] tetrahedra) {
        if (tetrahedra.length == 0) {
            throw new IllegalArgumentException("the mesh has no tetrahedra");
        }
        this.vertices = new double[vertices.length][];
        Arrays.setAll(this.vertices, v -> vertices[v].clone());
        this.tetrahedra = new int[tetrahedra.length][];
        for (int t = 0; t < tetrahedra.length; t++) {
            int[] v = tetrahedra[t].clone();
            for (int id : v) {
                if (id < 0 || id >= vertices.length) {
                    throw new IllegalArgumentException("tetrahedron " + (t + 1) + " of the mesh has a vertex "
                            + (id + 1) + "; there are " + vertices.length);
                }
            }
            double[][] corners = {vertices[v[0]], vertices[v[1]], vertices[v[2]], vertices[v[3]]};
            if (flat(corners)) {
                throw new IllegalArgumentException(
                        "tetrahedron " + (t + 1) + " of the mesh has no volume, near " + Arrays.toString(corners[0]));
            }
            if (sixVolumes(corners) < 0) {
                int swap = v[2];
                v[2] = v[3];
                v[3] = swap;
            }
            this.tetrahedra[t] = v;
        }
    }

    /**
     * A box of equal cells with six tetrahedra each.
     *
     * @param low and high: corners [3]
     * @param cells along the axes [3]
     * @throws IllegalArgumentException if there are no cells or the box is empty
     */
    public static TetrahedralMesh box(double[] low, double[] high, int... cells) {
        int[] stride = {(cells[1] + 1) * (cells[2] + 1), cells[2] + 1, 1};
        double[][] vertices = new double[(cells[0] + 1) * stride[0]][3];
        for (int v = 0; v < vertices.length; v++) {
            for (int axis = 0; axis < 3; axis++) {
                double share = (double) (v / stride[axis] % (cells[axis] + 1)) / cells[axis];
                vertices[v][axis] = (1 - share) * low[axis] + share * high[axis];
            }
        }
        int[][] tetrahedra = new int[6 * cells[0] * cells[1] * cells[2]][4];
        int count = 0;
        for (int i = 0; i < cells[0]; i++) {
            for (int j = 0; j < cells[1]; j++) {
                for (int k = 0; k < cells[2]; k++) {
                    for (int[] path : PATHS) {
                        int[] corner = tetrahedra[count++];
                        corner[0] = i * stride[0] + j * stride[1] + k * stride[2];
                        for (int c = 0; c < 3; c++) {
                            corner[c + 1] = corner[c] + stride[path[c]];
                        }
                    }
                }
            }
        }
        return new TetrahedralMesh(vertices, tetrahedra);
    }

    /** Six times the signed volume of a tetrahedron of corners [4][3]. */
    private static double sixVolumes(double[]... corners) {
        double[][] e = new double[3][3];
        for (int k = 0; k < 3; k++) {
            for (int i = 0; i < 3; i++) {
                e[k][i] = corners[k + 1][i] - corners[0][i];
            }
        }
        return e[0][0] * (e[1][1] * e[2][2] - e[1][2] * e[2][1])
                - e[0][1] * (e[1][0] * e[2][2] - e[1][2] * e[2][0])
                + e[0][2] * (e[1][0] * e[2][1] - e[1][1] * e[2][0]);
    }

    /** Whether a tetrahedron of corners [4][3] has no volume but for round-off. */
    static boolean flat(double[]... corners) {
        double longest = 0;
        for (int a = 0; a < 4; a++) {
            for (int b = 0; b < a; b++) {
                double square = 0;
                for (int i = 0; i < 3; i++) {
                    square += Math.pow(corners[a][i] - corners[b][i], 2);
                }
                longest = Math.max(longest, square);
            }
        }
        return Math.abs(sixVolumes(corners)) <= FLAT * longest * Math.sqrt(longest);
    }

    /** [m][4] vertex numbers from zero. */
    public int[][] tetrahedra() {
        return tetrahedra;
    }

    /** The vertices as points, [3][n]. */
    public double[][] points() {
        double[][] points = new double[3][vertices.length];
        for (int v = 0; v < vertices.length; v++) {
            for (int i = 0; i < 3; i++) {
                points[i][v] = vertices[v][i];
            }
        }
        return points;
    }

    /** [3][2] lower and upper bounds. */
    public double[][] bounds() {
        double[][] bounds = new double[3][];
        for (int i = 0; i < 3; i++) {
            int axis = i;
            var along = Arrays.stream(vertices).mapToDouble(v -> v[axis]).summaryStatistics();
            bounds[i] = new double[] {along.getMin(), along.getMax()};
        }
        return bounds;
    }

    /** The same body moved and scaled alike on all axes: its bounds are centred at zero, their longest side is given. */
    public TetrahedralMesh centred(double side) {
        double[][] bounds = bounds();
        double longest =
                Arrays.stream(bounds).mapToDouble(b -> b[1] - b[0]).max().orElseThrow();
        double[][] moved = new double[vertices.length][3];
        for (int v = 0; v < moved.length; v++) {
            for (int i = 0; i < 3; i++) {
                moved[v][i] = (vertices[v][i] - 0.5 * (bounds[i][0] + bounds[i][1])) * (side / longest);
            }
        }
        return new TetrahedralMesh(moved, tetrahedra);
    }

    /** The volume of the body. */
    public double volume() {
        return Arrays.stream(volumes(points())).sum();
    }

    /**
     * Signed volumes of the tetrahedra with their vertices at other places; those that are turned inside out are negative.
     *
     * @param places of the vertices, [3][n]
     * @return [m]
     */
    public double[] volumes(double[][] places) {
        double[] volumes = new double[tetrahedra.length];
        double[][] corners = new double[4][3];
        for (int t = 0; t < volumes.length; t++) {
            for (int c = 0; c < 4; c++) {
                for (int i = 0; i < 3; i++) {
                    corners[c][i] = places[i][tetrahedra[t][c]];
                }
            }
            volumes[t] = sixVolumes(corners) / 6;
        }
        return volumes;
    }

    /**
     * The mean over the body of a function that is linear in every tetrahedron.
     *
     * @param values at the vertices, [n]
     */
    public double mean(double[] values) {
        double[] volumes = volumes(points());
        double sum = 0;
        double whole = 0;
        for (int t = 0; t < volumes.length; t++) {
            for (int v : tetrahedra[t]) {
                sum += 0.25 * volumes[t] * values[v];
            }
            whole += volumes[t];
        }
        return sum / whole;
    }

    /** The boundary: faces of one tetrahedron only, [faces][3], counter-clockwise seen from outside. */
    public int[][] surface() {
        record Face(int a, int b, int c) {
            static Face of(int[] corners) {
                int[] sorted = corners.clone();
                Arrays.sort(sorted);
                return new Face(sorted[0], sorted[1], sorted[2]);
            }
        }
        Map<Face, int[]> open = new LinkedHashMap<>();
        for (int[] v : tetrahedra) {
            for (int[] f : FACES) {
                int[] corners = {v[f[0]], v[f[1]], v[f[2]]};
                Face face = Face.of(corners);
                if (open.remove(face) == null) {
                    open.put(face, corners);
                }
            }
        }
        return open.values().toArray(int[][]::new);
    }
}
