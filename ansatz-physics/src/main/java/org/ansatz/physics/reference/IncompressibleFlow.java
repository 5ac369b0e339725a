package org.ansatz.physics.reference;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Expr.FieldTerm;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.expr.Program;
import org.ansatz.physics.problem.Equation;
import org.ansatz.physics.problem.Problem;
import org.ansatz.tensor.jet.MultiIndex;

/**
 * Three of a problem's equations that have the form of (Navier-)Stokes in two dimensions: {@code u_x + v_y = 0} and, with
 * lower terms of any kind, {@code a (u_xx + u_yy) + b p_x + ... = 0} and {@code a (v_xx + v_yy) + b p_y + ... = 0}, each up
 * to a factor.
 *
 * @param fields u, v and p
 * @param momentum residuals of the equations of u and v
 */
record IncompressibleFlow(Problem problem, int[] inputs, int[] fields, List<Expr> momentum) {
    private static final double EQUAL = 1e-9;

    /**
     * @param inputs the two coordinates
     */
    static Optional<IncompressibleFlow> find(Problem problem, int[] inputs) {
        for (Equation e : problem.equations()) {
            Expr g = problem.expand(e.residual());
            int u = divergenceField(problem, g, inputs[0]);
            int v = divergenceField(problem, g, inputs[1]);
            if (u >= 0 && v >= 0 && u != v && isDivergence(problem, g, inputs, u, v)) {
                for (int p = 0; p < problem.fields().size(); p++) {
                    Optional<Expr> first = momentum(problem, inputs, u, p, 0);
                    Optional<Expr> second = momentum(problem, inputs, v, p, 1);
                    if (p != u && p != v && first.isPresent() && second.isPresent()) {
                        return Optional.of(new IncompressibleFlow(
                                problem, inputs, new int[] {u, v, p}, List.of(first.get(), second.get())));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** The field whose first derivative by the input an equation holds, -1 if there is none or several. */
    private static int divergenceField(Problem problem, Expr g, int input) {
        int found = -1;
        for (FieldTerm t : Exprs.fieldTerms(List.of(g))) {
            if (t.orders().equals(MultiIndex.unit(problem.dimension(), input))) {
                found = found < 0 ? problem.fields().indexOf(t.field()) : -1;
            }
        }
        return found;
    }

    private static boolean isDivergence(Problem problem, Expr g, int[] inputs, int u, int v) {
        Expr byFirst = Exprs.partial(g, term(problem, u, inputs[0], 1));
        Expr bySecond = Exprs.partial(g, term(problem, v, inputs[1], 1));
        boolean two = Exprs.fieldTerms(List.of(g)).size() == 2;
        return two && Exprs.isGiven(byFirst) && byFirst.equals(bySecond);
    }

    private static FieldTerm term(Problem problem, int field, int input, int order) {
        int[] orders = new int[problem.dimension()];
        orders[input] = order;
        return new FieldTerm(problem.fields().get(field), MultiIndex.of(orders));
    }

    /** The equation whose highest derivatives are the Laplacian of a velocity and the slope of the pressure along it. */
    private static Optional<Expr> momentum(Problem problem, int[] inputs, int velocity, int pressure, int axis) {
        List<FieldTerm> second = List.of(term(problem, velocity, inputs[0], 2), term(problem, velocity, inputs[1], 2));
        FieldTerm slope = term(problem, pressure, inputs[axis], 1);
        FieldTerm other = term(problem, pressure, inputs[1 - axis], 1);
        for (Equation e : problem.equations()) {
            Expr g = problem.expand(e.residual());
            List<FieldTerm> terms = Exprs.fieldTerms(List.of(g));
            boolean complete = terms.containsAll(second) && terms.contains(slope) && !terms.contains(other);
            boolean alone = terms.stream().allMatch(t -> t.orders().order() < 2 || second.contains(t));
            if (complete && alone) {
                return Optional.of(g);
            }
        }
        return Optional.empty();
    }

    /** The factor of the pressure's slope in a momentum equation. */
    private OptionalDouble pressureFactor(CornerValues corner, int axis) {
        return given(corner, momentum.get(axis), term(problem, fields[2], inputs[axis], 1));
    }

    private OptionalDouble given(CornerValues corner, Expr g, FieldTerm term) {
        Expr partial = Exprs.partial(g, term);
        return Exprs.isGiven(partial) ? OptionalDouble.of(corner.number(partial)) : OptionalDouble.empty();
    }

    /** {@code -a / b} at a corner; empty if it depends on fields or differs between the equations or directions. */
    OptionalDouble viscosity(CornerValues corner) {
        double[] found = new double[4];
        for (int axis = 0; axis < 2; axis++) {
            OptionalDouble b = pressureFactor(corner, axis);
            for (int by = 0; by < 2; by++) {
                OptionalDouble a = given(corner, momentum.get(axis), term(problem, fields[axis], inputs[by], 2));
                found[2 * axis + by] = a.isPresent() && b.isPresent() ? -a.getAsDouble() / b.getAsDouble() : Double.NaN;
            }
        }
        boolean agree = Arrays.stream(found).allMatch(n -> n > 0 && Math.abs(n - found[0]) <= EQUAL * n);
        return agree ? OptionalDouble.of(found[0]) : OptionalDouble.empty();
    }

    /**
     * What is left of the momentum equations when a similarity solution, of order one in the radius, is put in: {@code
     * g(theta) / r} as r falls, where g depends on the terms with a first derivative.
     *
     * @return [2][angles] g in the corner's frame, divided by the factor of the pressure's slope; empty if the remainder is
     *     of another form
     */
    Optional<double[][]> inertia(CornerValues values, CornerFlow flow, double[] angles) {
        Corner corner = values.corner();
        double[][] g = new double[2][];
        for (int axis = 0; axis < 2; axis++) {
            double factor = corner.signs()[axis] / pressureFactor(values, axis).orElse(Double.NaN);
            // Derivatives of order m grow like r^-m: the residual is g / r and a constant. Its Stokes part is zero.
            double[] one = residual(values, flow, angles, axis, 1);
            double[] two = residual(values, flow, angles, axis, 2);
            double[] four = residual(values, flow, angles, axis, 4);
            g[axis] = new double[angles.length];
            for (int k = 0; k < angles.length; k++) {
                double first = two[k] - one[k];
                double again = 0.5 * (four[k] - two[k]);
                if (!(Math.abs(first - again) <= EQUAL * (Math.abs(one[k]) + Math.abs(four[k]) + Math.abs(first)))) {
                    return Optional.empty();
                }
                g[axis][k] = factor * first;
            }
        }
        return Optional.of(g);
    }

    /** A momentum equation without its Stokes part, the coefficients as in the corner, at distance {@code 1 / closer}. */
    private double[] residual(CornerValues values, CornerFlow flow, double[] angles, int axis, double closer) {
        Expr g = momentum.get(axis);
        List<FieldTerm> terms = Exprs.fieldTerms(List.of(g));
        Corner corner = values.corner();
        int n = angles.length;
        double[][] circle = new double[problem.dimension()][n];
        double[][] inCorner = new double[problem.dimension()][n];
        double[] point = values.point();
        for (int i = 0; i < point.length; i++) {
            Arrays.fill(circle[i], point[i]);
            Arrays.fill(inCorner[i], point[i]);
        }
        for (int k = 0; k < n; k++) {
            circle[inputs[0]][k] = corner.global(0, Math.cos(angles[k]));
            circle[inputs[1]][k] = corner.global(1, Math.sin(angles[k]));
        }
        double[][] jets = new CornerSingularities(problem.fields(), List.of(flow)).evaluate(circle, terms);
        for (int t = 0; t < jets.length; t++) {
            boolean ofPressure = terms.get(t).field().equals(problem.fields().get(fields[2]));
            int growth = terms.get(t).orders().order() + (ofPressure ? 1 : 0);
            for (int k = 0; k < n; k++) {
                jets[t][k] *= growth == 2 ? 0 : growth == 1 ? closer : 1;
            }
        }
        double[][] out = new double[1][n];
        problem.compile(List.of(g), terms).evaluate(new Program.Batch(n, inCorner, null, new double[0], jets), out);
        return out[0];
    }
}
