package org.ansatz.solve.gp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Expr.FieldTerm;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.expr.Program;
import org.ansatz.physics.problem.NumericalFailure;
import org.ansatz.physics.problem.Problem;

/** A formula at grid points, with its exact partial derivatives by field derivatives from the tree. */
final class PointwiseRows implements ResidualRows {
    private final String name;
    private final boolean law;
    private final boolean linear;
    private final int[] points;
    private final int[] terms;
    private final Program program;
    private final double[][] inputs;
    private final double[][] normals;

    /**
     * @param allTerms the system's terms, which hold all that occur in the residual
     * @param normals [inputs][points] outward normals, or null off the boundary
     */
    PointwiseRows(
            Problem problem,
            String name,
            boolean law,
            Expr residual,
            List<FieldTerm> allTerms,
            Grid grid,
            int[] points,
            double[][] normals) {
        this.name = name;
        this.law = law;
        this.points = points;
        this.normals = normals;
        inputs = grid.coordinates(points);
        Expr expanded = problem.expand(residual);
        List<FieldTerm> own = Exprs.fieldTerms(List.of(expanded));
        List<Expr> everything = new ArrayList<>(List.of(expanded));
        own.forEach(term -> everything.add(Exprs.partial(expanded, term)));
        linear = everything.stream().skip(1).allMatch(Exprs::isGiven);
        program = problem.compile(everything, own);
        terms = own.stream().mapToInt(allTerms::indexOf).toArray();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean law() {
        return law;
    }

    @Override
    public int size() {
        return points.length;
    }

    @Override
    public boolean linear() {
        return linear;
    }

    @Override
    public Linearisation at(double[][] jets) {
        int n = points.length;
        double[][] own = new double[terms.length][n];
        for (int k = 0; k < terms.length; k++) {
            for (int r = 0; r < n; r++) {
                own[k][r] = jets[terms[k]][points[r]];
            }
        }
        double[][] out = new double[1 + terms.length][n];
        program.evaluate(new Program.Batch(n, inputs, normals, new double[0], own), out);
        List<Block> blocks = new ArrayList<>();
        for (double[] values : out) {
            checkFinite(values);
        }
        for (int k = 0; k < terms.length; k++) {
            blocks.add(new Block(terms[k], points, out[1 + k]));
        }
        return new Linearisation(out[0], blocks);
    }

    private void checkFinite(double[] values) {
        for (int r = 0; r < values.length; r++) {
            if (!Double.isFinite(values[r])) {
                double[] place = new double[inputs.length];
                for (int i = 0; i < place.length; i++) {
                    place[i] = inputs[i][r];
                }
                throw new NumericalFailure(String.format(
                        Locale.ROOT, "gp: %s is not finite at the point %s", name, Arrays.toString(place)));
            }
        }
    }
}
