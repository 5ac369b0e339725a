package org.ansatz.solve.gp;

import java.util.Arrays;
import org.ansatz.physics.expr.Expr.FieldTerm;
import org.ansatz.solve.gp.LogJoint.Weighting;
import org.ansatz.solve.gp.ResidualRows.Block;
import org.ansatz.solve.gp.ResidualRows.Linearisation;

/**
 * The weighted linear least-squares problem for the whitened fields {@code B} with {@code U = L_1 B L_2^T}: rows
 * {@code A vec(B) = d} beside the prior {@code vec(B) = 0}, about the point at which the rows were linearised.
 */
final class WhitenedRows {
    private final CollocationSystem system;
    private final FieldPrior[] priors;
    private final Linearisation[] rows;
    private final double[] roots;
    private final Weighting weighting;
    private final double[] target;

    /**
     * @param values fields about which rows are linearised, in their units
     */
    WhitenedRows(
            CollocationSystem system,
            FieldPrior[] priors,
            Matrix[] values,
            double[] logPrecisions,
            Weighting weighting) {
        this.system = system;
        this.priors = priors;
        this.weighting = weighting;
        Matrix[] alphas = new Matrix[priors.length];
        for (int f = 0; f < alphas.length; f++) {
            alphas[f] = priors[f].alpha(values[f]);
        }
        double[][] jets = LogJoint.jets(system, priors, alphas, weighting);
        rows = new Linearisation[system.rows().size()];
        roots = new double[rows.length];
        target = new double[system.size()];
        int start = 0;
        for (int g = 0; g < rows.length; g++) {
            rows[g] = system.rows().get(g).at(jets);
            roots[g] = weighting.root(system, g, logPrecisions[g]);
            for (int r = 0; r < rows[g].residual().length; r++) {
                double own = 0;
                for (Block block : rows[g].blocks()) {
                    int p = block.points()[r];
                    own += block.coefficients()[r]
                            * (jets[block.term()][p] - weighting.offset()[block.term()][p]);
                }
                target[start + r] = roots[g] * (own - rows[g].residual()[r]);
            }
            start += rows[g].residual().length;
        }
    }

    int unknowns() {
        return unknowns(priors);
    }

    static int unknowns(FieldPrior[] priors) {
        int unknowns = 0;
        for (FieldPrior prior : priors) {
            unknowns += prior.modes();
        }
        return unknowns;
    }

    /** Where a field's unknowns begin. */
    private int start(int field) {
        int start = 0;
        for (int f = 0; f < field; f++) {
            start += priors[f].modes();
        }
        return start;
    }

    int size() {
        return target.length;
    }

    /** {@code d}. */
    double[] target() {
        return target;
    }

    /** {@code A^T} as a dense matrix [unknowns][rows]. */
    Matrix transposed() {
        Grid grid = system.grid();
        Matrix a = Matrix.zero(unknowns(), size());
        int start = 0;
        for (int g = 0; g < rows.length; g++) {
            int count = rows[g].residual().length;
            for (Block block : rows[g].blocks()) {
                int field = system.fieldOf(block.term());
                FieldTerm term = system.terms().get(block.term());
                Matrix first = priors[field]
                        .first()
                        .whitened(FieldPrior.firstOrder(term.orders()))
                        .transpose();
                Matrix second = priors[field]
                        .second()
                        .whitened(FieldPrior.secondOrder(term.orders()))
                        .transpose();
                int[] row = new int[count];
                int[] column = new int[count];
                double[] factor = new double[count];
                for (int r = 0; r < count; r++) {
                    row[r] = grid.row(block.points()[r]);
                    column[r] = grid.column(block.points()[r]);
                    factor[r] = roots[g] * weighting.units().fields()[field] * block.coefficients()[r];
                }
                double[] partial = new double[count];
                for (int k = 0; k < first.rows(); k++) {
                    for (int r = 0; r < count; r++) {
                        partial[r] = factor[r] * first.values()[k * first.columns() + row[r]];
                    }
                    for (int l = 0; l < second.rows(); l++) {
                        int at = (start(field) + k * second.rows() + l) * size() + start;
                        int from = l * second.columns();
                        for (int r = 0; r < count; r++) {
                            a.values()[at + r] += partial[r] * second.values()[from + column[r]];
                        }
                    }
                }
            }
            start += count;
        }
        return a;
    }

    /** {@code A vec(B)}. */
    double[] times(double[] whitened) {
        double[][] jets = new double[system.terms().size()][];
        double[] out = new double[size()];
        int start = 0;
        for (int g = 0; g < rows.length; g++) {
            for (Block block : rows[g].blocks()) {
                int field = system.fieldOf(block.term());
                if (jets[block.term()] == null) {
                    jets[block.term()] = whitenedDerivative(block.term(), part(whitened, field));
                }
                double unit = roots[g] * weighting.units().fields()[field];
                for (int r = 0; r < block.points().length; r++) {
                    out[start + r] += unit * block.coefficients()[r] * jets[block.term()][block.points()[r]];
                }
            }
            start += rows[g].residual().length;
        }
        return out;
    }

    private Matrix part(double[] whitened, int field) {
        double[] values = Arrays.copyOfRange(whitened, start(field), start(field + 1));
        return new Matrix(priors[field].first().modes(), priors[field].second().modes(), values);
    }

    private double[] whitenedDerivative(int term, Matrix b) {
        FieldPrior prior = priors[system.fieldOf(term)];
        FieldTerm t = system.terms().get(term);
        return prior.first()
                .whitened(FieldPrior.firstOrder(t.orders()))
                .times(b)
                .timesTransposed(prior.second().whitened(FieldPrior.secondOrder(t.orders())))
                .values();
    }

    /** {@code A^T y}. */
    double[] transposedTimes(double[] y) {
        Grid grid = system.grid();
        Matrix[] adjoint = new Matrix[system.terms().size()];
        int start = 0;
        for (int g = 0; g < rows.length; g++) {
            for (Block block : rows[g].blocks()) {
                int t = block.term();
                if (adjoint[t] == null) {
                    adjoint[t] =
                            Matrix.zero(grid.first().points(), grid.second().points());
                }
                double unit = roots[g] * weighting.units().fields()[system.fieldOf(t)];
                for (int r = 0; r < block.points().length; r++) {
                    adjoint[t].values()[block.points()[r]] += unit * block.coefficients()[r] * y[start + r];
                }
            }
            start += rows[g].residual().length;
        }
        double[] out = new double[unknowns()];
        for (int t = 0; t < adjoint.length; t++) {
            if (adjoint[t] == null) {
                continue;
            }
            int field = system.fieldOf(t);
            FieldTerm term = system.terms().get(t);
            Matrix part = priors[field]
                    .first()
                    .whitened(FieldPrior.firstOrder(term.orders()))
                    .transposedTimes(adjoint[t])
                    .times(priors[field].second().whitened(FieldPrior.secondOrder(term.orders())));
            for (int i = 0; i < part.values().length; i++) {
                out[start(field) + i] += part.values()[i];
            }
        }
        return out;
    }

    /**
     * The diagonal of {@code I + A^T A}, but for products of terms at different points of one row (periodic ones): squares
     * of the columns of Kronecker products, made without forming these.
     */
    double[] diagonal() {
        double[] diagonal = new double[unknowns()];
        Arrays.fill(diagonal, 1);
        for (int g = 0; g < rows.length; g++) {
            for (Block a : rows[g].blocks()) {
                for (Block b : rows[g].blocks()) {
                    int field = system.fieldOf(a.term());
                    if (field == system.fieldOf(b.term()) && Arrays.equals(a.points(), b.points())) {
                        double unit = roots[g] * weighting.units().fields()[field];
                        Matrix squares = squares(priors[field], a, b);
                        for (int i = 0; i < squares.values().length; i++) {
                            diagonal[start(field) + i] += unit * unit * squares.values()[i];
                        }
                    }
                }
            }
        }
        return diagonal;
    }

    /** Over the modes of both axes the sum over rows of the products of two blocks. */
    private Matrix squares(FieldPrior prior, Block a, Block b) {
        Grid grid = system.grid();
        FieldTerm s = system.terms().get(a.term());
        FieldTerm t = system.terms().get(b.term());
        Matrix coefficients = Matrix.zero(grid.first().points(), grid.second().points());
        for (int r = 0; r < a.points().length; r++) {
            coefficients.values()[a.points()[r]] += a.coefficients()[r] * b.coefficients()[r];
        }
        Matrix first = prior.first()
                .whitened(FieldPrior.firstOrder(s.orders()))
                .timesEach(prior.first().whitened(FieldPrior.firstOrder(t.orders())));
        Matrix second = prior.second()
                .whitened(FieldPrior.secondOrder(s.orders()))
                .timesEach(prior.second().whitened(FieldPrior.secondOrder(t.orders())));
        return first.transposedTimes(coefficients).times(second);
    }

    /** Fields from their whitened values. */
    Matrix[] colour(double[] whitened) {
        Matrix[] values = new Matrix[priors.length];
        for (int f = 0; f < values.length; f++) {
            values[f] = priors[f].colour(part(whitened, f));
        }
        return values;
    }
}
