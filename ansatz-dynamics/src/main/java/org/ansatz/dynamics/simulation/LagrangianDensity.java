package org.ansatz.dynamics.simulation;

import java.util.List;
import java.util.SplittableRandom;
import org.ansatz.physics.expr.Compiler;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Expr.FieldTerm;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.expr.Program;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.jet.MultiIndex;

/** A Lagrangian density {@code sum_k (phi_t^2 - |grad phi|^2) / 2 - V}, taken apart. */
final class LagrangianDensity {
    private static final int TRIALS = 32;
    private static final double TOLERANCE = 1e-10;

    private LagrangianDensity() {}

    /**
     * The potential {@code V} of a Lagrangian.
     *
     * @param inputs spatial coordinates, then time
     * @throws InvalidProblem if the Lagrangian has other terms with derivatives
     */
    static Expr potential(Expr lagrangian, List<String> fields, List<String> inputs) {
        Expr potential = Exprs.negate(Exprs.transform(
                lagrangian,
                leaf -> leaf instanceof FieldTerm term && !term.orders().equals(MultiIndex.zero(inputs.size()))
                        ? Exprs.ZERO
                        : leaf));
        Expr rest = Exprs.add(lagrangian, potential);
        for (String field : fields) {
            for (int axis = 0; axis < inputs.size(); axis++) {
                FieldTerm slope = new FieldTerm(field, MultiIndex.unit(inputs.size(), axis));
                double factor = axis == inputs.size() - 1 ? 0.5 : -0.5;
                rest = Exprs.subtract(
                        rest, Exprs.multiply(Exprs.constant(factor), Exprs.power(slope, Exprs.constant(2))));
            }
        }
        refuseUnlessZero(rest, inputs);
        return potential;
    }

    private static void refuseUnlessZero(Expr rest, List<String> inputs) {
        List<FieldTerm> terms = Exprs.fieldTerms(List.of(rest));
        for (FieldTerm term : terms) {
            if (term.orders().order() > 1) {
                throw mistake("it holds a higher derivative of `" + term.field() + "`");
            }
        }
        SplittableRandom random = new SplittableRandom(0);
        Program program = Compiler.compile(
                List.of(rest), inputs, List.of(), terms, Program.Given.none("a Lagrangian", InvalidProblem::new));
        double[][] places = new double[inputs.size()][TRIALS];
        double[][] jets = new double[terms.size()][TRIALS];
        for (double[][] values : List.of(places, jets)) {
            for (double[] row : values) {
                for (int i = 0; i < TRIALS; i++) {
                    row[i] = 2 * random.nextDouble() - 1;
                }
            }
        }
        double[][] result = new double[1][TRIALS];
        program.evaluate(new Program.Batch(TRIALS, places, null, new double[0], jets), result);
        for (double value : result[0]) {
            if (Math.abs(value) > TOLERANCE) {
                throw mistake("its terms with derivatives are others");
            }
        }
    }

    private static InvalidProblem mistake(String why) {
        return new InvalidProblem(
                "the Lagrangian must be the sum of phi_t^2/2 - phi_x^2/2 (and so for every coordinate) of all"
                        + " fields, less a potential: " + why);
    }
}
