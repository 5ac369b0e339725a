package org.ansatz.physics.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.ansatz.physics.geometry.Region;
import org.ansatz.physics.geometry.Region.Spread;
import org.ansatz.physics.geometry.UnitPoints;
import org.hipparchus.util.ArithmeticUtils;

/** Draws points of a locus: directly where it is a box or a boundary, by Newton's method where it has equations. */
final class LocusSampler {
    private static final int ROUNDS = 40;
    private static final double ON_SET = 1e-7;

    private final Outline outline;
    private final LocusTest test;
    private final LevelSet levelSet;

    LocusSampler(Outline outline, LocusTest test) {
        this.outline = outline;
        this.test = test;
        this.levelSet = new LevelSet(outline, test);
    }

    /**
     * About n points, half of them shared evenly among the locus's parts and half by their measures, so that small
     * faces get their points too.
     *
     * @return null if no point of the closed domain is found
     */
    PointSet draw(Locus locus, int n, Spread spread, RandomGenerator random) {
        List<LocusCase> cases = new ArrayList<>();
        List<PointSet> probes = new ArrayList<>();
        double total = 0;
        List<LocusCase> all = LocusCase.of(locus, outline, test);
        for (LocusCase one : all) {
            PointSet probe = draw(one, Math.max(64, n / all.size()), spread, random);
            if (probe.size() > 0) {
                cases.add(one);
                probes.add(probe);
                total += probe.measure();
            }
        }
        if (cases.isEmpty()) {
            return null;
        }
        List<PointSet> drawn = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            double even = 1.0 / cases.size();
            double share = 0.5 * even + 0.5 * (total > 0 ? probes.get(i).measure() / total : even);
            int wanted = Math.max(1, (int) Math.round(share * n));
            PointSet points = draw(cases.get(i), wanted, spread, random);
            drawn.add(points.size() > 0 ? points : probes.get(i));
        }
        return join(drawn, total);
    }

    private PointSet join(List<PointSet> sets, double measure) {
        if (sets.size() == 1) {
            return sets.get(0);
        }
        int n = sets.stream().mapToInt(PointSet::size).sum();
        int d = outline.inputs().size();
        boolean normals = sets.stream().allMatch(s -> s.normals() != null);
        double[][] points = new double[d][n];
        double[][] directions = normals ? new double[d][n] : null;
        int at = 0;
        for (PointSet set : sets) {
            for (int i = 0; i < d; i++) {
                System.arraycopy(set.inputs()[i], 0, points[i], at, set.size());
                if (directions != null) {
                    System.arraycopy(set.normals()[i], 0, directions[i], at, set.size());
                }
            }
            at += set.size();
        }
        return new PointSet(points, directions, measure);
    }

    /** Points with their normals, as they are found. */
    private final class Found {
        private final List<double[]> points = new ArrayList<>();
        private final List<double[]> normals = new ArrayList<>();
        private int tried;

        PointSet toSet(double measure) {
            int d = outline.inputs().size();
            int n = points.size();
            boolean all = n > 0 && normals.stream().allMatch(java.util.Objects::nonNull);
            double[][] inputs = new double[d][n];
            double[][] directions = all ? new double[d][n] : null;
            for (int p = 0; p < n; p++) {
                for (int i = 0; i < d; i++) {
                    inputs[i][p] = points.get(p)[i];
                    if (directions != null) {
                        directions[i][p] = normals.get(p)[i];
                    }
                }
            }
            return new PointSet(inputs, directions, measure * n / Math.max(1, tried));
        }
    }

    private PointSet draw(LocusCase part, int n, Spread spread, RandomGenerator random) {
        boolean point = !part.onRegion()
                && part.fixed().size() == part.box().length
                && part.equations().isEmpty();
        Found found = new Found();
        for (int round = 0; round < (point ? 1 : ROUNDS) && found.points.size() < n; round++) {
            int batch = point ? 1 : Math.max(n, 64);
            if (part.onRegion()) {
                fromRegion(part, round == 0 ? batch : 4 * batch, n, spread, random, found);
                boolean ends = outline.region().axes().length == 1 && part.box().length == 1;
                // Points of the boundary that also satisfy equations are rarely hit: they are solved for below.
                if (ends || isThin(part) && found.points.isEmpty() && round == 1) {
                    break;
                }
            } else {
                double[][] candidates = scatter(part, batch, spread, random);
                for (int p = 0; p < batch && found.points.size() < n; p++) {
                    double[] candidate = column(candidates, p);
                    found.tried++;
                    boolean solved = part.equations().isEmpty() || levelSet.project(part, candidate, false);
                    if (solved) {
                        keep(part, candidate, null, found);
                    }
                }
            }
        }
        if (part.onRegion() && found.points.isEmpty()) {
            solveOnRegion(part, n, spread, random, found);
        }
        return found.toSet(measure(part));
    }

    /** Whether equations leave a part of the region's boundary without length. */
    private boolean isThin(LocusCase part) {
        return !part.equations().isEmpty() || part.fixed().stream().anyMatch(outline::isShaped);
    }

    private void fromRegion(LocusCase part, int batch, int n, Spread spread, RandomGenerator random, Found found) {
        NamedShape region = outline.region();
        Region.BoundarySample boundary = region.region().sampleBoundary(batch, part.pieces(), spread, random);
        int count = boundary.points()[0].length;
        double[][] candidates = scatter(part, count, spread, random);
        int stride = evenStride(count);
        for (int k = 0, p = 0; k < count && found.points.size() < n; k++, p = (p + stride) % count) {
            double[] candidate = column(candidates, p);
            double[] normal = new double[candidate.length];
            for (int i = 0; i < region.axes().length; i++) {
                candidate[region.axes()[i]] = boundary.points()[i][p];
                normal[region.axes()[i]] = boundary.normals()[i][p];
            }
            found.tried++;
            if (inBox(part, candidate) && part.equations().stream().allMatch(e -> test.holds(e, candidate, ON_SET))) {
                keep(part, candidate, normal, found);
            }
        }
    }

    /**
     * A step that visits {@code 0 ... count - 1} once each and spreads every beginning of the visit evenly (golden section):
     * boundary samples come in order along the boundary, and only the first may be kept.
     */
    private static int evenStride(int count) {
        int stride = Math.max(1, (int) Math.round(0.6180339887498949 * count));
        while (ArithmeticUtils.gcd(stride, count) != 1) {
            stride++;
        }
        return stride;
    }

    private void solveOnRegion(LocusCase part, int n, Spread spread, RandomGenerator random, Found found) {
        for (int round = 0; round < ROUNDS / 4 && found.points.size() < n; round++) {
            double[][] candidates = scatter(part, Math.max(n, 64), spread, random);
            for (int p = 0; p < candidates[0].length && found.points.size() < n; p++) {
                double[] candidate = column(candidates, p);
                found.tried++;
                if (levelSet.project(part, candidate, true) && onPieces(part, candidate)) {
                    keep(part, candidate, null, found);
                }
            }
        }
    }

    private boolean onPieces(LocusCase part, double[] point) {
        return part.pieces().stream().allMatch(piece -> outline.onPiece(piece, point, ON_SET));
    }

    private void keep(LocusCase part, double[] candidate, double[] normal, Found found) {
        if (outline.contains(candidate) && part.tests().stream().allMatch(t -> test.holds(t, candidate, ON_SET))) {
            found.points.add(candidate);
            found.normals.add(normal != null ? normal : outline.normal(candidate, part.fixed()));
        }
    }

    private boolean inBox(LocusCase part, double[] point) {
        for (int i = 0; i < point.length; i++) {
            double slack = ON_SET * outline.interval(i).length();
            if (point[i] < part.box()[i][0] - slack || point[i] > part.box()[i][1] + slack) {
                return false;
            }
        }
        return true;
    }

    private static double[][] scatter(LocusCase part, int n, Spread spread, RandomGenerator random) {
        double[][] points = UnitPoints.draw(n, part.box().length, spread, random);
        for (int i = 0; i < points.length; i++) {
            double[] ends = part.box()[i];
            for (int p = 0; p < n; p++) {
                points[i][p] = ends[0] + points[i][p] * (ends[1] - ends[0]);
            }
        }
        return points;
    }

    private static double[] column(double[][] points, int p) {
        double[] point = new double[points.length];
        for (int i = 0; i < point.length; i++) {
            point[i] = points[i][p];
        }
        return point;
    }

    private double measure(LocusCase part) {
        double measure = part.onRegion() ? outline.region().region().boundaryMeasure(part.pieces()) : 1;
        for (int i = 0; i < part.box().length; i++) {
            boolean counted = !part.fixed().contains(i) && !(part.onRegion() && outline.isShaped(i));
            measure *= counted ? part.box()[i][1] - part.box()[i][0] : 1;
        }
        return measure;
    }
}
