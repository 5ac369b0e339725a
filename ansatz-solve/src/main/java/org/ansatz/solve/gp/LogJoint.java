package org.ansatz.solve.gp;

import java.util.List;
import org.ansatz.solve.gp.ResidualRows.Block;
import org.ansatz.solve.gp.ResidualRows.Linearisation;
import org.ansatz.tensor.jet.MultiIndex;

/**
 * The published objective (arXiv 2311.04465, equation 13) at given fields, covariances and precisions, to be maximised:
 *
 * <pre>{@code
 * sum over fields  -1/2 log det K - 1/2 vec(U)^T K^-1 vec(U)
 * + sum over groups of rows  weight (n/2 log v - v/2 |R|^2)
 * }</pre>
 *
 * with weight one for equations and {@code conditionWeight} for conditions (it multiplies the logarithm as well). Its
 * gradients are exact; those by hyperparameters hold the fields fixed, which by the envelope theorem is the gradient of
 * the profiled objective where the fields are the maximiser.
 */
final class LogJoint {
    private final CollocationSystem system;
    private final FieldPrior[] priors;
    private final Matrix[] values;
    private final Matrix[] alphas;
    private final Linearisation[] rows;
    private final double[] squares;
    private final double[] logPrecisions;
    private final Weighting weighting;
    private final Matrix[] adjoints;

    /**
     * How rows count, and what is added to the fields.
     *
     * @param offset [terms][grid points] derivatives of a part of the fields that is held fixed
     */
    record Weighting(Units units, double conditionWeight, double[][] offset) {
        double of(ResidualRows group) {
            return group.law() ? 1 : conditionWeight;
        }

        /** The root of a row's weight in the quadratic form. */
        double root(CollocationSystem system, int group, double logPrecision) {
            double weight = of(system.rows().get(group)) * Math.exp(logPrecision);
            return Math.sqrt(weight) / units.rows()[group];
        }
    }

    LogJoint(
            CollocationSystem system,
            FieldPrior[] priors,
            Matrix[] values,
            double[] logPrecisions,
            Weighting weighting) {
        this.system = system;
        this.priors = priors;
        this.values = values;
        this.logPrecisions = logPrecisions;
        this.weighting = weighting;
        alphas = new Matrix[priors.length];
        for (int f = 0; f < priors.length; f++) {
            alphas[f] = priors[f].alpha(values[f]);
        }
        double[][] jets = jets(system, priors, alphas, weighting);
        rows = new Linearisation[system.rows().size()];
        squares = new double[rows.length];
        for (int g = 0; g < rows.length; g++) {
            rows[g] = system.rows().get(g).at(jets);
            for (double r : rows[g].residual()) {
                squares[g] +=
                        r * r / (weighting.units().rows()[g] * weighting.units().rows()[g]);
            }
        }
        adjoints = adjoints();
    }

    /** Derivatives of all fields on the grid, [terms][grid points]. */
    static double[][] jets(CollocationSystem system, FieldPrior[] priors, Matrix[] alphas, Weighting weighting) {
        double[][] jets = new double[system.terms().size()][];
        for (int t = 0; t < jets.length; t++) {
            int field = system.fieldOf(t);
            jets[t] = priors[field]
                    .derivative(alphas[field], system.terms().get(t).orders())
                    .values();
            for (int p = 0; p < jets[t].length; p++) {
                jets[t][p] = weighting.units().fields()[field] * jets[t][p]
                        + weighting.offset()[t][p];
            }
        }
        return jets;
    }

    double value() {
        double value = 0;
        for (int f = 0; f < priors.length; f++) {
            value += priors[f].logDensity(values[f], alphas[f]);
        }
        for (int g = 0; g < rows.length; g++) {
            ResidualRows group = system.rows().get(g);
            value += weighting.of(group)
                    * 0.5
                    * (group.size() * logPrecisions[g] - Math.exp(logPrecisions[g]) * squares[g]);
        }
        return value;
    }

    /** Root mean square residual of a group, in the problem's units. */
    double rootMeanSquare(int group) {
        return Math.sqrt(squares[group] / system.rows().get(group).size())
                * weighting.units().rows()[group];
    }

    Matrix alpha(int field) {
        return alphas[field];
    }

    double byLogPrecision(int group) {
        ResidualRows rowsOf = system.rows().get(group);
        return weighting.of(rowsOf) * 0.5 * (rowsOf.size() - Math.exp(logPrecisions[group]) * squares[group]);
    }

    /** Gradient by each term's values on the grid. */
    private Matrix[] adjoints() {
        Matrix[] adjoint = new Matrix[system.terms().size()];
        for (int g = 0; g < rows.length; g++) {
            double root = weighting.root(system, g, logPrecisions[g]);
            double[] residual = rows[g].residual();
            for (Block block : rows[g].blocks()) {
                int t = block.term();
                if (adjoint[t] == null) {
                    adjoint[t] = Matrix.zero(
                            system.grid().first().points(),
                            system.grid().second().points());
                }
                double unit = weighting.units().fields()[system.fieldOf(t)];
                for (int r = 0; r < residual.length; r++) {
                    adjoint[t].values()[block.points()[r]] -=
                            root * root * unit * residual[r] * block.coefficients()[r];
                }
            }
        }
        return adjoint;
    }

    /** The adjoint of {@code alpha}, the rows' part. */
    private Matrix adjointOfAlpha(int field) {
        Matrix sum = Matrix.zero(
                system.grid().first().points(), system.grid().second().points());
        for (int t = 0; t < adjoints.length; t++) {
            if (adjoints[t] != null && system.fieldOf(t) == field) {
                sum.add(
                        1,
                        priors[field].adjoint(adjoints[t], system.terms().get(t).orders()));
            }
        }
        return sum;
    }

    /** Gradient by the values of a field at the grid points. */
    Matrix byValues(int field) {
        Matrix gradient = priors[field].alpha(adjointOfAlpha(field));
        gradient.add(-1, alphas[field]);
        return gradient;
    }

    /** Adds the gradient by the parameters of both covariances of a field, the first axis' before the second's. */
    void addByKernels(int field, double[] gradient, int offset) {
        FieldPrior prior = priors[field];
        Matrix alpha = alphas[field];
        Matrix v = adjointOfAlpha(field);
        int second = offset;
        if (!prior.first().axis().isNone()) {
            Matrix[] byFirst = new Matrix[prior.first().orders()];
            for (int t = 0; t < adjoints.length; t++) {
                if (adjoints[t] != null && system.fieldOf(t) == field) {
                    MultiIndex orders = system.terms().get(t).orders();
                    Matrix p = adjoints[t].times(prior.second().derivative(FieldPrior.secondOrder(orders)));
                    accumulate(byFirst, FieldPrior.firstOrder(orders), p.timesTransposed(alpha));
                }
            }
            accumulate(
                    byFirst, 0, prior.first().inverse(), -0.5 * prior.second().points());
            Matrix right = alpha.times(prior.second().derivative(0));
            accumulate(byFirst, 0, right.timesTransposed(alpha), 0.5);
            Matrix left = prior.first().solveRows(v.transpose()).transpose();
            accumulate(byFirst, 0, left.timesTransposed(alpha), -1);
            prior.first().addGradient(byFirst, gradient, offset);
            second += prior.first().kernel().parameterCount();
        }
        if (!prior.second().axis().isNone()) {
            Matrix[] bySecond = new Matrix[prior.second().orders()];
            for (int t = 0; t < adjoints.length; t++) {
                if (adjoints[t] != null && system.fieldOf(t) == field) {
                    MultiIndex orders = system.terms().get(t).orders();
                    Matrix p = prior.first()
                            .derivative(FieldPrior.firstOrder(orders))
                            .times(alpha);
                    accumulate(bySecond, FieldPrior.secondOrder(orders), adjoints[t].transposedTimes(p));
                }
            }
            accumulate(
                    bySecond, 0, prior.second().inverse(), -0.5 * prior.first().points());
            Matrix left = prior.first().derivative(0).times(alpha);
            accumulate(bySecond, 0, alpha.transposedTimes(left), 0.5);
            accumulate(bySecond, 0, alpha.transposedTimes(prior.second().solveRows(v)), -1);
            prior.second().addGradient(bySecond, gradient, second);
        }
    }

    private static void accumulate(Matrix[] sums, int order, Matrix matrix) {
        accumulate(sums, order, matrix, 1);
    }

    private static void accumulate(Matrix[] sums, int order, Matrix matrix, double factor) {
        if (sums[order] == null) {
            sums[order] = Matrix.zero(matrix.rows(), matrix.columns());
        }
        sums[order].add(factor, matrix);
    }

    /** The rows, linearised about the fields. */
    List<Linearisation> rows() {
        return List.of(rows);
    }
}
