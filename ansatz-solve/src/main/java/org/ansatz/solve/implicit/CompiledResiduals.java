package org.ansatz.solve.implicit;

import java.util.ArrayList;
import java.util.List;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Expr.FieldTerm;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.expr.Program;
import org.ansatz.physics.problem.Problem;

/** Residual formulas of a problem with their partial derivatives by the field derivatives that occur. */
final class CompiledResiduals {
    private final int equations;
    private final List<FieldTerm> terms;
    private final Program values;
    private final Program all;

    CompiledResiduals(Problem problem, List<Expr> residuals) {
        List<Expr> expanded = residuals.stream().map(problem::expand).toList();
        equations = expanded.size();
        terms = Exprs.fieldTerms(expanded);
        List<Expr> everything = new ArrayList<>(expanded);
        for (Expr residual : expanded) {
            for (FieldTerm term : terms) {
                everything.add(Exprs.partial(residual, term));
            }
        }
        values = problem.compile(expanded, terms);
        all = problem.compile(everything, terms);
    }

    int equations() {
        return equations;
    }

    List<FieldTerm> terms() {
        return terms;
    }

    /**
     * @param inputs [inputs][n]
     * @param normals [inputs][n] or null
     * @param jets [terms][n]
     * @return [equations][n], then [equations * terms][n] if slopes are wanted
     */
    double[][] evaluate(double[][] inputs, double[][] normals, double[][] jets, boolean slopes) {
        int n = inputs[0].length;
        double[][] out = new double[slopes ? equations * (1 + terms.size()) : equations][n];
        (slopes ? all : values).evaluate(new Program.Batch(n, inputs, normals, new double[0], jets), out);
        return out;
    }
}
