package org.ansatz.physics.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Expr.FieldTerm;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.expr.FormulaReader;
import org.ansatz.physics.expr.Names;
import org.ansatz.physics.problem.History;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Solution;

/** A solution given by formulas, with exact derivatives of any order: what a solver would have found, known to the reader. */
record FormulaSolution(
        Problem problem,
        Map<String, Expr> formulas,
        Map<String, ParameterEstimate> parameters,
        Outcome outcome,
        Map<String, Double> errorEstimate)
        implements Solution {

    static FormulaSolution of(Problem problem, Map<String, String> formulas) {
        Names names = new Names();
        problem.inputNames().forEach(names::addCoordinate);
        Map<String, Expr> trees = new LinkedHashMap<>();
        formulas.forEach((field, text) -> trees.put(field, FormulaReader.expression(text, names)));
        History history = new History();
        for (long k = 0; k < 40; k++) {
            history.add(
                    10 * k, 0.25 * k, Map.of("equation", Math.exp(-0.3 * k), "loss", 2 * Math.exp(-0.3 * k) + 1e-5));
        }
        Outcome outcome = new Outcome(Status.CONVERGED, "written down", 390, 9.75, history);
        return new FormulaSolution(problem, trees, Map.of(), outcome, Map.of());
    }

    FormulaSolution with(Map<String, ParameterEstimate> constants) {
        return new FormulaSolution(problem, formulas, constants, outcome, errorEstimate);
    }

    FormulaSolution ending(String detail) {
        Outcome other = new Outcome(outcome.status(), detail, outcome.steps(), outcome.seconds(), outcome.history());
        return new FormulaSolution(problem, formulas, parameters, other, errorEstimate);
    }

    FormulaSolution estimating(Map<String, Double> errors) {
        return new FormulaSolution(problem, formulas, parameters, outcome, errors);
    }

    @Override
    public List<String> fields() {
        return problem.fields();
    }

    @Override
    public int maximumOrder() {
        return 6;
    }

    @Override
    public long parameterCount() {
        return formulas.size();
    }

    @Override
    public double[][] evaluate(double[][] inputs, List<FieldTerm> terms) {
        double[][] values = new double[terms.size()][];
        for (int t = 0; t < values.length; t++) {
            Expr e = formulas.get(terms.get(t).field());
            for (int axis = 0; axis < problem.dimension(); axis++) {
                for (int k = 0; k < terms.get(t).orders().get(axis); k++) {
                    e = Exprs.derivative(e, problem.inputNames().get(axis), axis);
                }
            }
            values[t] = problem.values(e, inputs);
        }
        return values;
    }

    @Override
    public void save(Path folder) throws IOException {
        Files.writeString(folder.resolve("model.txt"), formulas.keySet().toString());
    }
}
