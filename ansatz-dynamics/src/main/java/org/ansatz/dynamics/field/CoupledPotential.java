package org.ansatz.dynamics.field;

import java.util.ArrayList;
import java.util.List;
import org.ansatz.physics.expr.Compiler;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.expr.Program;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.jet.MultiIndex;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;

/**
 * A potential {@code V(x, phi_1 .. phi_K)} of several fields by formula, at given places; its derivatives are taken on the
 * formula and compiled. Holds scratch memory: one thread at a time.
 */
public final class CoupledPotential {
    private static final Program.Given NOTHING = Program.Given.none("a potential", InvalidProblem::new);

    private final int fields;
    private final int sites;
    private final double[][] places;
    private final Program value;
    private final Program slopes;
    private final Program curvatures;
    private final double[][] values;

    /**
     * A potential at places.
     *
     * @param formula in coordinates and fields
     * @param fields the names of the fields
     * @param inputs names of all coordinates that derivatives of fields count, time among them
     * @param coordinates names of those that the formula may use
     * @param places [coordinates][sites]
     * @throws InvalidProblem if the formula holds a derivative
     * @throws IllegalArgumentException if it holds another name
     */
    public CoupledPotential(
            Expr formula, List<String> fields, List<String> inputs, List<String> coordinates, double[][] places) {
        this.fields = fields.size();
        this.places = places;
        sites = places[0].length;
        List<Expr.FieldTerm> terms = fields.stream()
                .map(name -> new Expr.FieldTerm(name, MultiIndex.zero(inputs.size())))
                .toList();
        for (Expr.FieldTerm term : Exprs.fieldTerms(List.of(formula))) {
            if (!terms.contains(term)) {
                throw new InvalidProblem(
                        "a potential is made of fields, not of their derivatives, found one of `" + term.field() + "`");
            }
        }
        List<Expr> first =
                terms.stream().map(term -> Exprs.partial(formula, term)).toList();
        List<Expr> second = new ArrayList<>();
        for (Expr slope : first) {
            terms.forEach(term -> second.add(Exprs.partial(slope, term)));
        }
        value = Compiler.compile(List.of(formula), coordinates, List.of(), terms, NOTHING);
        slopes = Compiler.compile(first, coordinates, List.of(), terms, NOTHING);
        curvatures = Compiler.compile(second, coordinates, List.of(), terms, NOTHING);
        values = new double[this.fields][sites];
    }

    /** The number of fields. */
    public int fields() {
        return fields;
    }

    private Program.Batch batch(double[] state) {
        for (int k = 0; k < fields; k++) {
            System.arraycopy(state, k * sites, values[k], 0, sites);
        }
        return new Program.Batch(sites, places, null, new double[0], values);
    }

    /**
     * The sum of {@code V} over all places.
     *
     * @param state begins with the fields one after the other
     */
    public double sum(double[] state) {
        double[][] result = new double[1][sites];
        value.evaluate(batch(state), result);
        double sum = 0;
        for (double one : result[0]) {
            sum += one;
        }
        return sum;
    }

    /**
     * Writes {@code dV/dphi_k}.
     *
     * @param target [fields][sites]
     */
    public void slopes(double[] state, double[][] target) {
        slopes.evaluate(batch(state), target);
    }

    /** The largest eigenvalue of the second derivatives over all places, zero if none is positive. */
    public double steepest(double[] state) {
        double[][] result = new double[fields * fields][sites];
        curvatures.evaluate(batch(state), result);
        double steepest = 0;
        double[][] matrix = new double[fields][fields];
        for (int j = 0; j < sites; j++) {
            for (int k = 0; k < fields * fields; k++) {
                matrix[k / fields][k % fields] = result[k][j];
            }
            steepest = Math.max(steepest, largestEigenvalue(matrix));
        }
        return steepest;
    }

    private double largestEigenvalue(double[][] matrix) {
        if (fields == 1) {
            return matrix[0][0];
        }
        if (fields == 2) {
            double mean = 0.5 * (matrix[0][0] + matrix[1][1]);
            return mean + Math.hypot(0.5 * (matrix[0][0] - matrix[1][1]), matrix[0][1]);
        }
        return new EigenDecompositionSymmetric(MatrixUtils.createRealMatrix(matrix)).getEigenvalue(0);
    }
}
