package org.ansatz.physics.report;

import java.util.Arrays;
import java.util.List;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Expr.FieldTerm;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.expr.Program;
import org.ansatz.physics.problem.Ansatz;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Solution;
import org.ansatz.physics.problem.UnknownParameter;

/** Expressions in fields and coordinates, evaluated on a given Ansatz in batches that bound the memory. */
final class Evaluation {
    private static final int BATCH = 4096;

    private final Ansatz ansatz;
    private final List<FieldTerm> terms;
    private final Program program;
    private final double[] constants;

    private Evaluation(Ansatz ansatz, List<FieldTerm> terms, Program program, double[] constants) {
        this.ansatz = ansatz;
        this.terms = terms;
        this.program = program;
        this.constants = constants;
    }

    /** Expressions with the constants that the solution identified. */
    static Evaluation of(Problem problem, Solution solution, List<Expr> expressions) {
        List<FieldTerm> terms =
                Exprs.fieldTerms(expressions.stream().map(problem::expand).toList());
        double[] constants = problem.unknowns().stream()
                .mapToDouble(u -> constant(u, solution))
                .toArray();
        return new Evaluation(solution, terms, problem.compile(expressions, terms), constants);
    }

    private static double constant(UnknownParameter unknown, Solution solution) {
        Solution.ParameterEstimate estimate = solution.parameters().get(unknown.name());
        return estimate == null ? unknown.initial() : estimate.value();
    }

    /** Whether the Ansatz delivers all fields and derivatives that occur. */
    boolean isDelivered() {
        return terms.stream()
                .allMatch(t -> ansatz.fields().contains(t.field()) && t.orders().order() <= ansatz.maximumOrder());
    }

    /**
     * @param points [inputs][n]
     * @param normals [inputs][n], or null away from the boundary
     * @return [expressions][n]
     */
    double[][] at(double[][] points, double[][] normals) {
        int n = points[0].length;
        double[][] result = new double[program.outputs()][n];
        for (int start = 0; start < n; start += BATCH) {
            int size = Math.min(BATCH, n - start);
            double[][] part = slice(points, start, size);
            double[][] jets = terms.isEmpty() ? new double[0][] : ansatz.evaluate(part, terms);
            double[][] out = new double[program.outputs()][size];
            program.evaluate(
                    new Program.Batch(
                            size, part, normals == null ? null : slice(normals, start, size), constants, jets),
                    out);
            for (int e = 0; e < out.length; e++) {
                System.arraycopy(out[e], 0, result[e], start, size);
            }
        }
        return result;
    }

    /** Values of fields at points [inputs][n] in bounded batches: [fields][n]. */
    static double[][] fields(Problem problem, Ansatz ansatz, List<String> fields, double[][] points) {
        List<FieldTerm> terms = fields.stream().map(problem::term).toList();
        int n = points[0].length;
        double[][] result = new double[fields.size()][n];
        for (int start = 0; start < n; start += BATCH) {
            int size = Math.min(BATCH, n - start);
            double[][] values = ansatz.evaluate(slice(points, start, size), terms);
            for (int f = 0; f < values.length; f++) {
                System.arraycopy(values[f], 0, result[f], start, size);
            }
        }
        return result;
    }

    private static double[][] slice(double[][] all, int start, int size) {
        double[][] part = new double[all.length][];
        for (int i = 0; i < all.length; i++) {
            part[i] = Arrays.copyOfRange(all[i], start, start + size);
        }
        return part;
    }
}
