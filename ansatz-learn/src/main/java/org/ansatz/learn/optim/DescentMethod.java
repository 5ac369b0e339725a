package org.ansatz.learn.optim;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ansatz.tensor.io.NdArray;

/**
 * Deterministic minimisation by a search direction and a line search, one {@link #step()} at a time.
 *
 * <p>The state (point, curvature, counters) can be taken out and put back with {@link #state()} and {@link #restore}: the
 * run continues with the same bits. If the objective changes (new collocation points), call {@link #refresh()}; curvature
 * is kept.
 */
public abstract sealed class DescentMethod implements Optimizer permits LBfgs, DenseQuasiNewton {
    private final SmoothObjective objective;
    private final StrongWolfe search = new StrongWolfe();
    private final double[] x;
    private final double[] gradient;
    private final double[] direction;
    private final double[] trial;
    private final double[] trialGradient;
    private final double[] moved;
    private final double[] change;
    private double tolerance = 1e-14;
    private double value;
    private boolean evaluated;
    private boolean directionKnown;
    private long iterations;

    DescentMethod(SmoothObjective objective, double[] start) {
        objective.requireExactGradient();
        this.objective = objective;
        x = start(objective, start);
        int n = x.length;
        gradient = new double[n];
        direction = new double[n];
        trial = new double[n];
        trialGradient = new double[n];
        moved = new double[n];
        change = new double[n];
    }

    /** A copy of a starting point that fits the objective. */
    static double[] start(SmoothObjective objective, double[] start) {
        if (start.length != objective.dimension()) {
            throw new IllegalArgumentException(
                    "the starting point has " + start.length + " entries, the objective has " + objective.dimension());
        }
        return start.clone();
    }

    /** Sets the gradient norm (largest entry) at which {@link #step()} reports convergence; 1e-14 at first. */
    public void setTolerance(double tolerance) {
        this.tolerance = tolerance;
    }

    @Override
    public double[] point() {
        return x.clone();
    }

    /** Value at the current point, NaN before the first step. */
    public double value() {
        return evaluated ? value : Double.NaN;
    }

    /** Steps that moved the point. */
    public long iterations() {
        return iterations;
    }

    /** Keeps the curvature. */
    @Override
    public void refresh() {
        evaluated = false;
        directionKnown = false;
    }

    /** Forgets the curvature. */
    public final void reset() {
        forget();
        directionKnown = false;
    }

    @Override
    public boolean toleratesFreshBatches() {
        return false;
    }

    @Override
    public void moveTo(double[] point) {
        System.arraycopy(point, 0, x, 0, x.length);
        refresh();
    }

    /** One direction and line search. A failed search is repeated once along the negative gradient. */
    @Override
    public Step step() {
        int evaluations = 0;
        if (!evaluated) {
            value = objective.valueAndGradient(x, gradient);
            evaluated = true;
            evaluations++;
        }
        double norm = Vectors.norm(gradient);
        if (!Double.isFinite(value) || !Double.isFinite(norm)) {
            return new Step(value, norm, Status.NOT_FINITE, 0, evaluations);
        }
        if (Vectors.maxNorm(gradient) <= tolerance) {
            return new Step(value, norm, Status.CONVERGED, 0, evaluations);
        }
        while (true) {
            boolean fresh = isFresh();
            if (!directionKnown) {
                direct(gradient, direction);
            }
            directionKnown = false;
            double slope = Vectors.dot(direction, gradient);
            boolean downhill = slope < 0 && Double.isFinite(slope);
            // Without curvature the direction has the gradient's length: begin with a move of length one at most.
            double first = fresh ? Math.min(1, 1 / norm) : 1;
            boolean found = downhill && search.search(line(), value, slope, first);
            evaluations += downhill ? search.evaluations() : 0;
            if (found) {
                double length = search.step();
                Vectors.subtract(trial, x, moved);
                Vectors.subtract(trialGradient, gradient, change);
                double curvatureAlong = -length * Vectors.dot(moved, gradient);
                System.arraycopy(trial, 0, x, 0, x.length);
                System.arraycopy(trialGradient, 0, gradient, 0, x.length);
                value = search.value();
                directionKnown = learn(moved, change, curvatureAlong, gradient, direction);
                iterations++;
                return new Step(value, Vectors.norm(gradient), Status.MOVED, length, evaluations);
            }
            if (fresh) {
                return new Step(value, norm, Status.STALLED, 0, evaluations);
            }
            forget();
        }
    }

    private StrongWolfe.Line line() {
        return new StrongWolfe.Line() {
            @Override
            public double value(double step) {
                for (int i = 0; i < x.length; i++) {
                    trial[i] = x[i] + step * direction[i];
                }
                return objective.valueAndGradient(trial, trialGradient);
            }

            @Override
            public double slope() {
                return Vectors.dot(trialGradient, direction);
            }
        };
    }

    @Override
    public final Map<String, NdArray> state() {
        Map<String, NdArray> state = new LinkedHashMap<>();
        state.put("point", NdArray.of(x.clone()));
        state.put("gradient", NdArray.of(gradient.clone()));
        state.put("direction", NdArray.of(direction.clone()));
        state.put("scalars", NdArray.of(value, evaluated ? 1 : 0, directionKnown ? 1 : 0, (double) iterations));
        save(state);
        return state;
    }

    @Override
    public final void restore(Map<String, NdArray> state) {
        copy(state, "point", x);
        copy(state, "gradient", gradient);
        copy(state, "direction", direction);
        double[] scalars = new double[4];
        copy(state, "scalars", scalars);
        value = scalars[0];
        evaluated = scalars[1] != 0;
        directionKnown = scalars[2] != 0;
        iterations = (long) scalars[3];
        load(state);
    }

    static void copy(Map<String, NdArray> state, String name, double[] into) {
        NdArray array = state.get(name);
        if (array == null || array.values().length != into.length) {
            throw new IllegalArgumentException("the optimizer's state needs \"" + name + "\" with " + into.length
                    + " entries, found " + (array == null ? "none" : array.values().length));
        }
        System.arraycopy(array.values(), 0, into, 0, into.length);
    }

    final int dimension() {
        return x.length;
    }

    /** Whether no curvature has been learnt. */
    abstract boolean isFresh();

    abstract void forget();

    /** {@code direction = -H gradient}. */
    abstract void direct(double[] gradient, double[] direction);

    /**
     * Learns from a move.
     *
     * @param curvatureAlong {@code s^T B s} with the old {@code B = H^-1}, known without forming B
     * @return whether {@code direction} was filled for the new gradient on the way
     */
    abstract boolean learn(double[] s, double[] y, double curvatureAlong, double[] gradient, double[] direction);

    abstract void save(Map<String, NdArray> state);

    abstract void load(Map<String, NdArray> state);
}
