package org.ansatz.physics.report;

import java.util.List;
import org.ansatz.physics.expr.Expr.FieldTerm;
import org.ansatz.physics.problem.Ansatz;
import org.ansatz.physics.problem.Problem;

/** The closed forms that a problem gives for its fields. */
record ExactFields(Problem problem) implements Ansatz {
    @Override
    public List<String> fields() {
        return problem.fields().stream().filter(problem.exact()::containsKey).toList();
    }

    @Override
    public int maximumOrder() {
        return 0;
    }

    @Override
    public long parameterCount() {
        return 0;
    }

    @Override
    public double[][] evaluate(double[][] inputs, List<FieldTerm> terms) {
        double[][] values = new double[terms.size()][];
        for (int t = 0; t < values.length; t++) {
            FieldTerm term = terms.get(t);
            if (term.orders().order() > 0 || !problem.exact().containsKey(term.field())) {
                throw new IllegalArgumentException("no closed form of " + term);
            }
            values[t] = problem.values(problem.exact().get(term.field()), inputs);
        }
        return values;
    }
}
