package org.ansatz.solve.gp;

import java.util.Arrays;
import java.util.List;
import org.ansatz.physics.expr.Expr.FieldTerm;
import org.ansatz.solve.gp.ResidualRows.Block;
import org.ansatz.solve.gp.ResidualRows.Linearisation;

/**
 * What one means: fields are sought in multiples of their unit, residuals are divided by theirs. All ones in the
 * published setting.
 *
 * @param fields by field
 * @param rows by group of rows
 */
record Units(double[] fields, double[] rows) {
    /**
     * Published problems have sources near 7000 with noise of order one at the beginning: the part of the prior's own
     * residual that an equation's noise is there.
     */
    private static final double LAW_NOISE = 1.0 / 7000;

    static Units none(CollocationSystem system) {
        double[] fields = new double[system.problem().fields().size()];
        double[] rows = new double[system.rows().size()];
        Arrays.fill(fields, 1);
        Arrays.fill(rows, 1);
        return new Units(fields, rows);
    }

    /**
     * Units of rows about the fields in {@code jets}: the spread that the prior gives to each residual, or if that is
     * less the size of the residual of a field of one unit that changes over the length of the box.
     */
    static Units ofPrior(CollocationSystem system, FieldPrior[] priors, double[] fields, double[][] jets) {
        double[] rows = new double[system.rows().size()];
        for (int g = 0; g < rows.length; g++) {
            ResidualRows group = system.rows().get(g);
            Linearisation linear = group.at(jets);
            double spread = rootMean(variances(system, priors, fields, linear)) * (group.law() ? LAW_NOISE : 1);
            double smooth = rootMean(squares(system, fields, linear));
            double unit = Math.min(spread, smooth);
            rows[g] = unit > 0 ? unit : 1;
        }
        return new Units(fields, rows);
    }

    private static double rootMean(double[] squares) {
        return Math.sqrt(Arrays.stream(squares).average().orElse(0));
    }

    /** Squares of each row's terms for fields of one unit, with one over the length for every derivative. */
    private static double[] squares(CollocationSystem system, double[] fields, Linearisation rows) {
        double[] squares = new double[rows.residual().length];
        Grid grid = system.grid();
        for (Block block : rows.blocks()) {
            FieldTerm term = system.terms().get(block.term());
            double size = fields[system.fieldOf(block.term())]
                    * Math.pow(grid.first().interval().length(), -FieldPrior.firstOrder(term.orders()))
                    * Math.pow(grid.second().interval().length(), -FieldPrior.secondOrder(term.orders()));
            for (int r = 0; r < squares.length; r++) {
                double part = size * block.coefficients()[r];
                squares[r] += part * part;
            }
        }
        return squares;
    }

    /** Prior variance of each row's conditional mean. */
    private static double[] variances(
            CollocationSystem system, FieldPrior[] priors, double[] fields, Linearisation rows) {
        double[] variances = new double[rows.residual().length];
        List<Block> blocks = rows.blocks();
        for (Block a : blocks) {
            for (Block b : blocks) {
                int field = system.fieldOf(a.term());
                if (field != system.fieldOf(b.term())) {
                    continue;
                }
                FieldTerm s = system.terms().get(a.term());
                FieldTerm t = system.terms().get(b.term());
                FieldPrior prior = priors[field];
                Matrix first = prior.first()
                        .whitened(FieldPrior.firstOrder(s.orders()))
                        .timesTransposed(prior.first().whitened(FieldPrior.firstOrder(t.orders())));
                Matrix second = prior.second()
                        .whitened(FieldPrior.secondOrder(s.orders()))
                        .timesTransposed(prior.second().whitened(FieldPrior.secondOrder(t.orders())));
                double square = fields[field] * fields[field];
                Grid grid = system.grid();
                for (int r = 0; r < variances.length; r++) {
                    int p = a.points()[r];
                    int q = b.points()[r];
                    variances[r] += square
                            * a.coefficients()[r]
                            * b.coefficients()[r]
                            * first.get(grid.row(p), grid.row(q))
                            * second.get(grid.column(p), grid.column(q));
                }
            }
        }
        return variances;
    }
}
