package org.ansatz.physics.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.ansatz.physics.geometry.Region.BoundarySample;
import org.ansatz.physics.geometry.Region.Spread;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RegionTest {
    private static final double[] ORIGIN = {0, 0};

    /** A plate of random size, a disc, and a triangle, combined in one of several ways; never empty. */
    @Provide
    Arbitrary<Region> planeRegions() {
        Arbitrary<Double> small = Arbitraries.doubles().between(0.2, 0.6).ofScale(6);
        Arbitrary<Double> place = Arbitraries.doubles().between(-0.9, 0.9).ofScale(6);
        Arbitrary<String> forms = Arbitraries.of(
                "plate",
                "disc",
                "tri",
                "plate - disc",
                "plate + disc",
                "plate & disc",
                "plate - (disc + tri)",
                "plate - (disc - tri)",
                "(plate - tri) + disc",
                "plate - disc - tri",
                "plate + disc + tri");
        return Combinators.combine(small, small, place, place, forms).as((r, w, x, y, form) -> {
            Map<String, Region> shapes = Map.of(
                    "plate", Regions.box("plate", new double[] {-1, -0.8}, new double[] {1, 0.8}),
                    "disc", Regions.disk("disc", new double[] {x, 0.7 * y}, r),
                    "tri", Regions.polygon("tri", new double[][] {{y, -w}, {y + w, x / 2}, {y - w, 0.3 + w}}));
            return Regions.parse(form, shapes);
        });
    }

    @Property(tries = 60)
    void boundaryPointsLieOnTheBoundaryWithNormalsOutward(
            @ForAll("planeRegions") Region region, @ForAll Spread spread) {
        BoundarySample sample = region.sampleBoundary(200, List.of(), spread, new SplittableRandom(3));
        int wrong = 0;
        for (int p = 0; p < 200; p++) {
            double[] at = {sample.points()[0][p], sample.points()[1][p]};
            assertThat(region.signedDistance(at)).isCloseTo(0, within(1e-9));
            double[] n = {sample.normals()[0][p], sample.normals()[1][p]};
            assertThat(Math.hypot(n[0], n[1])).isCloseTo(1, within(1e-12));
            boolean out = region.signedDistance(new double[] {at[0] + 1e-6 * n[0], at[1] + 1e-6 * n[1]}) < 0;
            boolean in = region.signedDistance(new double[] {at[0] - 1e-6 * n[0], at[1] - 1e-6 * n[1]}) > 0;
            wrong += out && in ? 0 : 1;
        }
        // Only within a millionth of a corner may a step along the normal cross another side.
        assertThat(wrong).isLessThanOrEqualTo(1);
    }

    @Property(tries = 40)
    void areaIsTheShareOfTheBoxThatIsInside(@ForAll("planeRegions") Region region) {
        double[][] b = region.bounds();
        double box = (b[0][1] - b[0][0]) * (b[1][1] - b[1][0]);
        double[][] unit = UnitPoints.draw(20_000, 2, Spread.SOBOL, new SplittableRandom(1));
        int inside = 0;
        for (int p = 0; p < unit[0].length; p++) {
            double x = b[0][0] + unit[0][p] * (b[0][1] - b[0][0]);
            double y = b[1][0] + unit[1][p] * (b[1][1] - b[1][0]);
            inside += region.signedDistance(new double[] {x, y}) > 0 ? 1 : 0;
        }
        assertThat(region.measure()).isCloseTo(box * inside / unit[0].length, within(5e-3 * box));
    }

    /** The divergence theorem for a linear field ties normals, boundary measure, and area together. */
    @Property(tries = 40)
    void fluxOfALinearFieldIsItsDivergenceTimesTheArea(@ForAll("planeRegions") Region region) {
        int n = 20_000;
        BoundarySample sample = region.sampleBoundary(n, List.of(), Spread.SOBOL, new SplittableRandom(1));
        double flux = 0;
        for (int p = 0; p < n; p++) {
            flux += 3 * sample.points()[0][p] * sample.normals()[0][p] - sample.points()[1][p] * sample.normals()[1][p];
        }
        double length = region.boundaryMeasure(List.of());
        assertThat(flux / n * length).isCloseTo(2 * region.measure(), within(5e-3 * length));
    }

    @Property(tries = 40)
    void boundaryCurvesCloseUp(@ForAll("planeRegions") Region region) {
        double[] sum = new double[2];
        for (BoundaryCurve curve : region.boundaryCurves()) {
            double[] from = curve.curve().at(0);
            double[] to = curve.curve().at(1);
            long next = region.boundaryCurves().stream()
                    .filter(c ->
                            Math.hypot(c.curve().at(0)[0] - to[0], c.curve().at(0)[1] - to[1]) < 1e-9)
                    .count();
            assertThat(next).as("curves that go on where one ends").isEqualTo(1);
            sum[0] += to[0] - from[0];
            sum[1] += to[1] - from[1];
        }
        assertThat(sum).containsExactly(ORIGIN, within(1e-9));
    }

    @ParameterizedTest
    @EnumSource(Spread.class)
    void interiorPointsFillTheRegionEvenly(Spread spread) {
        Region ring = Regions.parse(
                "outer - inner",
                Map.of("outer", Regions.disk("outer", ORIGIN, 1), "inner", Regions.disk("inner", ORIGIN, 0.5)));
        double[][] points = ring.sampleInterior(8000, spread, new SplittableRandom(2));
        double mean = 0;
        int upper = 0;
        for (int p = 0; p < 8000; p++) {
            double r2 = points[0][p] * points[0][p] + points[1][p] * points[1][p];
            assertThat(r2).isBetween(0.25, 1.0);
            mean += r2 / 8000;
            upper += points[1][p] > 0 ? 1 : 0;
        }
        // The mean of r^2 over the ring is (1 + 1/4)/2.
        assertThat(mean).isCloseTo(0.625, within(0.01));
        assertThat(upper).isCloseTo(4000, within(150));
    }

    @Test
    void measuresOfPlaneRegionsAreExact() {
        Region plate = Regions.box("plate", new double[] {-1, -1}, new double[] {1, 1});
        Region hole = Regions.disk("hole", ORIGIN, 0.5);
        Region region = Regions.parse("plate - hole", Map.of("plate", plate, "hole", hole));
        assertThat(region.measure()).isCloseTo(4 - Math.PI / 4, within(1e-13));
        assertThat(region.boundaryMeasure(List.of("hole"))).isCloseTo(Math.PI, within(1e-13));
        assertThat(region.boundaryMeasure(List.of("plate"))).isCloseTo(8, within(1e-13));
        assertThat(region.boundaryMeasure(List.of())).isCloseTo(8 + Math.PI, within(1e-13));
        assertThat(region.pieces()).containsExactly("plate", "hole");
    }

    @Test
    void nestedDifferencesKeepIslands() {
        Map<String, Region> shapes = Map.of(
                "plate", Regions.box("plate", new double[] {-2, -2}, new double[] {2, 2}),
                "hole", Regions.disk("hole", ORIGIN, 1),
                "island", Regions.disk("island", ORIGIN, 0.5));
        Region region = Regions.parse("plate - (hole - island)", shapes);
        assertThat(region.measure()).isCloseTo(16 - 0.75 * Math.PI, within(1e-12));
        assertThat(region.signedDistance(ORIGIN)).isPositive();
        assertThat(region.signedDistance(new double[] {0.75, 0})).isNegative();
        BoundarySample island = region.sampleBoundary(10, List.of("island"), Spread.UNIFORM, new SplittableRandom(1));
        BoundarySample hole = region.sampleBoundary(10, List.of("hole"), Spread.UNIFORM, new SplittableRandom(1));
        for (int p = 0; p < 10; p++) {
            assertThat(island.points()[0][p] * island.normals()[0][p] + island.points()[1][p] * island.normals()[1][p])
                    .isCloseTo(0.5, within(1e-12));
            assertThat(hole.points()[0][p] * hole.normals()[0][p] + hole.points()[1][p] * hole.normals()[1][p])
                    .isCloseTo(-1, within(1e-12));
        }
    }

    @Test
    void sharedBoundariesCarryBothNamesAndSeamsVanish() {
        Map<String, Region> shapes = Map.of(
                "left", Regions.box("left", new double[] {0, 0}, new double[] {1, 1}),
                "right", Regions.box("right", new double[] {1, 0}, new double[] {2, 1}),
                "all", Regions.box("all", new double[] {0, 0}, new double[] {2, 1}));
        Region seam = Regions.parse("left + right", shapes);
        assertThat(seam.boundaryMeasure(List.of())).isCloseTo(6, within(1e-12));
        assertThat(seam.measure()).isCloseTo(2, within(1e-12));
        Region both = Regions.parse("all & left", shapes);
        assertThat(both.boundaryMeasure(List.of("all"))).isCloseTo(3, within(1e-12));
        assertThat(both.boundaryMeasure(List.of("left"))).isCloseTo(4, within(1e-12));
        Region notched = Regions.parse("all - right", shapes);
        assertThat(notched.boundaryMeasure(List.of("right"))).isCloseTo(1, within(1e-12));
    }

    @Test
    void interfacesAreThePartsOfAShapesBoundaryInside() {
        Region plate = Regions.box("plate", new double[] {0, 0}, new double[] {2, 1});
        Region core = Regions.disk("core", new double[] {0, 0.5}, 0.25);
        double length =
                plate.interfaces(core).stream().mapToDouble(Curve::length).sum();
        assertThat(length).isCloseTo(0.25 * Math.PI, within(1e-12));
        Region right = Regions.box("right", new double[] {1, 0}, new double[] {2, 1});
        assertThat(plate.interfaces(right).stream().mapToDouble(Curve::length).sum())
                .isCloseTo(1, within(1e-12));
    }

    @Test
    void endsOfAnIntervalAreItsBoundary() {
        Region interval = Regions.box("x", new double[] {-1}, new double[] {3});
        BoundarySample ends = interval.sampleBoundary(7, List.of(), Spread.UNIFORM, new SplittableRandom(1));
        assertThat(ends.points()[0]).containsExactly(-1, 3);
        assertThat(ends.normals()[0]).containsExactly(-1, 1);
        assertThat(interval.measure()).isEqualTo(4);
    }

    @Test
    void pointsOnTheSurfaceOfACutBallLieOnIt() {
        Region region = Regions.parse(
                "box - ball",
                Map.of(
                        "box", Regions.box("box", new double[3], new double[] {1, 1, 1}),
                        "ball", Regions.disk("ball", new double[3], 0.5)));
        BoundarySample sample = region.sampleBoundary(2000, List.of(), Spread.LATIN_HYPERCUBE, new SplittableRandom(1));
        for (int p = 0; p < 2000; p++) {
            double[] at = {sample.points()[0][p], sample.points()[1][p], sample.points()[2][p]};
            assertThat(region.signedDistance(at)).isCloseTo(0, within(1e-9));
            for (int i = 0; i < 3; i++) {
                at[i] += 1e-5 * sample.normals()[i][p];
            }
            assertThat(region.signedDistance(at)).isLessThan(1e-12);
        }
        assertThat(region.measure()).isCloseTo(1 - Math.PI / 48, within(1e-3));
        assertThat(region.boundaryMeasure(List.of())).isCloseTo(6 - 3 * Math.PI / 16 + Math.PI / 8, within(0.02));
    }

    @Test
    void aPieceThatBoundsNothingIsNamed() {
        Region disc = Regions.disk("disc", ORIGIN, 1);
        assertThatThrownBy(() -> disc.sampleBoundary(5, List.of("hole"), Spread.UNIFORM, new SplittableRandom(1)))
                .hasMessageContaining("hole");
    }

    @Property(tries = 30)
    void everyStretchOfALatinHypercubeHasOnePoint(@ForAll("counts") int n) {
        double[][] points = UnitPoints.draw(n, 3, Spread.LATIN_HYPERCUBE, new SplittableRandom(n));
        for (double[] axis : points) {
            assertThat(java.util.Arrays.stream(axis)
                            .mapToInt(x -> (int) (x * n))
                            .distinct()
                            .count())
                    .isEqualTo(n);
        }
    }

    @Provide
    Arbitrary<Integer> counts() {
        return Arbitraries.integers().between(1, 300);
    }
}
