package org.ansatz.learn.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.ansatz.learn.optim.LinearisedLeastSquares;
import org.ansatz.learn.optim.ParameterLayout;
import org.ansatz.learn.optim.SmoothObjective;

/**
 * {@code L = sum_i lambda_i L_i} on the terms' present batches, as optimizers see it: a function, and half a sum of
 * squares with rows {@code sqrt(2 lambda_i) r} if every term has residuals. Keeps the terms' values of the last
 * evaluation.
 */
final class WeightedSum implements SmoothObjective {
    private final Objective objective;
    private final ToDoubleFunction<String> weights;
    private final double[] gradientOfTerm;
    private final Map<String, Double> values = new LinkedHashMap<>();
    private String broken = "";

    WeightedSum(Objective objective, ToDoubleFunction<String> weights) {
        this.objective = objective;
        this.weights = weights;
        gradientOfTerm = new double[objective.dimension()];
    }

    /** Unweighted values at the last point evaluated. */
    Map<String, Double> values() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** The first term whose value or gradient was not finite in the last evaluation; empty if all were. */
    String broken() {
        return broken;
    }

    private void keep(Term term, double value, double check) {
        if (broken.isEmpty() && !(Double.isFinite(value) && Double.isFinite(check))) {
            broken = term.name();
        }
        values.put(term.name(), value);
    }

    @Override
    public int dimension() {
        return objective.dimension();
    }

    @Override
    public ParameterLayout layout() {
        return objective.layout();
    }

    @Override
    public double value(double[] x) {
        return valueAndGradient(x, new double[x.length]);
    }

    @Override
    public double valueAndGradient(double[] x, double[] gradient) {
        broken = "";
        java.util.Arrays.fill(gradient, 0);
        double total = 0;
        for (Term term : objective.terms()) {
            double value = term.valueAndGradient(x, gradientOfTerm);
            double weight = weights.applyAsDouble(term.name());
            double check = 0;
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] += weight * gradientOfTerm[i];
                check += gradientOfTerm[i];
            }
            keep(term, value, check);
            total += weight * value;
        }
        return total;
    }

    @Override
    public void requireExactGradient() {
        for (Term term : objective.terms()) {
            if (term instanceof EstimatedTerm) {
                throw new IllegalArgumentException("term " + term.name()
                        + " supplies only an estimate of its gradient; a line search needs the slope of its value: use"
                        + " adam or another first-order method");
            }
        }
    }

    @Override
    public LinearisedLeastSquares leastSquares() {
        for (Term term : objective.terms()) {
            if (!(term instanceof ResidualTerm)) {
                throw new IllegalArgumentException("term " + term.name()
                        + (term instanceof EstimatedTerm
                                ? " supplies only an estimate of its gradient"
                                : " is a scalar without residuals")
                        + "; Gauss-Newton and Levenberg-Marquardt need residuals of every term");
            }
        }
        return new Rows(
                objective.terms().stream().map(term -> (ResidualTerm) term).toList());
    }

    /** The terms' residuals one after the other. */
    private final class Rows implements LinearisedLeastSquares {
        private final List<ResidualTerm> terms;

        Rows(List<ResidualTerm> terms) {
            this.terms = terms;
        }

        @Override
        public int parameters() {
            return dimension();
        }

        @Override
        public int residuals() {
            return terms.stream().mapToInt(ResidualTerm::residuals).sum();
        }

        private double factor(ResidualTerm term) {
            return Math.sqrt(2 * weights.applyAsDouble(term.name()));
        }

        /** Turns the terms' own rows into weighted ones and keeps the terms' values. */
        private void weigh(double[] r) {
            broken = "";
            int at = 0;
            for (ResidualTerm term : terms) {
                double factor = factor(term);
                double value = 0;
                for (int end = at + term.residuals(); at < end; at++) {
                    value += r[at] * r[at];
                    r[at] *= factor;
                }
                keep(term, value, 0);
            }
        }

        @Override
        public void residuals(double[] x, double[] r) {
            int at = 0;
            for (ResidualTerm term : terms) {
                term.residuals(x, r, at);
                at += term.residuals();
            }
            weigh(r);
        }

        @Override
        public void linearise(double[] x, double[] r, double[] jt) {
            int rowLength = residuals();
            int at = 0;
            for (ResidualTerm term : terms) {
                term.linearise(x, r, jt, rowLength, at);
                double factor = factor(term);
                for (int q = 0; q < x.length; q++) {
                    for (int i = q * rowLength + at, end = i + term.residuals(); i < end; i++) {
                        jt[i] *= factor;
                    }
                }
                at += term.residuals();
            }
            weigh(r);
        }

        @Override
        public void linearise(double[] x, double[] r) {
            int at = 0;
            for (ResidualTerm term : terms) {
                term.prepare(x, r, at);
                at += term.residuals();
            }
            weigh(r);
        }

        @Override
        public void times(double[] v, double[] out) {
            int at = 0;
            for (ResidualTerm term : terms) {
                term.times(v, out, at);
                double factor = factor(term);
                for (int end = at + term.residuals(); at < end; at++) {
                    out[at] *= factor;
                }
            }
        }

        @Override
        public void transposedTimes(double[] w, double[] out) {
            java.util.Arrays.fill(out, 0);
            int at = 0;
            for (ResidualTerm term : terms) {
                term.addTransposed(factor(term), w, at, out);
                at += term.residuals();
            }
        }

        @Override
        public double valueAndGradient(double[] x, double[] gradient) {
            return WeightedSum.this.valueAndGradient(x, gradient);
        }
    }
}
