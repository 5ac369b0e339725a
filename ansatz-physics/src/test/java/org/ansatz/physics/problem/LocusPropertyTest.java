package org.ansatz.physics.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.ansatz.physics.geometry.Region.Spread;

/** Whatever a place says, the points drawn for it satisfy it, lie in the domain, and leave what later values take. */
class LocusPropertyTest {
    private static String problem(String region, String... places) {
        StringBuilder text = new StringBuilder("""
                coordinates: {x: [-1, 1], y: [-1, 1], t: [0, 2]}
                fields: [u]
                shapes: {plate: {box: {x: [-1, 1], y: [-1, 1]}}, hole: {disk: {center: [0.2, 0], radius: 0.3}}}
                """);
        text.append(region).append("equations: [\"u_t = laplacian(u)\"]\nconditions:\n");
        for (String place : places) {
            text.append("  - {at: \"").append(place).append("\", u: 0}\n");
        }
        return text.toString();
    }

    @Provide
    Arbitrary<String> places() {
        return place(2);
    }

    private static Arbitrary<String> place(int depth) {
        Arbitrary<String> atom = Arbitraries.of(
                "boundary",
                "plate",
                "x = 0.3",
                "x = 1",
                "y <= -1",
                "t = 0",
                "t > 1.5",
                "x < y",
                "0 < x < 0.6",
                "x^2 + y^2 = 0.49",
                "x + t = 1",
                "y >= 0.5");
        if (depth == 0) {
            return atom;
        }
        Arbitrary<String> part = Arbitraries.lazy(() -> place(depth - 1));
        return Arbitraries.oneOf(
                atom,
                part.map(p -> "not (" + p + ")"),
                Combinators.combine(part, part).as((a, b) -> "(" + a + ") and (" + b + ")"),
                Combinators.combine(part, part).as((a, b) -> "(" + a + ") or (" + b + ")"));
    }

    @Property(tries = 80)
    void pointsSatisfyTheirPlaceAndLieInTheDomain(@ForAll("places") String place, @ForAll boolean shaped) {
        Problem p;
        try {
            p = ProblemFile.parse(problem(shaped ? "region: plate - hole\n" : "", place), Path.of("test.yaml"));
        } catch (InvalidProblem none) {
            assertThat(none.getMessage()).contains("meets no point of the closed domain");
            return;
        }
        Condition.Pointwise condition = (Condition.Pointwise) p.conditions().get(0);
        PointSet set = p.domain().on(condition, 60, Spread.SOBOL, new SplittableRandom(2));
        assertThat(set.size()).isPositive();
        for (int k = 0; k < set.size(); k++) {
            double[] point = {set.inputs()[0][k], set.inputs()[1][k], set.inputs()[2][k]};
            assertThat(p.domain().contains(point)).as(place).isTrue();
            assertThat(p.domain().holds(condition.at(), point, 1e-6)).as(place).isTrue();
            if (set.normals() != null) {
                double[] normal = {set.normals()[0][k], set.normals()[1][k], set.normals()[2][k]};
                assertThat(normal[2]).isZero();
                assertThat(Math.hypot(normal[0], normal[1])).isBetween(1 - 1e-6, 1 + 1e-6);
                // Outward: a step along the normal leaves the domain, or runs along a face that meets it there.
                double[] out = {point[0] + 1e-4 * normal[0], point[1] + 1e-4 * normal[1], point[2]};
                assertThat(p.domain().contains(out)).as(place).isFalse();
            }
        }
    }

    @Property(tries = 30)
    void laterValuesTakeTheirPoints(@ForAll("places") String first, @ForAll("places") String second) {
        Problem p;
        try {
            p = ProblemFile.parse(problem("", first, second), Path.of("test.yaml"));
        } catch (InvalidProblem none) {
            return;
        }
        if (p.conditions().size() < 2) {
            return;
        }
        List<Condition.Pointwise> both =
                p.conditions().stream().map(c -> (Condition.Pointwise) c).toList();
        PointSet set = p.domain().on(both.get(0), 60, Spread.UNIFORM, new SplittableRandom(2));
        assertThat(set.size()).isPositive();
        for (int k = 0; k < set.size(); k++) {
            double[] point = {set.inputs()[0][k], set.inputs()[1][k], set.inputs()[2][k]};
            assertThat(p.domain().holds(both.get(1).at(), point, 1e-9))
                    .as(first + " / " + second)
                    .isFalse();
        }
    }
}
