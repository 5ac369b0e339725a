package org.ansatz.dynamics.field;

import java.util.List;
import org.ansatz.physics.expr.Compiler;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.expr.FormulaReader;
import org.ansatz.physics.expr.Names;
import org.ansatz.physics.expr.Program;
import org.ansatz.physics.problem.InvalidProblem;

/**
 * A potential given by a formula in the field; its derivatives are taken on the formula and compiled. Holds scratch memory:
 * one thread at a time.
 */
public final class FormulaPotential implements ScalarPotential {
    private static final Program.Given NOTHING = Program.Given.none("a potential", InvalidProblem::new);

    private final Program value;
    private final Program slope;
    private final Program curvature;
    private final double[][] one = new double[1][1];
    private final double[][] result = new double[1][1];
    private final Program.Batch single = new Program.Batch(1, one, null, new double[0], new double[0][]);
    private double[][] slopes = new double[1][0];

    /**
     * Reads a formula.
     *
     * @param field the name of the field in it, the only coordinate; constants come from {@code words}
     * @throws org.ansatz.physics.expr.FormulaError at the first mistake in the formula
     */
    public FormulaPotential(String formula, String field, Names words) {
        Expr potential = FormulaReader.expression(formula, words);
        Expr first = Exprs.derivative(potential, field, 0);
        value = compile(potential, field);
        slope = compile(first, field);
        curvature = compile(Exprs.derivative(first, field, 0), field);
    }

    /**
     * A formula whose only name is the field.
     *
     * @throws org.ansatz.physics.expr.FormulaError at the first mistake in the formula
     */
    public static FormulaPotential of(String formula, String field) {
        Names words = new Names();
        words.addCoordinate(field);
        return new FormulaPotential(formula, field, words);
    }

    private static Program compile(Expr expression, String field) {
        return Compiler.compile(List.of(expression), List.of(field), List.of(), List.of(), NOTHING);
    }

    @Override
    public double value(double phi) {
        return evaluate(value, phi);
    }

    @Override
    public double slope(double phi) {
        return evaluate(slope, phi);
    }

    @Override
    public double curvature(double phi) {
        return evaluate(curvature, phi);
    }

    private double evaluate(Program program, double phi) {
        one[0][0] = phi;
        program.evaluate(single, result);
        return result[0][0];
    }

    @Override
    public void kick(double[] state, double[] laplacian, double h) {
        int n = laplacian.length;
        if (slopes[0].length != n) {
            slopes = new double[1][n];
        }
        slope.evaluate(new Program.Batch(n, new double[][] {state}, null, new double[0], new double[0][]), slopes);
        for (int j = 0; j < n; j++) {
            state[n + j] += h * (laplacian[j] - slopes[0][j]);
        }
    }
}
