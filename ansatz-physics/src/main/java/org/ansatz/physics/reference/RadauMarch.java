package org.ansatz.physics.reference;

import java.util.ArrayList;
import java.util.List;
import org.ansatz.physics.problem.Interval;
import org.ansatz.physics.problem.NumericalFailure;
import org.hipparchus.complex.Complex;

/**
 * Marches collocated systems in slabs of the marching input, each slab one step of Radau IIA. Equations of second order in
 * the marching input are taken as the pair of first order that they stand for, and fields without a derivative in it
 * (pressure) are solved for at every stage, as in any differential-algebraic system. Several systems (one per value of a
 * ranging parameter) share their slabs.
 *
 * <p>Newton's method takes one Jacobian per slab, so that the stages separate; the slab's length follows from the last
 * coefficient of its expansion in the marching input, relative to the largest norm that the field has had.
 */
final class RadauMarch {
    /** What a slab gives: coefficients in the expansion of the marching input, [system][time coefficient][unknowns]. */
    record Slab(Interval interval, double[][][] coefficients) {}

    /** Receives accepted slabs. */
    interface Listener {
        /** Returns whether to go on. */
        boolean accept(Slab slab);
    }

    private static final int STAGES = 7;
    private static final int MOST_ITERATIONS = 14;
    private static final double SLOWEST_CONTRACTION = 0.6;
    private static final double REUSE_CONTRACTION = 0.05;
    private static final double ROUNDING = 1e-11;
    // A first slab that is still too long at this share of the span starts away from the conditions.
    private static final double INCONSISTENT = 1e-6;

    private final List<CollocationSystem> systems;
    private final Interval span;
    private final double tolerance;
    private final int[] orders;
    private final int highest;
    private final RadauTableau tableau = new RadauTableau(STAGES);
    private final double[][] stageTransform;
    private final double[] scales;
    private final double[][][] start;
    private final boolean linear;
    private List<StageSystem[]> factors;
    private double factorised;
    private double contraction;
    private long iterations;

    /**
     * @param orders highest derivative of each field by the marching input
     * @param initial [system][derivative][coefficients]
     * @param tolerance relative error of a slab
     */
    RadauMarch(List<CollocationSystem> systems, Interval span, int[] orders, double[][][] initial, double tolerance) {
        this.systems = systems;
        this.span = span;
        this.tolerance = tolerance;
        this.orders = orders;
        int most = 0;
        for (int r : orders) {
            most = Math.max(most, r);
        }
        highest = most;
        start = new double[initial.length][][];
        for (int s = 0; s < initial.length; s++) {
            start[s] = new double[Math.max(1, highest)][];
            for (int q = 0; q < start[s].length; q++) {
                start[s][q] = initial[s][q].clone();
            }
        }
        scales = new double[orders.length];
        double[][] toValues = new double[STAGES + 1][];
        ChebyshevBasis unit = new ChebyshevBasis(new Interval(0, 1));
        for (int i = 0; i <= STAGES; i++) {
            toValues[i] = unit.row(tableau.nodes()[i], 0, STAGES + 1);
        }
        stageTransform = inverse(toValues);
        linear = systems.get(0).linear();
    }

    private static double[][] inverse(double[][] matrix) {
        return org.hipparchus.linear.MatrixUtils.inverse(new org.hipparchus.linear.Array2DRowRealMatrix(matrix, true))
                .getData();
    }

    long iterations() {
        return iterations;
    }

    /**
     * Marches to the end, or until the listener has enough.
     *
     * @throws ShrinkingSlabs if slabs shrink below rounding
     */
    void run(Listener listener) {
        double t = span.min();
        double h = span.length() / 16;
        noteScales(start);
        double[][][] last = null;
        double lastLength = 0;
        boolean consistent = false;
        while (t < span.max()) {
            double remaining = span.max() - t;
            h = remaining / Math.ceil(remaining / h * (1 - 1e-10));
            if (!consistent && last == null && h < INCONSISTENT * span.length()) {
                consistent = true;
                project(t, INCONSISTENT * span.length());
                h = span.length() / 16;
                continue;
            }
            if (h < 1e-12 * span.length()) {
                throw new ShrinkingSlabs(h, t, systems.get(0).describe(0));
            }
            double[][][][] states = step(t, h, last, lastLength);
            if (states == null) {
                h *= 0.3;
                continue;
            }
            double[][][] expansion = expansion(states);
            double error = lastCoefficient(expansion);
            double factor =
                    Math.min(3, Math.max(0.2, 0.85 * Math.pow(tolerance / Math.max(error, 1e-300), 1.0 / STAGES)));
            if (!(error <= tolerance)) {
                h *= Math.min(0.8, factor);
                continue;
            }
            double end = h >= remaining * (1 - 1e-10) ? span.max() : t + h;
            if (!listener.accept(new Slab(new Interval(t, end), expansion))) {
                return;
            }
            for (int s = 0; s < start.length; s++) {
                for (int q = 0; q < start[s].length; q++) {
                    start[s][q] = states[s][q][STAGES - 1];
                }
            }
            noteScales(start);
            last = expansion;
            lastLength = h;
            t = end;
            h *= factor > 1.25 ? factor : Math.min(1, factor);
        }
    }

    /**
     * Moves the start onto the conditions, which given values at few points may miss (a derivative of theirs at the boundary):
     * to the end of a slab that is too short for anything else to happen.
     */
    private void project(double t, double h) {
        double[][][][] states = step(t, h, null, 0);
        if (states != null) {
            for (int s = 0; s < start.length; s++) {
                for (int q = 0; q < start[s].length; q++) {
                    start[s][q] = states[s][q][STAGES - 1];
                }
            }
        }
    }

    /** Stage values of all derivatives, [system][derivative][stage][unknowns], or null if Newton did not converge. */
    private double[][][][] step(double t, double h, double[][][] last, double lastLength) {
        double[][][][] states = new double[systems.size()][][][];
        double[] times = new double[STAGES];
        for (int i = 0; i < STAGES; i++) {
            times[i] = t + h * tableau.nodes()[i + 1];
        }
        for (int s = 0; s < states.length; s++) {
            states[s] = new double[highest + 1][STAGES][start[s][0].length];
            predict(states[s][0], start[s][0], last == null || h > 2 * lastLength ? null : last[s], h / lastLength);
            differentiate(states[s], start[s], h);
        }
        boolean reuse =
                factors != null && Math.abs(factorised - h) <= 1e-9 * h && (linear || contraction < REUSE_CONTRACTION);
        if (!reuse) {
            factorise(times[STAGES / 2], h, states);
        }
        contraction = 0;
        for (int s = 0; s < states.length; s++) {
            if (!newton(s, times, h, states[s])) {
                if (reuse && !linear) {
                    factors = null;
                    return step(t, h, last, lastLength);
                }
                return null;
            }
        }
        return states;
    }

    private void predict(double[][] stages, double[] from, double[][] last, double ratio) {
        ChebyshevBasis unit = new ChebyshevBasis(new Interval(0, 1));
        for (int i = 0; i < STAGES; i++) {
            if (last == null) {
                System.arraycopy(from, 0, stages[i], 0, from.length);
                continue;
            }
            double[] row = unit.row(1 + ratio * tableau.nodes()[i + 1], 0, STAGES + 1);
            for (int k = 0; k <= STAGES; k++) {
                for (int j = 0; j < from.length; j++) {
                    stages[i][j] += row[k] * last[k][j];
                }
            }
        }
    }

    /** Derivatives at the stages from values there and at the start. */
    private void differentiate(double[][][] states, double[][] from, double h) {
        for (int q = 1; q <= highest; q++) {
            for (int i = 0; i < STAGES; i++) {
                double[] own = states[q][i];
                double[] first = from[q - 1];
                for (int j = 0; j < own.length; j++) {
                    own[j] = tableau.start(i) / h * first[j];
                }
                for (int k = 0; k < STAGES; k++) {
                    double factor = tableau.inner(i, k) / h;
                    double[] below = states[q - 1][k];
                    for (int j = 0; j < own.length; j++) {
                        own[j] += factor * below[j];
                    }
                }
            }
        }
    }

    private void factorise(double time, double h, double[][][][] states) {
        factors = new ArrayList<>();
        factorised = h;
        for (int s = 0; s < states.length; s++) {
            double[][] middle = new double[highest + 1][];
            for (int q = 0; q <= highest; q++) {
                middle[q] = states[s][q][STAGES / 2];
            }
            CollocationSystem system = systems.get(s);
            double[][] jacobians = system.jacobians(time, middle);
            StageSystem[] own = new StageSystem[STAGES];
            for (int k = 0; k < STAGES; k++) {
                Complex eigenvalue = tableau.eigenvalue(k);
                if (eigenvalue.getImaginary() >= 0) {
                    own[k] = new StageSystem(
                            jacobians,
                            system.rows(),
                            system.layout().size(),
                            system.equationRows(),
                            eigenvalue.divide(h));
                    if (own[k].singular()) {
                        throw new NumericalFailure("classical: the system of the step at " + time + " of length " + h
                                + " is singular: the conditions do not determine the solution");
                    }
                }
            }
            factors.add(own);
        }
    }

    private boolean newton(int s, double[] times, double h, double[][][] states) {
        double last = Double.POSITIVE_INFINITY;
        for (int it = 0; it < MOST_ITERATIONS; it++) {
            iterations++;
            double[][] residuals = systems.get(s).residuals(times, states);
            double[][] step = correction(s, residuals, states[0][0].length);
            for (int i = 0; i < STAGES; i++) {
                for (int j = 0; j < step[i].length; j++) {
                    states[0][i][j] -= step[i][j];
                }
            }
            differentiate(states, start[s], h);
            double size = relative(s, step);
            if (!Double.isFinite(size)) {
                return false;
            }
            double theta = size / last;
            if (it > 0 && theta < 1) {
                contraction = Math.max(contraction, size > ROUNDING ? theta : 0);
            }
            boolean enough = it > 0 && theta < 1 && theta / (1 - theta) * size <= 0.01 * tolerance;
            if (enough || size < 1e-14 || size < ROUNDING && theta > 0.3) {
                return true;
            }
            if (it > 1 && theta > SLOWEST_CONTRACTION) {
                return false;
            }
            last = size;
        }
        return false;
    }

    private double[][] correction(int s, double[][] residuals, int size) {
        double[][] step = new double[STAGES][size];
        int rows = residuals[0].length;
        for (int k = 0; k < STAGES; k++) {
            StageSystem system = factors.get(s)[k];
            if (system == null) {
                continue;
            }
            double[] re = new double[rows];
            double[] im = new double[rows];
            for (int i = 0; i < STAGES; i++) {
                Complex z = tableau.inverse(k, i);
                for (int j = 0; j < rows; j++) {
                    re[j] += z.getReal() * residuals[i][j];
                    im[j] += z.getImaginary() * residuals[i][j];
                }
            }
            system.solve(re, im);
            // A conjugate pair is solved once and counted twice.
            double twice = tableau.eigenvalue(k).getImaginary() > 0 ? 2 : 1;
            for (int i = 0; i < STAGES; i++) {
                Complex z = tableau.vector(i, k);
                for (int j = 0; j < size; j++) {
                    step[i][j] += twice * (z.getReal() * re[j] - z.getImaginary() * im[j]);
                }
            }
        }
        return step;
    }

    private double norm(int s, double[] vector, int field) {
        Layout layout = systems.get(s).layout();
        int from = layout.offset(field);
        double sum = 0;
        for (int j = from; j < from + layout.size(field); j++) {
            sum += vector[j] * vector[j];
        }
        return Math.sqrt(sum);
    }

    private void noteScales(double[][][] values) {
        double all = 0;
        for (int f = 0; f < scales.length; f++) {
            for (int s = 0; s < values.length; s++) {
                scales[f] = Math.max(scales[f], norm(s, values[s][0], f));
            }
            all = Math.max(all, scales[f]);
        }
        for (int f = 0; f < scales.length; f++) {
            // A field that starts at rest is measured against the others until it moves.
            scales[f] = Math.max(scales[f], all > 0 ? 1e-3 * all : 0);
        }
    }

    private double scale(int field) {
        return scales[field] > 0 ? scales[field] : 1;
    }

    private double relative(int s, double[][] stages) {
        double most = 0;
        for (double[] stage : stages) {
            for (int f = 0; f < scales.length; f++) {
                double r = norm(s, stage, f) / scale(f);
                most = Double.isNaN(r) ? Double.NaN : Math.max(most, r);
            }
        }
        return most;
    }

    /** Chebyshev coefficients in the marching input, [system][coefficient][unknowns]. */
    private double[][][] expansion(double[][][][] states) {
        double[][][] result = new double[states.length][STAGES + 1][];
        double[] unit = extrapolation();
        for (int s = 0; s < states.length; s++) {
            Layout layout = systems.get(s).layout();
            int size = layout.size();
            double[][] values = new double[STAGES + 1][];
            values[0] = start[s][0].clone();
            System.arraycopy(states[s][0], 0, values, 1, STAGES);
            for (int f = 0; f < orders.length; f++) {
                int from = layout.offset(f);
                for (int j = from; orders[f] == 0 && j < from + layout.size(f); j++) {
                    values[0][j] = 0;
                    for (int i = 0; i < STAGES; i++) {
                        values[0][j] += unit[i] * values[i + 1][j];
                    }
                }
            }
            for (int k = 0; k <= STAGES; k++) {
                result[s][k] = new double[size];
                for (int i = 0; i <= STAGES; i++) {
                    for (int j = 0; j < size; j++) {
                        result[s][k][j] += stageTransform[k][i] * values[i][j];
                    }
                }
            }
        }
        return result;
    }

    /** Weights of the stages in the value at the start of the polynomial through the stages alone. */
    private double[] extrapolation() {
        double[] c = tableau.nodes();
        double[] weights = new double[STAGES];
        for (int i = 1; i <= STAGES; i++) {
            weights[i - 1] = 1;
            for (int k = 1; k <= STAGES; k++) {
                weights[i - 1] *= k == i ? 1 : c[k] / (c[k] - c[i]);
            }
        }
        return weights;
    }

    private double lastCoefficient(double[][][] expansion) {
        double most = 0;
        for (int s = 0; s < expansion.length; s++) {
            for (int f = 0; f < orders.length; f++) {
                // Fields solved for at the stages alone have a polynomial of one degree less.
                int degree = orders[f] == 0 ? STAGES - 1 : STAGES;
                double own = norm(s, expansion[s][degree], f);
                double before = norm(s, expansion[s][degree - 1], f);
                // One coefficient may vanish by symmetry; coefficients of smooth functions fall at least this fast
                // here.
                most = Math.max(most, Math.max(own, 0.02 * before) / scale(f));
            }
        }
        return most;
    }
}
