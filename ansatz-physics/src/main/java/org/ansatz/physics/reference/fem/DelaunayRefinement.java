package org.ansatz.physics.reference.fem;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ansatz.physics.geometry.Curve;
import org.ansatz.physics.problem.NumericalFailure;
import org.tinfour.common.SimpleTriangle;
import org.tinfour.common.Vertex;
import org.tinfour.standard.IncrementalTin;

/**
 * Triangulates the region bounded by curves, with angles of about 20 degrees and more (Ruppert 1995, after Shewchuk,
 * Computational Geometry 22 (2002) 21-74): chords of the curves are halved until every one is an edge of the Delaunay
 * triangulation and no vertex lies in its diametral circle; then circumcentres of bad triangles are inserted. Chords at
 * acute corners are cut on concentric shells, so that the halving ends. Vertices on curves lie exactly on them.
 */
final class DelaunayRefinement {
    /** Circumradius by shortest edge; the smallest angle is then arcsin(1 / (2 * 1.42)). */
    private static final double SHAPE = 1.42;
    // The first chords of an arc turn by at most this angle.
    private static final double TURN = Math.PI / 6;
    private static final int MOST_VERTICES = 40_000;
    private static final double ACUTE = Math.toRadians(65);

    private final List<MeshCurve> curves;
    private final double edgeLength;
    private final double tolerance;
    private final List<double[]> vertices = new ArrayList<>();
    private final Set<Integer> acute = new HashSet<>();
    private final IncrementalTin tin;
    private List<Chord> chords = new ArrayList<>();
    private int inserted;
    private List<int[]> triangles = List.of();
    private Map<Long, Integer> triangleLeftOf = Map.of();

    /** A stretch of a curve between two vertices. */
    private record Chord(int a, int b, int curve, double from, double to) {}

    private DelaunayRefinement(List<MeshCurve> curves, double edgeLength, double size) {
        this.curves = curves;
        this.edgeLength = edgeLength;
        tolerance = 1e-9 * size;
        tin = new IncrementalTin(1e-3 * edgeLength);
    }

    /**
     * @param curves curves that meet at their ends only; those of the boundary have the region on their left
     * @param points further points that must be vertices
     * @param edgeLength the longest edges are about this long
     * @param size of the region, to which rounding is compared
     * @throws NumericalFailure if the curves do not bound a region
     */
    static Triangulation triangulate(List<MeshCurve> curves, List<double[]> points, double edgeLength, double size) {
        DelaunayRefinement mesher = new DelaunayRefinement(curves, edgeLength, size);
        for (double[] point : points) {
            mesher.vertex(point);
        }
        mesher.firstChords();
        mesher.refine();
        return mesher.result();
    }

    private int vertex(double[] point) {
        for (int i = 0; i < vertices.size(); i++) {
            if (Math.hypot(vertices.get(i)[0] - point[0], vertices.get(i)[1] - point[1]) < tolerance) {
                return i;
            }
        }
        return append(point);
    }

    private int append(double[] point) {
        vertices.add(point);
        return vertices.size() - 1;
    }

    private void firstChords() {
        Map<Integer, List<double[]>> leaving = new HashMap<>();
        int[][] ends = new int[curves.size()][];
        for (int c = 0; c < ends.length; c++) {
            Curve curve = curves.get(c).curve();
            ends[c] = new int[] {vertex(curve.at(0)), vertex(curve.at(1))};
            double[] out = curve.tangent(0);
            double[] back = curve.tangent(1);
            leaving.computeIfAbsent(ends[c][0], v -> new ArrayList<>()).add(out);
            leaving.computeIfAbsent(ends[c][1], v -> new ArrayList<>()).add(new double[] {-back[0], -back[1]});
        }
        leaving.forEach((vertex, directions) -> {
            if (hasAcuteAngle(directions)) {
                acute.add(vertex);
            }
        });
        for (int c = 0; c < ends.length; c++) {
            Curve curve = curves.get(c).curve();
            double turned = curve instanceof Curve.Arc arc ? Math.abs(arc.sweep()) : 0;
            int parts = (int) Math.max(1, Math.ceil(Math.max(curve.length() / edgeLength, turned / TURN) - 1e-9));
            int last = ends[c][0];
            for (int k = 1; k <= parts; k++) {
                int next = k == parts ? ends[c][1] : append(curve.at((double) k / parts));
                chords.add(new Chord(last, next, c, (double) (k - 1) / parts, (double) k / parts));
                last = next;
            }
        }
    }

    private static boolean hasAcuteAngle(List<double[]> directions) {
        for (int i = 0; i < directions.size(); i++) {
            for (int j = 0; j < i; j++) {
                double[] a = directions.get(i);
                double[] b = directions.get(j);
                if (a[0] * b[0] + a[1] * b[1] > Math.cos(ACUTE)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void refine() {
        while (true) {
            triangulate();
            Set<Chord> encroached = encroached();
            if (encroached.isEmpty()) {
                List<double[]> centres = vertices.size() < MOST_VERTICES ? centres(encroached) : List.of();
                if (encroached.isEmpty() && centres.isEmpty()) {
                    return;
                }
                centres.forEach(this::append);
            } else if (vertices.size() > 2 * MOST_VERTICES) {
                throw new NumericalFailure("fem: the mesh of the region needs more than " + vertices.size()
                        + " vertices before it follows the boundary; parts of it are too close to each other");
            }
            split(encroached);
        }
    }

    private void triangulate() {
        for (; inserted < vertices.size(); inserted++) {
            double[] p = vertices.get(inserted);
            tin.add(new Vertex(p[0], p[1], 0, inserted));
        }
        if (!tin.isBootstrapped()) {
            throw new NumericalFailure("fem: the boundary's points lie on one line");
        }
        triangles = new ArrayList<>();
        triangleLeftOf = new HashMap<>();
        for (SimpleTriangle t : tin.triangles()) {
            int[] v = {
                t.getVertexA().getIndex(),
                t.getVertexB().getIndex(),
                t.getVertexC().getIndex()
            };
            for (int k = 0; k < 3; k++) {
                triangleLeftOf.put(directed(v[k], v[(k + 1) % 3]), triangles.size());
            }
            triangles.add(v);
        }
    }

    private static long directed(int a, int b) {
        return ((long) a << 32) | b;
    }

    private Set<Chord> encroached() {
        Set<Chord> found = new LinkedHashSet<>();
        for (Chord chord : chords) {
            Integer left = triangleLeftOf.get(directed(chord.a(), chord.b()));
            Integer right = triangleLeftOf.get(directed(chord.b(), chord.a()));
            if (left == null && right == null || seesObtuse(chord, left) || seesObtuse(chord, right)) {
                found.add(chord);
            }
        }
        return found;
    }

    private boolean seesObtuse(Chord chord, Integer triangle) {
        if (triangle == null) {
            return false;
        }
        for (int v : triangles.get(triangle)) {
            if (v != chord.a() && v != chord.b() && inDiametralCircle(chord, vertices.get(v))) {
                return true;
            }
        }
        return false;
    }

    private boolean inDiametralCircle(Chord chord, double[] p) {
        double[] a = vertices.get(chord.a());
        double[] b = vertices.get(chord.b());
        double dot = (a[0] - p[0]) * (b[0] - p[0]) + (a[1] - p[1]) * (b[1] - p[1]);
        return dot < -1e-12 * (Math.pow(a[0] - b[0], 2) + Math.pow(a[1] - b[1], 2));
    }

    private void split(Set<Chord> encroached) {
        List<Chord> next = new ArrayList<>();
        for (Chord chord : chords) {
            if (!encroached.contains(chord)) {
                next.add(chord);
                continue;
            }
            double share = 0.5;
            if (acute.contains(chord.a()) != acute.contains(chord.b())) {
                double length = curves.get(chord.curve()).curve().length() * (chord.to() - chord.from());
                // A power of two nearest to half the length, measured from the acute corner.
                double shell = Math.pow(2, Math.rint(Math.log(0.5 * length) / Math.log(2)));
                share = acute.contains(chord.a()) ? shell / length : 1 - shell / length;
            }
            double at = chord.from() + share * (chord.to() - chord.from());
            int middle = append(curves.get(chord.curve()).curve().at(at));
            next.add(new Chord(chord.a(), middle, chord.curve(), chord.from(), at));
            next.add(new Chord(middle, chord.b(), chord.curve(), at, chord.to()));
        }
        chords = next;
    }

    /** Circumcentres worth inserting; chords in whose circle one of them would fall are reported instead. */
    private List<double[]> centres(Set<Chord> encroached) {
        boolean[] inside = inside();
        Set<Long> fixed = new HashSet<>();
        chords.forEach(c -> fixed.add(Triangulation.key(c.a(), c.b())));
        record Bad(double[] centre, double radius) {}
        List<Bad> bad = new ArrayList<>();
        for (int t = 0; t < triangles.size(); t++) {
            if (inside[t]) {
                double[] circle = circle(triangles.get(t));
                if (circle[2] > 0.75 * edgeLength
                        || circle[2] > SHAPE * circle[3] && !isCornerOfInput(triangles.get(t), fixed)) {
                    bad.add(new Bad(new double[] {circle[0], circle[1]}, circle[2]));
                }
            }
        }
        bad.sort(Comparator.comparingDouble(Bad::radius).reversed());
        List<Bad> chosen = new ArrayList<>();
        for (Bad candidate : bad) {
            double[] p = candidate.centre();
            boolean free = true;
            for (Bad other : chosen) {
                free &= Math.hypot(p[0] - other.centre()[0], p[1] - other.centre()[1]) > 0.7 * candidate.radius();
            }
            if (free) {
                List<Chord> hit =
                        chords.stream().filter(c -> inDiametralCircle(c, p)).toList();
                encroached.addAll(hit);
                if (hit.isEmpty()) {
                    chosen.add(candidate);
                }
            }
        }
        return chosen.stream().map(Bad::centre).toList();
    }

    /** Whether two of the triangle's edges are chords: an angle of the input cannot be made larger. */
    private static boolean isCornerOfInput(int[] t, Set<Long> fixed) {
        int count = 0;
        for (int k = 0; k < 3; k++) {
            count += fixed.contains(Triangulation.key(t[k], t[(k + 1) % 3])) ? 1 : 0;
        }
        return count >= 2;
    }

    /** Centre, radius and shortest edge. */
    private double[] circle(int[] t) {
        double[] a = vertices.get(t[0]);
        double bx = vertices.get(t[1])[0] - a[0];
        double by = vertices.get(t[1])[1] - a[1];
        double cx = vertices.get(t[2])[0] - a[0];
        double cy = vertices.get(t[2])[1] - a[1];
        double d = 2 * (bx * cy - by * cx);
        double b2 = bx * bx + by * by;
        double c2 = cx * cx + cy * cy;
        double x = (cy * b2 - by * c2) / d;
        double y = (bx * c2 - cx * b2) / d;
        double shortest = Math.sqrt(Math.min(b2, Math.min(c2, Math.pow(bx - cx, 2) + Math.pow(by - cy, 2))));
        return new double[] {a[0] + x, a[1] + y, Math.hypot(x, y), shortest};
    }

    /** Triangles that are reached from the left of the boundary's chords without crossing one. */
    private boolean[] inside() {
        Set<Long> walls = new HashSet<>();
        boolean[] inside = new boolean[triangles.size()];
        List<Integer> front = new ArrayList<>();
        for (Chord chord : chords) {
            if (curves.get(chord.curve()).boundary()) {
                walls.add(Triangulation.key(chord.a(), chord.b()));
                Integer seed = triangleLeftOf.get(directed(chord.a(), chord.b()));
                if (seed != null && !inside[seed]) {
                    inside[seed] = true;
                    front.add(seed);
                }
            }
        }
        while (!front.isEmpty()) {
            int[] t = triangles.get(front.remove(front.size() - 1));
            for (int k = 0; k < 3; k++) {
                int a = t[k];
                int b = t[(k + 1) % 3];
                Integer next = triangleLeftOf.get(directed(b, a));
                if (next != null && !inside[next] && !walls.contains(Triangulation.key(a, b))) {
                    inside[next] = true;
                    front.add(next);
                }
            }
        }
        return inside;
    }

    private Triangulation result() {
        boolean[] inside = inside();
        int[] number = new int[vertices.size()];
        Arrays.fill(number, -1);
        List<double[]> kept = new ArrayList<>();
        List<int[]> result = new ArrayList<>();
        for (int t = 0; t < inside.length; t++) {
            if (inside[t]) {
                int[] v = triangles.get(t).clone();
                for (int k = 0; k < 3; k++) {
                    if (number[v[k]] < 0) {
                        number[v[k]] = kept.size();
                        kept.add(vertices.get(v[k]));
                    }
                    v[k] = number[v[k]];
                }
                result.add(v);
            }
        }
        if (result.isEmpty()) {
            throw new NumericalFailure("fem: the boundary's curves bound no region");
        }
        Map<Long, Triangulation.OnCurve> edges = new HashMap<>();
        for (Chord chord : chords) {
            int a = number[chord.a()];
            int b = number[chord.b()];
            if (a < 0 || b < 0) {
                throw new NumericalFailure(
                        "fem: the mesh misses the boundary near " + Arrays.toString(vertices.get(chord.a())));
            }
            edges.put(
                    Triangulation.key(a, b),
                    a < b
                            ? new Triangulation.OnCurve(chord.curve(), chord.from(), chord.to())
                            : new Triangulation.OnCurve(chord.curve(), chord.to(), chord.from()));
        }
        return Triangulation.of(kept.toArray(new double[0][]), result.toArray(new int[0][]), curves, edges);
    }
}
