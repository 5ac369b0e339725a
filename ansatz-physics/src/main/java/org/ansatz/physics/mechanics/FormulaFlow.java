package org.ansatz.physics.mechanics;

import java.util.ArrayList;
import java.util.List;
import org.ansatz.physics.expr.Compiler;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.expr.FormulaReader;
import org.ansatz.physics.expr.Names;
import org.ansatz.physics.expr.Program;
import org.ansatz.physics.problem.InvalidProblem;

/**
 * A flow whose generator is given by formulas in the positions, such as {@code -y, x} for rotations of a plane. Holds scratch
 * memory: one thread at a time.
 */
public final class FormulaFlow implements ConfigurationFlow {
    private static final Program.Given NOTHING = Program.Given.none("a generator", InvalidProblem::new);

    private final int d;
    private final Program values;
    private final Program jacobian;
    private final double[][] inputs;
    private final Program.Batch batch;
    private final double[][] value;
    private final double[][] slopes;

    /**
     * Reads the formulas.
     *
     * @param generator one formula per position
     * @param positions names of {@code q_1 .. q_d}
     * @throws org.ansatz.physics.expr.FormulaError at the first mistake in a formula
     * @throws InvalidProblem if there are no positions or another number of formulas
     */
    public static FormulaFlow of(List<String> generator, List<String> positions) {
        if (positions.isEmpty() || generator.size() != positions.size()) {
            throw new InvalidProblem("a generator needs one formula per position; given formulas " + generator
                    + " for positions " + positions);
        }
        Names words = new Names();
        positions.forEach(words::addCoordinate);
        return new FormulaFlow(
                generator.stream()
                        .map(formula -> FormulaReader.expression(formula, words))
                        .toList(),
                positions);
    }

    private FormulaFlow(List<Expr> generator, List<String> positions) {
        d = positions.size();
        List<Expr> derivatives = new ArrayList<>();
        for (Expr component : generator) {
            for (int j = 0; j < d; j++) {
                derivatives.add(Exprs.derivative(component, positions.get(j), j));
            }
        }
        values = Compiler.compile(generator, positions, List.of(), List.of(), NOTHING);
        jacobian = Compiler.compile(derivatives, positions, List.of(), List.of(), NOTHING);
        inputs = new double[d][1];
        batch = new Program.Batch(1, inputs, null, new double[0], new double[0][]);
        value = new double[d][1];
        slopes = new double[d * d][1];
    }

    @Override
    public int degreesOfFreedom() {
        return d;
    }

    private void take(double[] state) {
        for (int i = 0; i < d; i++) {
            inputs[i][0] = state[i];
        }
    }

    @Override
    public void generator(double[] state, double[] generator) {
        take(state);
        values.evaluate(batch, value);
        for (int i = 0; i < d; i++) {
            generator[i] = value[i][0];
        }
    }

    @Override
    public void velocityChange(double[] state, double[] change) {
        take(state);
        jacobian.evaluate(batch, slopes);
        for (int i = 0; i < d; i++) {
            change[i] = 0;
            for (int j = 0; j < d; j++) {
                change[i] += slopes[i * d + j][0] * state[d + j];
            }
        }
    }
}
