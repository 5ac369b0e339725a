package org.ansatz.physics.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.ansatz.physics.geometry.Region.Spread;
import org.junit.jupiter.api.Test;

/** The statements of docs/problem-file.md on regions and conditions: which points, which normals, who wins. */
class ConditionTest {
    private static final String SQUARE = """
            coordinates: {x: [-1, 1], y: [-1, 1], t: [0, 2]}
            fields: [u]
            equations: ["u_t = laplacian(u)"]
            conditions:
            """;
    private static final String HOLE = """
            coordinates: {x: [-1, 1], y: [-1, 1], t: [0, 2]}
            fields: [u]
            shapes:
              plate: {box: {x: [-1, 1], y: [-1, 1]}}
              hole: {disk: {center: [0, 0], radius: 0.25}}
            region: plate - hole
            equations: ["u_t = laplacian(u)"]
            conditions:
            """;

    private static Problem read(String text) {
        return ProblemFile.parse(text, Path.of("test.yaml"));
    }

    private static PointSet points(Problem p, int condition) {
        return p.domain()
                .on(
                        (Condition.Pointwise) p.conditions().get(condition),
                        200,
                        Spread.LATIN_HYPERCUBE,
                        new SplittableRandom(3));
    }

    private interface At {
        void check(double[] point, double[] normal);
    }

    private static void each(PointSet set, At at) {
        assertThat(set.size()).isPositive();
        for (int p = 0; p < set.size(); p++) {
            double[] point = new double[set.inputs().length];
            double[] normal = set.normals() == null ? null : new double[point.length];
            for (int i = 0; i < point.length; i++) {
                point[i] = set.inputs()[i][p];
                if (normal != null) {
                    normal[i] = set.normals()[i][p];
                }
            }
            at.check(point, normal);
        }
    }

    private static double[] range(PointSet set, int input) {
        return new double[] {
            java.util.Arrays.stream(set.inputs()[input]).min().orElseThrow(),
            java.util.Arrays.stream(set.inputs()[input]).max().orElseThrow()
        };
    }

    @Test
    void coordinatesThatAtDoesNotFixRunOverTheirInterval() {
        PointSet set = points(read(SQUARE + "  - {at: x = 0 and y = 0, u: 0}\n"), 0);
        each(set, (p, n) -> assertThat(List.of(p[0], p[1])).containsExactly(0.0, 0.0));
        assertThat(range(set, 2)[0]).isLessThan(0.05);
        assertThat(range(set, 2)[1]).isGreaterThan(1.95);
        assertThat(set.normals()).isNull();
    }

    @Test
    void theBoundaryIsSpatialAtAllTimes() {
        PointSet set = points(read(SQUARE + "  - {at: boundary, u_n: 0}\n"), 0);
        each(set, (p, n) -> {
            boolean onX = Math.abs(p[0]) == 1;
            assertThat(onX || Math.abs(p[1]) == 1).isTrue();
            assertThat(n[2]).isZero();
            assertThat(n[0] * p[0] + n[1] * p[1]).isEqualTo(1);
        });
        assertThat(range(set, 2)[0]).isLessThan(0.1);
        assertThat(range(set, 2)[1]).isGreaterThan(1.9);
        for (int face = 0; face < 4; face++) {
            int axis = face / 2;
            double side = face % 2 == 0 ? -1 : 1;
            assertThat(java.util.Arrays.stream(set.inputs()[axis])
                            .filter(v -> v == side)
                            .count())
                    .isBetween(30L, 70L);
        }
    }

    @Test
    void endsOfARangeNeverBelongToTheBoundary() {
        Problem p = read("""
                coordinates: {x: [0, 1]}
                fields: [u]
                parameters: {k: {range: [1, 2]}}
                equations: ["u_xx = k*u"]
                conditions: [{at: boundary, u: k}]
                """);
        each(points(p, 0), (q, n) -> {
            assertThat(q[0] == 0 || q[0] == 1).isTrue();
            assertThat(n[1]).isZero();
        });
        assertThat(range(points(p, 0), 1)[1]).isGreaterThan(1.9);
        assertThat(p.domain().faces(new Locus.Boundary()))
                .contains(List.of(new Domain.Face(0, false), new Domain.Face(0, true)));
    }

    @Test
    void anOrdinaryEquationInACoordinateNotCalledTHasTwoEnds() {
        Problem p = read("""
                coordinates: {s: [0, 3]}
                fields: [u]
                equations: ["u_ss = -u"]
                conditions: [{at: boundary, u: 1}, {at: s = 3, u_n: 0}]
                """);
        assertThat(points(p, 0).inputs()[0]).contains(0, 3);
        each(points(p, 1), (q, n) -> assertThat(n[0]).isEqualTo(1));
    }

    @Test
    void anOrdinaryEquationInTimeHasNoBoundary() {
        String ode = "coordinates: {t: [0, 3]}\nfields: [u]\nequations: [u_t = -u]\nconditions: [{at: %s, %s}]\n";
        assertThat(points(read(ode.formatted("t = 0", "u: 1")), 0).inputs()[0]).containsExactly(0);
        assertThatThrownBy(() -> read(ode.formatted("boundary", "u: 1"))).hasMessageContaining("meets no point");
        assertThatThrownBy(() -> read(ode.formatted("t = 0", "u_n: 1")))
                .hasMessageContaining("`t = 0` is not part of the boundary, so there is no normal derivative there");
    }

    @Test
    void comparisonsJoinByAndOrNot() {
        Problem p = read(SQUARE + """
                  - {at: "boundary and not (x = -1 or y > 0)", u: 0}
                  - {at: "0.25 < x < 0.5 and y = 1", u: 0}
                  - {at: "not (x < 0.9) and t >= 1", u: 0}
                  - {at: (x = -1 or x = 1) and (y < 0 or y > 0.5), u: 0}
                  - {at: x <= -1, u_n: 0}
                """);
        each(points(p, 0), (q, n) -> {
            assertThat(q[0]).isGreaterThan(-1);
            assertThat(q[1]).isNotPositive();
            assertThat(q[0] == 1 || q[1] == -1).isTrue();
        });
        each(points(p, 1), (q, n) -> {
            assertThat(q[0]).isStrictlyBetween(0.25, 0.5);
            assertThat(q[1]).isEqualTo(1);
        });
        each(points(p, 2), (q, n) -> {
            assertThat(q[0]).isGreaterThanOrEqualTo(0.9);
            assertThat(q[2]).isGreaterThanOrEqualTo(1);
        });
        each(points(p, 3), (q, n) -> {
            assertThat(Math.abs(q[0])).isEqualTo(1);
            assertThat(q[1] < 0 || q[1] > 0.5).isTrue();
        });
        each(points(p, 4), (q, n) -> {
            assertThat(q[0]).isEqualTo(-1);
            assertThat(n[0]).isEqualTo(-1);
        });
    }

    @Test
    void aSmallCornerIsFound() {
        each(
                points(read(SQUARE + "  - {at: x > 0.9999 and y > 0.9999 and t < 1e-4, u: 0}\n"), 0),
                (q, n) -> assertThat(q[0]).isGreaterThan(0.9999));
    }

    @Test
    void placesMayBeCurvesAndTheirCrossings() {
        Problem p = read(SQUARE + """
                  - {at: x^2 + y^2 = 0.25, u: 0}
                  - {at: x = y and x + y = 1, u: 0}
                  - {at: t = 1 + x/2, u: 0}
                """);
        each(points(p, 0), (q, n) -> assertThat(Math.hypot(q[0], q[1])).isCloseTo(0.5, within(1e-8)));
        each(points(p, 1), (q, n) -> {
            assertThat(q[0]).isCloseTo(0.5, within(1e-8));
            assertThat(q[1]).isCloseTo(0.5, within(1e-8));
        });
        each(points(p, 2), (q, n) -> assertThat(q[2]).isCloseTo(1 + q[0] / 2, within(1e-8)));
    }

    @Test
    void namesOfShapesAreTheirPartOfTheBoundary() {
        Problem p = read(HOLE + """
                  - {at: hole, u_n: 0}
                  - {at: boundary and not hole, u: 1}
                  - {at: plate and y > 0, u: 0}
                  - {at: hole and x = 0.1, u_n: 0}
                """);
        each(points(p, 0), (q, n) -> {
            assertThat(Math.hypot(q[0], q[1])).isCloseTo(0.25, within(1e-12));
            // Outward is out of the plate, into the hole.
            assertThat(n[0] * q[0] + n[1] * q[1]).isCloseTo(-0.25, within(1e-9));
        });
        each(points(p, 1), (q, n) -> assertThat(Math.hypot(q[0], q[1])).isGreaterThan(0.9));
        each(points(p, 2), (q, n) -> {
            assertThat(Math.max(Math.abs(q[0]), Math.abs(q[1]))).isCloseTo(1, within(1e-12));
            assertThat(q[1]).isPositive();
        });
        each(points(p, 3), (q, n) -> {
            assertThat(q[0]).isEqualTo(0.1);
            assertThat(Math.abs(q[1])).isCloseTo(Math.sqrt(0.0525), within(1e-8));
            assertThat(n[0]).isCloseTo(-0.4, within(1e-5));
        });
    }

    @Test
    void aRegionMayShapeSomeCoordinatesOnly() {
        Problem p = read("""
                coordinates: {x: [-1, 1], y: [-1, 1], z: [0, 3]}
                fields: [u]
                shapes: {disc: {disk: {center: [0, 0], radius: 1}}}
                region: disc
                equations: ["laplacian(u) = 0"]
                conditions:
                  - {at: boundary, u_n: 0}
                  - {at: disc, u_n: 0}
                  - {at: z = 0, u_n: 0}
                """);
        PointSet all = points(p, 0);
        each(all, (q, n) -> {
            boolean cap = q[2] == 0 || q[2] == 3;
            assertThat(cap || Math.abs(Math.hypot(q[0], q[1]) - 1) < 1e-12).isTrue();
            assertThat(Math.hypot(Math.hypot(n[0], n[1]), n[2])).isCloseTo(1, within(1e-9));
        });
        assertThat(all.inputs()[2]).contains(0, 3);
        each(points(p, 1), (q, n) -> assertThat(n[2]).isZero());
        each(points(p, 2), (q, n) -> {
            assertThat(n[2]).isEqualTo(-1);
            assertThat(Math.hypot(q[0], q[1])).isLessThanOrEqualTo(1 + 1e-9);
        });
        assertThat(p.domain().faces(((Condition.Pointwise) p.conditions().get(2)).at()))
                .contains(List.of(new Domain.Face(2, false)));
    }

    @Test
    void aBoxMayShapeAnyCoordinates() {
        Problem p = read("""
                coordinates: {x: [0, 1], y: [0, 1], z: [0, 1]}
                fields: [u]
                shapes:
                  beam: {box: {y: [0.25, 0.75], z: [0.25, 0.75]}}
                  core: {box: {y: [0.4, 0.6]}}
                region: beam
                equations: ["laplacian(u) = inside(core)"]
                conditions: [{at: beam, u: 0}]
                """);
        each(points(p, 0), (q, n) -> assertThat(Math.abs(q[1] - 0.5) == 0.25 || Math.abs(q[2] - 0.5) == 0.25)
                .isTrue());
        assertThat(p.domain().inside("core", new double[] {0.9, 0.5, 0.9})).isTrue();
        assertThat(p.domain().inside("core", new double[] {0.5, 0.9, 0.5})).isFalse();
    }

    @Test
    void aShapeMayNameAPartOfTheBoxesBoundary() {
        Problem p = read("""
                coordinates: {x: [0, 1], y: [0, 1]}
                fields: [u]
                shapes: {inlet: {box: {x: [-1, 0], y: [0.25, 0.5]}}}
                equations: ["laplacian(u) = 0"]
                conditions: [{at: inlet, u: 1}]
                """);
        each(points(p, 0), (q, n) -> {
            assertThat(q[0]).isZero();
            assertThat(q[1]).isBetween(0.25, 0.5);
        });
    }

    @Test
    void groupsOfAMeshNameBoundaryAndMaterial() {
        Problem p = ProblemFile.parse("""
                coordinates: {x: [0, 2], y: [0, 1]}
                fields: [u]
                shapes: {part: {mesh: meshes/two-materials.msh}}
                region: part
                functions: {k: "where(inside(steel), 3, 1)"}
                equations: ["k*laplacian(u) = inside(copper)"]
                conditions:
                  - {at: left, u: 0}
                  - {at: wall and x > 1, u_n: 0}
                  - {at: boundary and not left, u_n: 1}
                """, Path.of("src/test/resources/test.yaml"));
        each(points(p, 0), (q, n) -> {
            assertThat(q[0]).isZero();
            assertThat(n[0]).isEqualTo(-1);
        });
        each(points(p, 1), (q, n) -> assertThat(q[0]).isGreaterThan(1));
        each(points(p, 2), (q, n) -> assertThat(q[0]).isPositive());
        assertThat(p.domain().inside("steel", new double[] {0.5, 0.5})).isTrue();
        assertThat(p.domain().inside("copper", new double[] {0.5, 0.5})).isFalse();
        assertThat(p.values(p.functions().get("k"), new double[][] {{0.5, 1.5}, {0.5, 0.5}}))
                .containsExactly(3, 1);
    }

    // ---- who wins where faces meet

    @Test
    void ofTwoValuesTheLaterWins() {
        Problem p = read(SQUARE + "  - {at: boundary, u: 0}\n  - {at: y = 1, u: 1}\n");
        each(points(p, 0), (q, n) -> assertThat(q[1]).isLessThan(1));
        each(points(p, 1), (q, n) -> assertThat(q[1]).isEqualTo(1));
    }

    @Test
    void aValueThatIsReplacedEverywhereIsNotInForce() {
        Problem p = read(SQUARE + "  - {at: x = 1, u: 0}\n  - {at: boundary, u: 1}\n  - {at: boundary, u: 2}\n");
        assertThat(p.conditions()).extracting(Condition::name).containsExactly("u at boundary (2)");
    }

    @Test
    void aValueWinsOverADerivative() {
        Problem p = read(SQUARE + """
                  - {at: x = -1, u: 0}
                  - {at: boundary, u_n: 1}
                  - {at: boundary, equation: u_n + 2*u = 1}
                """);
        each(points(p, 1), (q, n) -> assertThat(q[0]).isGreaterThan(-1));
        each(points(p, 2), (q, n) -> assertThat(q[0]).isGreaterThan(-1));
    }

    @Test
    void aClampedEndKeepsValueAndSlope() {
        Problem p = read("""
                coordinates: {x: [0, 1]}
                fields: [w]
                equations: ["w_xxxx = -1"]
                conditions: [{at: boundary, w: 0}, {at: x = 0, w_x: 0}, {at: boundary, w_xx: 0}]
                """);
        assertThat(points(p, 1).inputs()[0]).containsOnly(0);
        assertThat(points(p, 2).inputs()[0]).contains(0, 1);
    }

    @Test
    void initialVelocityIsKeptBesideInitialValue() {
        Problem p = read("""
                coordinates: {x: [0, 1], t: [0, 1]}
                fields: [u]
                equations: ["u_tt = u_xx"]
                conditions: [{at: t = 0, u: 0, u_t: 1}, {at: boundary, u: 0}]
                """);
        assertThat(points(p, 1).size()).isEqualTo(points(p, 0).size());
    }

    // ---- other kinds

    @Test
    void aKeyMayBeAValueADerivativeANormalDerivativeOrAnEquation() {
        Problem p = read(SQUARE + """
                  - {at: x = 1, u: t, u_y: 0, u_n: 1, equation: u_n + 2*u = 1}
                  - {at: x = -1, u: 2*u_x, equation: [u_n = 1, u_y = 2]}
                """);
        assertThat(p.conditions())
                .extracting(c -> ((Condition.Pointwise) c).kind())
                .containsExactly(
                        Condition.Kind.VALUE,
                        Condition.Kind.DERIVATIVE,
                        Condition.Kind.NORMAL_DERIVATIVE,
                        Condition.Kind.GENERAL,
                        Condition.Kind.GENERAL,
                        Condition.Kind.GENERAL,
                        Condition.Kind.GENERAL);
        assertThat(p.conditions()).extracting(Condition::name).doesNotHaveDuplicates();
    }

    @Test
    void periodicDefaultsToAllFieldsAndOneOrderLessThanTheEquations() {
        Problem p = read("""
                coordinates: {x: [0, 1], t: [0, 1]}
                fields: [u, v]
                equations: ["u_t = u_xxx", "v_t = v_x"]
                conditions: [{periodic: x}, {periodic: x, fields: v, order: 0}]
                """);
        assertThat(p.conditions())
                .containsExactly(
                        new Condition.Periodic("periodic x", "x", List.of("u", "v"), 2),
                        new Condition.Periodic("periodic x (2)", "x", List.of("v"), 0));
    }

    @Test
    void anIntegralRunsOverANameOrAList() {
        Problem p = read(SQUARE + """
                  - {integral: {over: x, of: u^2, equals: t}}
                  - {integral: {over: [x, y], of: u, equals: 0}}
                """);
        assertThat(((Condition.Integral) p.conditions().get(0)).over()).containsExactly("x");
        assertThat(((Condition.Integral) p.conditions().get(1)).over()).containsExactly("x", "y");
    }

    private static java.util.Optional<List<Domain.Face>> faces(String header, String at) {
        Problem p = read(header + "  - {at: \"" + at + "\", u: 0}\n");
        return p.domain().faces(((Condition.Pointwise) p.conditions().get(0)).at());
    }

    @Test
    void facesAreRecognisedAndNothingElseIs() {
        assertThat(faces(SQUARE, "t = 0")).contains(List.of(new Domain.Face(2, false)));
        assertThat(faces(SQUARE, "x = -1 or 1 = x"))
                .contains(List.of(new Domain.Face(0, false), new Domain.Face(0, true)));
        assertThat(faces(SQUARE, "boundary and x = 1")).contains(List.of(new Domain.Face(0, true)));
        assertThat(faces(SQUARE, "x >= 1")).contains(List.of(new Domain.Face(0, true)));
        assertThat(faces(SQUARE, "boundary").orElseThrow()).hasSize(4);
        assertThat(faces(SQUARE, "x = 0.5")).isEmpty();
        assertThat(faces(SQUARE, "x = 1 and y > 0")).isEmpty();
        assertThat(faces(SQUARE, "x = 1 and t = 0")).isEmpty();
        assertThat(faces(SQUARE, "not x = 1")).isEmpty();
        assertThat(faces(HOLE, "boundary")).isEmpty();
        assertThat(faces(HOLE, "x = 1")).isEmpty();
        assertThat(faces(HOLE, "t = 0")).contains(List.of(new Domain.Face(2, false)));
    }
}
