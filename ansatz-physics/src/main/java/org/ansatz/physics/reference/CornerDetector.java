package org.ansatz.physics.reference;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Expr.FieldTerm;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.problem.Equation;
import org.ansatz.physics.problem.Interval;
import org.ansatz.physics.problem.Problem;
import org.ansatz.tensor.jet.MultiIndex;

/**
 * Finds corners of a box in two collocated inputs at which the values on the two sides disagree, and what the equations make
 * of that: a {@link CornerFlow} for the velocity of an incompressible flow, a {@link HarmonicJump} for a field under an
 * equation whose only second derivatives are two of its own. Jumps of other fields are left to the expansion, which then
 * converges slowly. So are those in problems with a ranging parameter or a marched input, and corners where a condition
 * fixes what would be infinite.
 */
final class CornerDetector {
    private final Problem problem;
    private final int[] inputs;

    private CornerDetector(Problem problem, int[] inputs) {
        this.problem = problem;
        this.inputs = inputs;
    }

    static CornerSingularities find(Problem problem, Arrangement arrangement, List<Basis> bases) {
        boolean hasCorners = arrangement.axes().length == 2
                && arrangement.marching() < 0
                && arrangement.ranging().length == 0
                && bases.stream().noneMatch(Basis::periodic);
        return hasCorners ? new CornerDetector(problem, arrangement.axes()).find() : CornerSingularities.none(problem);
    }

    private CornerSingularities find() {
        Optional<IncompressibleFlow> flow = IncompressibleFlow.find(problem, inputs);
        List<CornerSingularity> found = new ArrayList<>();
        for (Corner corner : corners()) {
            CornerValues values = new CornerValues(problem, corner);
            Set<Integer> done = new HashSet<>();
            if (flow.isPresent()) {
                for (int f : flow.get().fields()) {
                    done.add(f);
                }
                flow(flow.get(), values).filter(values::admit).ifPresent(found::add);
            }
            for (int f = 0; f < problem.fields().size(); f++) {
                if (!done.contains(f)) {
                    jump(f, values).filter(values::admit).ifPresent(found::add);
                }
            }
        }
        return new CornerSingularities(problem.fields(), List.copyOf(found));
    }

    private List<Corner> corners() {
        Interval x = problem.inputs().get(inputs[0]).interval();
        Interval y = problem.inputs().get(inputs[1]).interval();
        List<Corner> corners = new ArrayList<>();
        for (int signX = 1; signX >= -1; signX -= 2) {
            for (int signY = 1; signY >= -1; signY -= 2) {
                double[] at = {signX > 0 ? x.min() : x.max(), signY > 0 ? y.min() : y.max()};
                corners.add(new Corner(inputs, at, new int[] {signX, signY}));
            }
        }
        return corners;
    }

    private Optional<CornerSingularity> flow(IncompressibleFlow equations, CornerValues values) {
        int u = equations.fields()[0];
        int v = equations.fields()[1];
        OptionalDouble viscosity = equations.viscosity(values);
        double[][] walls = new double[2][2];
        for (int side = 0; side < 2; side++) {
            for (int component = 0; component < 2; component++) {
                Optional<CornerValues.Side> given = values.side(equations.fields()[component], side);
                if (given.isEmpty()) {
                    return Optional.empty();
                }
                walls[side][component] =
                        values.corner().signs()[component] * given.get().value();
            }
        }
        if (viscosity.isEmpty() || !values.jumps(u) && !values.jumps(v)) {
            return Optional.empty();
        }
        CornerFlow leading = CornerFlow.similarity(
                values.corner(), equations.fields(), viscosity.getAsDouble(), walls[0], walls[1], new double[] {
                    values.winner(u), values.winner(v)
                });
        return Optional.of(CornerInertia.add(leading, equations, values));
    }

    private Optional<CornerSingularity> jump(int field, CornerValues values) {
        if (!values.jumps(field)) {
            return Optional.empty();
        }
        FieldTerm byFirst = twice(field, inputs[0]);
        FieldTerm bySecond = twice(field, inputs[1]);
        for (Equation e : problem.equations()) {
            Expr g = problem.expand(e.residual());
            List<FieldTerm> terms = Exprs.fieldTerms(List.of(g));
            boolean complete = terms.contains(byFirst) && terms.contains(bySecond);
            boolean alone = terms.stream()
                    .allMatch(t -> t.equals(byFirst)
                            || t.equals(bySecond)
                            || t.orders().order() == 0
                            || t.orders().order() == 1 && t.field().equals(byFirst.field()));
            Expr a = Exprs.partial(g, byFirst);
            Expr b = Exprs.partial(g, bySecond);
            if (complete && alone && Exprs.isGiven(a) && Exprs.isGiven(b)) {
                double[] stretch = {values.number(a), values.number(b)};
                if (stretch[0] * stretch[1] > 0) {
                    return Optional.of(harmonic(field, values, stretch));
                }
            }
        }
        return Optional.empty();
    }

    private static HarmonicJump harmonic(int field, CornerValues values, double[] factors) {
        double[] stretch = {1 / Math.sqrt(Math.abs(factors[0])), 1 / Math.sqrt(Math.abs(factors[1]))};
        return new HarmonicJump(
                values.corner(),
                field,
                values.side(field, 0).orElseThrow().value(),
                values.side(field, 1).orElseThrow().value(),
                values.winner(field),
                stretch);
    }

    private FieldTerm twice(int field, int input) {
        int[] orders = new int[problem.dimension()];
        orders[input] = 2;
        return new FieldTerm(problem.fields().get(field), MultiIndex.of(orders));
    }
}
