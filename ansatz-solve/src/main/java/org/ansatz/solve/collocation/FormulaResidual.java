package org.ansatz.solve.collocation;

import java.util.ArrayList;
import java.util.List;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Expr.FieldTerm;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.expr.Program;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.UnknownParameter;

/** Residuals given by expressions, with partial derivatives from the tree. */
final class FormulaResidual implements PointResidual {
    private final int equations;
    private final List<FieldTerm> terms;
    private final Program values;
    private final Program all;
    private final int unknowns;
    private double[][] wide = new double[0][];

    private FormulaResidual(int equations, List<FieldTerm> terms, Program values, Program all, int unknowns) {
        this.equations = equations;
        this.terms = terms;
        this.values = values;
        this.all = all;
        this.unknowns = unknowns;
    }

    static FormulaResidual of(Problem problem, List<Expr> residuals) {
        List<Expr> expanded = residuals.stream().map(problem::expand).toList();
        List<FieldTerm> terms = Exprs.fieldTerms(expanded);
        List<Expr> everything = new ArrayList<>(expanded);
        for (Expr r : expanded) {
            for (FieldTerm term : terms) {
                everything.add(Exprs.partial(r, term));
            }
        }
        for (Expr r : expanded) {
            for (UnknownParameter u : problem.unknowns()) {
                everything.add(Exprs.partial(r, new Expr.Parameter(u.name())));
            }
        }
        return new FormulaResidual(
                expanded.size(),
                terms,
                problem.compile(expanded, terms),
                problem.compile(everything, terms),
                problem.unknowns().size());
    }

    @Override
    public int equations() {
        return equations;
    }

    @Override
    public List<FieldTerm> terms() {
        return terms;
    }

    @Override
    public PointResidual copy() {
        return new FormulaResidual(equations, terms, values.copy(), all.copy(), unknowns);
    }

    @Override
    public void evaluate(
            int first,
            int n,
            double[][] inputs,
            double[][] normals,
            double[] constants,
            double[][] jets,
            double[][] out,
            double[][] partials,
            double[][] byUnknowns) {
        Program.Batch batch = new Program.Batch(n, inputs, normals, constants, jets);
        if (partials == null) {
            values.evaluate(batch, out);
            return;
        }
        if (wide.length == 0) {
            wide = new double[equations + equations * terms.size() + equations * unknowns][];
        }
        System.arraycopy(out, 0, wide, 0, equations);
        System.arraycopy(partials, 0, wide, equations, equations * terms.size());
        System.arraycopy(byUnknowns, 0, wide, equations * (1 + terms.size()), equations * unknowns);
        all.evaluate(batch, wide);
    }
}
