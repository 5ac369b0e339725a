package org.ansatz.physics.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ansatz.physics.geometry.Region.Spread;
import org.ansatz.physics.problem.PointSet;
import org.ansatz.physics.problem.Problem;
import org.tinfour.common.Vertex;
import org.tinfour.standard.IncrementalTin;
import org.tinfour.utils.TriangleCollector;

/**
 * The spatial part of a shaped domain as cells for a picture: in the plane a Delaunay triangulation of a lattice and points
 * on the boundary, without the triangles whose centre lies outside; in three dimensions the cubes of a lattice that lie
 * inside.
 *
 * @param points [spatial coordinates][n]
 * @param cells vertex numbers by cell, in VTK's order
 * @param type VTK's number of the cell type
 */
record SampledRegion(double[][] points, int[][] cells, int type) {
    static final int TRIANGLE = 5;
    static final int HEXAHEDRON = 12;
    private static final int ACROSS_PLANE = 100;
    private static final int ACROSS_SPACE = 40;
    private static final long SEED = 5;
    // Lattice points closer to the boundary than this share of the spacing would make slivers.
    private static final double CLEARANCE = 0.4;

    /** The cells of a shaped domain in two or three spatial dimensions; null on a box or a line. */
    static SampledRegion of(Problem problem) {
        if (problem.domain().region().isEmpty() || problem.spaceIndices().size() < 2) {
            return null;
        }
        return problem.spaceIndices().size() == 2 ? plane(problem) : solid(problem);
    }

    private static double[] middle(Problem problem) {
        return problem.inputs().stream().mapToDouble(i -> i.interval().middle()).toArray();
    }

    private static SampledRegion plane(Problem problem) {
        int ix = problem.spaceIndices().get(0);
        int iy = problem.spaceIndices().get(1);
        var region = problem.domain().region().orElseThrow();
        double[][] bounds = region.bounds();
        double h = Math.max(bounds[0][1] - bounds[0][0], bounds[1][1] - bounds[1][0]) / ACROSS_PLANE;
        int onRim = (int) Math.ceil(region.boundaryMeasure(List.of()) / h);
        PointSet rim = problem.domain().onPiece("boundary", onRim, Spread.SOBOL, new java.util.SplittableRandom(SEED));
        List<Vertex> vertices = new ArrayList<>();
        for (int p = 0; p < rim.size(); p++) {
            vertices.add(new Vertex(rim.inputs()[ix][p], rim.inputs()[iy][p], 0, vertices.size()));
        }
        for (double y = bounds[1][0] + 0.5 * h; y < bounds[1][1]; y += h) {
            for (double x = bounds[0][0] + 0.5 * h; x < bounds[0][1]; x += h) {
                if (region.signedDistance(new double[] {x, y}) > CLEARANCE * h) {
                    vertices.add(new Vertex(x, y, 0, vertices.size()));
                }
            }
        }
        IncrementalTin tin = new IncrementalTin(h);
        tin.add(vertices, null);
        double[] at = middle(problem);
        List<int[]> cells = new ArrayList<>();
        TriangleCollector.visitTriangles(tin, triangle -> {
            at[ix] = (triangle[0].x + triangle[1].x + triangle[2].x) / 3;
            at[iy] = (triangle[0].y + triangle[1].y + triangle[2].y) / 3;
            if (problem.domain().contains(at)) {
                cells.add(Arrays.stream(triangle).mapToInt(Vertex::getIndex).toArray());
            }
        });
        double[][] points = new double[2][vertices.size()];
        for (int p = 0; p < vertices.size(); p++) {
            points[0][p] = vertices.get(p).x;
            points[1][p] = vertices.get(p).y;
        }
        return new SampledRegion(points, cells.toArray(new int[0][]), TRIANGLE);
    }

    private static SampledRegion solid(Problem problem) {
        List<Integer> space = problem.spaceIndices();
        double[][] axes = new double[space.size()][];
        for (int i = 0; i < axes.length; i++) {
            axes[i] = Grid.nodes(problem.inputs().get(space.get(i)).interval(), ACROSS_SPACE + 1);
        }
        double[][] lattice = Grid.product(axes);
        double[] at = middle(problem);
        int[] number = new int[lattice[0].length];
        List<double[]> kept = new ArrayList<>();
        for (int p = 0; p < number.length; p++) {
            for (int i = 0; i < axes.length; i++) {
                at[space.get(i)] = lattice[i][p];
            }
            number[p] = problem.domain().contains(at) ? kept.size() : -1;
            if (number[p] >= 0) {
                kept.add(Grid.point(lattice, p));
            }
        }
        List<int[]> cells = new ArrayList<>();
        int n = ACROSS_SPACE + 1;
        int[] corners = {0, n * n, n * n + n, n, 1, n * n + 1, n * n + n + 1, n + 1};
        for (int i = 0; i < ACROSS_SPACE; i++) {
            for (int j = 0; j < ACROSS_SPACE; j++) {
                for (int k = 0; k < ACROSS_SPACE; k++) {
                    int first = (i * n + j) * n + k;
                    int[] cell =
                            Arrays.stream(corners).map(c -> number[first + c]).toArray();
                    if (Arrays.stream(cell).allMatch(c -> c >= 0)) {
                        cells.add(cell);
                    }
                }
            }
        }
        double[][] points = new double[space.size()][kept.size()];
        for (int p = 0; p < kept.size(); p++) {
            for (int i = 0; i < points.length; i++) {
                points[i][p] = kept.get(p)[i];
            }
        }
        return new SampledRegion(points, cells.toArray(new int[0][]), HEXAHEDRON);
    }
}
