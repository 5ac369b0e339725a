package org.ansatz.physics.reference.fem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.ansatz.physics.geometry.Region;
import org.ansatz.physics.geometry.Regions;
import org.junit.jupiter.api.Test;

class TriangulationTest {
    private static Triangulation triangulate(Region region, double edgeLength) {
        List<MeshCurve> curves = region.boundaryCurves().stream()
                .map(b -> new MeshCurve(b.curve(), b.pieces(), true))
                .toList();
        return DelaunayRefinement.triangulate(curves, List.of(), edgeLength, 2);
    }

    private static double area(Triangulation triangulation, int t) {
        double[][] v = triangulation.vertices();
        int[] n = triangulation.triangles()[t];
        return 0.5
                * ((v[n[1]][0] - v[n[0]][0]) * (v[n[2]][1] - v[n[0]][1])
                        - (v[n[1]][1] - v[n[0]][1]) * (v[n[2]][0] - v[n[0]][0]));
    }

    private static double area(Triangulation triangulation) {
        double sum = 0;
        for (int t = 0; t < triangulation.triangles().length; t++) {
            assertThat(area(triangulation, t)).isPositive();
            sum += area(triangulation, t);
        }
        return sum;
    }

    private static double smallestAngle(Triangulation triangulation) {
        double smallest = Math.PI;
        double[][] v = triangulation.vertices();
        for (int[] t : triangulation.triangles()) {
            for (int k = 0; k < 3; k++) {
                double[] a = v[t[k]];
                double[] b = v[t[(k + 1) % 3]];
                double[] c = v[t[(k + 2) % 3]];
                double angle = Math.abs(Math.atan2(b[1] - a[1], b[0] - a[0]) - Math.atan2(c[1] - a[1], c[0] - a[0]));
                smallest = Math.min(smallest, Math.min(angle, 2 * Math.PI - angle));
            }
        }
        return Math.toDegrees(smallest);
    }

    /** Every edge has two triangles, or one and lies on the boundary. */
    private static void assertConforming(Triangulation triangulation) {
        Map<Long, Integer> count = new HashMap<>();
        for (int[] t : triangulation.triangles()) {
            for (int k = 0; k < 3; k++) {
                count.merge(Triangulation.key(t[k], t[(k + 1) % 3]), 1, Integer::sum);
            }
        }
        count.forEach((edge, n) -> {
            Triangulation.OnCurve on = triangulation.onCurve((int) (edge >> 32), (int) (long) edge);
            boolean boundary =
                    on != null && triangulation.curves().get(on.curve()).boundary();
            assertThat(n).isEqualTo(boundary ? 1 : 2);
        });
    }

    private static void assertOnCurves(Triangulation triangulation) {
        for (int[] t : triangulation.triangles()) {
            for (int k = 0; k < 3; k++) {
                int a = Math.min(t[k], t[(k + 1) % 3]);
                int b = Math.max(t[k], t[(k + 1) % 3]);
                Triangulation.OnCurve on = triangulation.onCurve(a, b);
                if (on != null) {
                    var curve = triangulation.curves().get(on.curve()).curve();
                    assertThat(curve.at(on.atLower()))
                            .containsExactly(triangulation.vertices()[a], within(1e-9));
                    assertThat(curve.at(on.atHigher()))
                            .containsExactly(triangulation.vertices()[b], within(1e-9));
                }
            }
        }
    }

    @Provide
    Arbitrary<Region> regions() {
        Arbitrary<Double> r = Arbitraries.doubles().between(0.15, 0.6).ofScale(4);
        Arbitrary<Double> x = Arbitraries.doubles().between(-0.9, 0.9).ofScale(4);
        Arbitrary<String> forms = Arbitraries.of("plate - disc", "plate + disc", "plate & disc", "plate - disc - slit");
        return Combinators.combine(r, x, x, forms)
                .as((radius, cx, cy, form) -> Regions.parse(
                        form,
                        Map.of(
                                "plate", Regions.box("plate", new double[] {-1, -0.8}, new double[] {1, 0.8}),
                                "slit", Regions.box("slit", new double[] {-0.7, -0.9}, new double[] {-0.6, 0.1}),
                                "disc", Regions.disk("disc", new double[] {cx, cy}, radius))));
    }

    @Property(tries = 40)
    void meshesFillTheRegionAndFollowItsBoundary(@ForAll("regions") Region region) {
        Triangulation mesh = triangulate(region, 0.25);
        assertConforming(mesh);
        assertOnCurves(mesh);
        // Chords of arcs cut off less than (turn^2 / 24) of a disc's area, 12 chords at the least.
        assertThat(area(mesh)).isCloseTo(region.measure(), within(0.05 * Math.PI * 0.36));
    }

    @Test
    void anglesAreAtLeastTwentyDegrees() {
        Region region = Regions.parse(
                "plate - hole",
                Map.of(
                        "plate", Regions.box("plate", new double[] {-1, -1}, new double[] {1, 1}),
                        "hole", Regions.disk("hole", new double[] {0.86, 0.2}, 0.1)));
        assertThat(smallestAngle(triangulate(region, 0.3))).isGreaterThan(20);
    }

    @Test
    void acuteCornersEnd() {
        Region needle = Regions.polygon("needle", new double[][] {{0, 0}, {1, 0}, {1, 0.05}});
        Triangulation mesh = triangulate(needle, 0.1);
        assertConforming(mesh);
        assertThat(area(mesh)).isCloseTo(0.025, within(1e-12));
        assertThat(mesh.triangles().length).isLessThan(2000);
    }

    @Test
    void refinementConservesAreaAndKeepsAnglesFromVanishing() {
        Region polygon = Regions.polygon("p", new double[][] {{-1, -1}, {0, -1}, {0, 0}, {1, 0}, {1, 1}, {-1, 1}});
        Triangulation mesh = triangulate(polygon, 0.4);
        double before = smallestAngle(mesh);
        SplittableRandom random = new SplittableRandom(1);
        for (int step = 0; step < 12; step++) {
            boolean[] marked = new boolean[mesh.triangles().length];
            for (int k = 0; k < 5; k++) {
                marked[random.nextInt(marked.length)] = true;
            }
            mesh = mesh.refine(marked);
            assertConforming(mesh);
        }
        assertOnCurves(mesh);
        assertThat(area(mesh)).isCloseTo(3, within(1e-12));
        // Newest-vertex bisection keeps within a finite family of shapes.
        assertThat(smallestAngle(mesh)).isGreaterThan(before / 3);
    }

    @Test
    void uniformRefinementQuartersEveryTriangleAndConvergesToTheDisc() {
        Triangulation coarse = triangulate(Regions.disk("disc", new double[] {0, 0}, 1), 0.5);
        Triangulation fine = coarse.refine();
        assertThat(fine.triangles().length).isEqualTo(4 * coarse.triangles().length);
        double ratio = (Math.PI - area(coarse)) / (Math.PI - area(fine));
        assertThat(ratio).isCloseTo(4, within(0.1));
    }
}
