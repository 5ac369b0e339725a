package org.ansatz.lowrank.chebyshev;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.ansatz.lowrank.HigherOrderSvd;
import org.ansatz.lowrank.TuckerTensor;
import org.ansatz.physics.expr.Expr.FieldTerm;
import org.ansatz.physics.problem.Ansatz;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;
import org.ansatz.tensor.jet.MultiIndex;

/**
 * A function on a box, {@code f(x) = sum g_{ab..} u_a(x_1) v_b(x_2) ..}: a Tucker tensor whose factors are Chebyshev series
 * (arXiv 2503.01696). Immutable; the numbers are plain arrays and need no scope. {@link ChebyshevApproximation} makes them.
 *
 * <p>Storage is {@code sum n_k r_k + prod r_k} numbers. The value at a point costs {@code sum n_k r_k + prod r_k} multiplications;
 * derivatives of any order are exact for the series.
 */
public final class ChebyshevTucker implements Ansatz {
    private final String field;
    private final List<ChebyshevAxis> axes;
    private final double[] core;
    private final double[][] columns;
    private final int[] ranks;
    private final boolean extrapolating;

    /**
     * @param core row-major, of the shape of the ranks
     * @param columns coefficients of the factors by axis, [points][rank] row-major
     */
    ChebyshevTucker(
            String field,
            List<ChebyshevAxis> axes,
            int[] ranks,
            double[] core,
            double[][] columns,
            boolean extrapolating) {
        this.field = field;
        this.axes = List.copyOf(axes);
        this.ranks = ranks;
        this.core = core;
        this.columns = columns;
        this.extrapolating = extrapolating;
    }

    /** Takes the numbers of a tensor of Chebyshev coefficients. */
    static ChebyshevTucker of(String field, List<ChebyshevAxis> axes, TuckerTensor coefficients) {
        int[] ranks =
                Arrays.stream(coefficients.ranks()).mapToInt(Math::toIntExact).toArray();
        double[][] columns =
                coefficients.matrices().stream().map(Tensor::toDoubles).toArray(double[][]::new);
        return new ChebyshevTucker(field, axes, ranks, coefficients.core().toDoubles(), columns, false);
    }

    /** The tensor of Chebyshev coefficients, its factors in the current scope. */
    public TuckerTensor coefficients() {
        List<Tensor> matrices = new ArrayList<>();
        for (int k = 0; k < ranks.length; k++) {
            matrices.add(Tensor.of(columns[k], axes.get(k).points(), ranks[k]));
        }
        return new TuckerTensor(coreTensor(), matrices);
    }

    private Tensor coreTensor() {
        return Tensor.of(core, Arrays.stream(ranks).asLongStream().toArray());
    }

    // ---------------------------------------------------------------- description

    public List<ChebyshevAxis> axes() {
        return axes;
    }

    public int[] ranks() {
        return ranks.clone();
    }

    @Override
    public List<String> fields() {
        return List.of(field);
    }

    String field() {
        return field;
    }

    double[] core() {
        return core;
    }

    double[] columns(int axis) {
        return columns[axis];
    }

    @Override
    public int maximumOrder() {
        return Integer.MAX_VALUE;
    }

    /** Number of stored numbers. */
    @Override
    public long parameterCount() {
        return core.length + Arrays.stream(columns).mapToLong(c -> c.length).sum();
    }

    /**
     * For each axis the norm of the last coefficients (two, or one of fewer than four) relative to the norm of all: where it is
     * not small, there are too few points.
     */
    public double[] tails() {
        double[] tails = new double[ranks.length];
        Scope.run(() -> {
            TuckerTensor all = HigherOrderSvd.orthogonalise(coefficients());
            double whole = all.norm().item();
            for (int k = 0; k < tails.length; k++) {
                List<Tensor> matrices = new ArrayList<>(all.matrices());
                int points = axes.get(k).points();
                int last = lastCoefficients(points);
                matrices.set(k, matrices.get(k).narrow(0, points - last, last));
                double tail = new TuckerTensor(all.core(), matrices).norm().item();
                tails[k] = whole == 0 ? 0 : tail / whole;
            }
        });
        return tails;
    }

    /** {@link #tails} of coefficients that have not been compressed: ranks that are too low do not hide them. */
    static double[] tails(Tensor coefficients) {
        double whole = coefficients.square().sum().sqrt().item();
        double[] tails = new double[coefficients.dim()];
        for (int k = 0; k < tails.length; k++) {
            long points = coefficients.size(k);
            int last = lastCoefficients(points);
            double tail = coefficients
                    .narrow(k, points - last, last)
                    .square()
                    .sum()
                    .sqrt()
                    .item();
            tails[k] = whole == 0 ? 0 : tail / whole;
        }
        return tails;
    }

    private static int lastCoefficients(long points) {
        return points < 4 ? 1 : 2;
    }

    // ---------------------------------------------------------------- values

    /** The same function, to be asked outside its box too, where the series grow fast and approximate nothing. */
    public ChebyshevTucker extrapolating() {
        return new ChebyshevTucker(field, axes, ranks, core, columns, true);
    }

    /** The value at a point. */
    public double at(double... point) {
        double[][] inputs = new double[point.length][];
        Arrays.setAll(inputs, k -> new double[] {point[k]});
        return evaluate(inputs)[0];
    }

    /**
     * Values at many points.
     *
     * @param inputs [axes][n]
     * @throws InvalidProblem for a point outside the box, unless {@link #extrapolating}
     */
    public double[] evaluate(double[][] inputs) {
        return evaluateOrders(inputs, List.of(MultiIndex.zero(ranks.length)))[0];
    }

    /**
     * Values of partial derivatives at many points.
     *
     * @throws InvalidProblem for a point outside the box, unless {@link #extrapolating}
     */
    @Override
    public double[][] evaluate(double[][] inputs, List<FieldTerm> terms) {
        for (FieldTerm term : terms) {
            if (!term.field().equals(field) || term.orders().dimension() != ranks.length) {
                throw new IllegalArgumentException(
                        "no " + term + "; the only field is " + field + " of " + ranks.length + " coordinates");
            }
        }
        return evaluateOrders(inputs, terms.stream().map(FieldTerm::orders).toList());
    }

    private double[][] evaluateOrders(double[][] inputs, List<MultiIndex> orders) {
        checkInputs(inputs);
        return new PointEvaluation(this, orders).at(inputs);
    }

    private void checkInputs(double[][] inputs) {
        if (inputs.length != ranks.length) {
            throw new IllegalArgumentException(
                    "points with " + inputs.length + " coordinates, the function has " + ranks.length);
        }
        for (int k = 0; k < inputs.length; k++) {
            for (double x : inputs[k]) {
                check(k, x);
            }
        }
    }

    /** Rounding of a coordinate is not outside. */
    private static final double SLACK = 1e-12;

    private void check(int axis, double x) {
        if (!extrapolating && !(Math.abs(axes.get(axis).unit(x)) <= 1 + SLACK)) {
            throw new InvalidProblem("coordinate " + axis + " is " + x + ", outside ["
                    + axes.get(axis).interval().min() + ", "
                    + axes.get(axis).interval().max()
                    + "] where the function is approximated; extrapolating() allows it");
        }
    }

    /**
     * The tensor of values on the product of given coordinates (algebraic Tucker format), its factors in the current
     * scope. {@link HigherOrderSvd#orthogonalise} makes the factors orthonormal.
     *
     * @param coordinates [axes][..]
     */
    public TuckerTensor sample(double[]... coordinates) {
        checkInputs(coordinates);
        List<Tensor> matrices = new ArrayList<>();
        for (int k = 0; k < ranks.length; k++) {
            double[] rows = PointEvaluation.factor(this, k, coordinates[k]);
            matrices.add(Tensor.of(rows, ranks[k], coordinates[k].length).mT());
        }
        return new TuckerTensor(coreTensor(), matrices);
    }

    /** Values on the product of given coordinates, row by row, the last axis fastest. */
    public double[] onGrid(double[]... coordinates) {
        double[][] values = new double[1][];
        Scope.run(() -> values[0] = sample(coordinates).reconstruct().toDoubles());
        return values[0];
    }

    // ---------------------------------------------------------------- calculus

    /** The function of the other coordinates at a fixed value of one. */
    public ChebyshevTucker slice(int axis, double x) {
        if (ranks.length < 2) {
            throw new IllegalArgumentException("a function of one coordinate has values, not slices");
        }
        check(axis, x);
        ChebyshevAxis cut = axes.get(axis);
        double[] polynomials = new double[cut.points()];
        cut.polynomials(new double[] {x}, 0, polynomials, 1);
        return remaining(axis, polynomials);
    }

    /** Contracts one axis with weights of its coefficients. */
    private ChebyshevTucker remaining(int axis, double[] weights) {
        List<ChebyshevAxis> others = new ArrayList<>(axes);
        others.remove(axis);
        return convert(others, all -> {
            List<Tensor> matrices = new ArrayList<>(all.matrices());
            Tensor row = Tensor.of(weights, 1, weights.length).matmul(matrices.get(axis));
            matrices.set(axis, row);
            return new TuckerTensor(all.core(), matrices).select(axis, 0);
        });
    }

    private ChebyshevTucker convert(List<ChebyshevAxis> newAxes, Function<TuckerTensor, TuckerTensor> change) {
        ChebyshevTucker[] result = new ChebyshevTucker[1];
        Scope.run(() -> result[0] = of(field, newAxes, change.apply(coefficients())));
        return extrapolating ? result[0].extrapolating() : result[0];
    }

    /** The partial derivative by one coordinate. */
    public ChebyshevTucker derivative(int axis) {
        double[][] changed = columns.clone();
        changed[axis] = axes.get(axis).derivative(columns[axis], ranks[axis]);
        return new ChebyshevTucker(field, axes, ranks, core, changed, extrapolating);
    }

    /** All first derivatives. */
    public List<ChebyshevTucker> gradient() {
        return IntStream.range(0, ranks.length).mapToObj(this::derivative).toList();
    }

    /** The integral over the box. */
    public double integrate() {
        double[] sum = new double[1];
        Scope.run(() -> {
            List<Tensor> rows = new ArrayList<>();
            for (int k = 0; k < ranks.length; k++) {
                double[] integrals = axes.get(k).integrals();
                rows.add(Tensor.of(integrals, 1, integrals.length)
                        .matmul(Tensor.of(columns[k], integrals.length, ranks[k])));
            }
            sum[0] = new TuckerTensor(coreTensor(), rows).reconstruct().item();
        });
        return sum[0];
    }

    /**
     * The integral of the product of two functions over their box.
     *
     * @throws IllegalArgumentException if the boxes differ
     */
    public double inner(ChebyshevTucker other) {
        return CommonAxes.of(this, other).inner(this, other);
    }

    // ---------------------------------------------------------------- algebra

    /** This times a number. */
    public ChebyshevTucker scale(double factor) {
        double[] scaled = Arrays.stream(core).map(c -> c * factor).toArray();
        return new ChebyshevTucker(field, axes, ranks, scaled, columns, extrapolating);
    }

    /**
     * The sum, with the larger number of points on each axis; the ranks add until {@link #recompress}.
     *
     * @throws IllegalArgumentException if the boxes differ
     */
    public ChebyshevTucker plus(ChebyshevTucker other) {
        CommonAxes common = CommonAxes.of(this, other);
        return convert(common.axes(), all -> common.padded(this).plus(common.padded(other)));
    }

    /** Lowers the ranks; coefficients change by at most the tolerance relative to their norm. */
    public ChebyshevTucker recompress(double tolerance) {
        return convert(axes, all -> HigherOrderSvd.recompress(all, tolerance).tensor());
    }
}
