package org.ansatz.lowrank.chebyshev;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.ansatz.lowrank.CanonicalTensor;
import org.ansatz.lowrank.HigherOrderSvd;
import org.ansatz.lowrank.OrthogonalIteration;
import org.ansatz.lowrank.ReducedHigherOrderSvd;
import org.ansatz.lowrank.TuckerTensor;
import org.ansatz.physics.problem.Interval;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/**
 * Makes {@link ChebyshevTucker} functions: tensor-product Chebyshev interpolation, then Tucker compression of the coefficients
 * (arXiv 2503.01696, algorithms 1 to 4, and for Gaussians the fourth without any grid).
 *
 * <p>The compression changes the coefficients by at most the tolerance relative to their norm (for sums of separable terms:
 * relative to the terms, see {@link ReducedHigherOrderSvd}). The interpolation is as good as the number of points allows;
 * where the last coefficients are larger than the tolerance, the warning says so.
 */
public final class ChebyshevApproximation {
    /** How a canonical tensor is compressed. */
    public enum Route {
        /** By the full tensor of coefficients (algorithm 3). */
        FULL,
        /** By its factors only (algorithm 4). */
        REDUCED
    }

    /**
     * What was made.
     *
     * @param firstRanks before the last compression of the core; those of the result where there was only one
     * @param singularValues per axis: of the unfolded coefficients, or of the weighted factors of a sum of separable terms
     * @param tails {@link ChebyshevTucker#tails}
     * @param samples number of values of the function that were computed
     */
    public record Result(
            ChebyshevTucker function, int[] firstRanks, List<double[]> singularValues, double[] tails, long samples) {}

    private final List<Interval> domain;
    private final double tolerance;
    private final Consumer<String> warnings;
    private final int[] ranks;
    private final boolean refined;
    private final String field;

    private ChebyshevApproximation(
            List<Interval> domain,
            double tolerance,
            Consumer<String> warnings,
            int[] ranks,
            boolean refined,
            String field) {
        this.domain = List.copyOf(domain);
        this.tolerance = tolerance;
        this.warnings = warnings;
        this.ranks = ranks;
        this.refined = refined;
        this.field = field;
    }

    /**
     * On a box, to a relative tolerance.
     *
     * @param warnings told when the points do not resolve the function
     */
    public static ChebyshevApproximation on(List<Interval> domain, double tolerance, Consumer<String> warnings) {
        if (domain.isEmpty()) {
            throw new InvalidProblem("an approximation needs at least one coordinate");
        }
        return new ChebyshevApproximation(domain, tolerance, warnings, null, false, "f");
    }

    /** With given ranks in the place of the tolerance; for the routes that form the full tensor of coefficients. */
    public ChebyshevApproximation withRanks(int... wanted) {
        return new ChebyshevApproximation(domain, tolerance, warnings, wanted.clone(), refined, field);
    }

    /** With orthogonal iteration after the higher-order SVD, at its ranks; for the routes that form the full tensor. */
    public ChebyshevApproximation refined() {
        return new ChebyshevApproximation(domain, tolerance, warnings, ranks, true, field);
    }

    /** With a name for the field; {@code f} without. */
    public ChebyshevApproximation named(String name) {
        return new ChebyshevApproximation(domain, tolerance, warnings, ranks, refined, name);
    }

    /**
     * A function, from its values at the product of Chebyshev nodes (algorithm 1).
     *
     * @param points per axis
     * @throws InvalidProblem if a value is not finite, or a number of points is below 2
     */
    public Result of(ToDoubleFunction<double[]> function, int... points) {
        List<ChebyshevAxis> axes = axes(points);
        double[] values = new NodeGrid(axes).values(function);
        return compress(axes, values, values.length);
    }

    /**
     * A function, with as many points per axis as the tolerance needs: first along lines, then on the full grid, and again with
     * more points while the last coefficients are too large.
     *
     * @throws InvalidProblem if a value is not finite
     */
    public Result adaptive(ToDoubleFunction<double[]> function) {
        AdaptivePoints adaptive = new AdaptivePoints(domain, tolerance);
        int[] points = adaptive.alongLines(function);
        while (true) {
            List<ChebyshevAxis> axes = axes(points);
            double[] values = new NodeGrid(axes).values(function);
            adaptive.count(values.length);
            Result result = compressed(axes, values, adaptive.samples());
            int[] more = adaptive.more(points, result.tails());
            if (Arrays.equals(more, points)) {
                warn(result);
                return result;
            }
            points = more;
        }
    }

    /**
     * Values at the cell centres of a uniform grid, through tensor-product splines (algorithm 2). The splines' error, of fourth
     * order in the cells, remains.
     *
     * @param values row-major, the last axis fastest
     * @param cells per axis, at least 4
     */
    public Result grid(double[] values, int[] cells, int... points) {
        List<ChebyshevAxis> axes = axes(points);
        return compress(axes, NodeGrid.splined(axes, values, cells), values.length);
    }

    /** A canonical tensor of values at the cell centres of a uniform grid, through splines of its columns (algorithms 3, 4). */
    public Result canonical(CanonicalGrid tensor, Route route, int... points) {
        List<ChebyshevAxis> axes = axes(points);
        if (route == Route.REDUCED) {
            Result[] result = new Result[1];
            Scope.run(() -> result[0] = reduce(axes, List.of(tensor.atNodes(axes, true)), 0));
            return warn(result[0]);
        }
        double[][] values = new double[1][];
        new NodeGrid(axes).checkSize();
        Scope.run(() -> values[0] = tensor.atNodes(axes, false).reconstruct().toDoubles());
        return compress(axes, values[0], 0);
    }

    /**
     * A sum of Gaussians, from their values at the nodes of each axis alone: no full tensor, no grid; linear in the number of
     * particles.
     *
     * @throws InvalidProblem for a particle outside the box
     */
    public Result gaussians(ParticlePotential potential, int... points) {
        List<ChebyshevAxis> axes = axes(points);
        potential.checkInside(axes);
        long samples = potential.terms() * Arrays.stream(points).sum();
        return warn(reduce(axes, potential.coefficients(axes), samples));
    }

    /** A sum of Gaussians, with as many points per axis as the tolerance needs. */
    public Result adaptive(ParticlePotential potential) {
        int[] points = new AdaptivePoints(domain, tolerance).ofGaussians(potential);
        return gaussians(potential, points);
    }

    private List<ChebyshevAxis> axes(int[] points) {
        if (points.length != domain.size()) {
            throw new InvalidProblem(
                    points.length + " numbers of points for a box with " + domain.size() + " coordinates");
        }
        return IntStream.range(0, points.length)
                .mapToObj(k -> new ChebyshevAxis(domain.get(k), points[k]))
                .toList();
    }

    private Result reduce(List<ChebyshevAxis> axes, Iterable<CanonicalTensor> parts, long samples) {
        if (ranks != null || refined) {
            throw new InvalidProblem(
                    "ranks and refinement are for routes that form the full tensor of coefficients; a sum"
                            + " of separable terms is compressed to a tolerance");
        }
        Result[] result = new Result[1];
        Scope.run(() -> {
            HigherOrderSvd first = ReducedHigherOrderSvd.of(parts, tolerance);
            HigherOrderSvd second = HigherOrderSvd.recompress(first.tensor(), tolerance);
            double[] tails = ChebyshevTucker.of(field, axes, second.tensor()).tails();
            result[0] = result(axes, second.tensor(), first, tails, samples);
        });
        return result[0];
    }

    private Result compress(List<ChebyshevAxis> axes, double[] values, long samples) {
        return warn(compressed(axes, values, samples));
    }

    private Result compressed(List<ChebyshevAxis> axes, double[] values, long samples) {
        int[] shape = axes.stream().mapToInt(ChebyshevAxis::points).toArray();
        double[] coefficients = values.clone();
        for (int k = 0; k < shape.length; k++) {
            ChebyshevTransform.alongMode(coefficients, shape, k);
        }
        Result[] result = new Result[1];
        Scope.run(() -> {
            Tensor dense =
                    Tensor.of(coefficients, Arrays.stream(shape).asLongStream().toArray());
            HigherOrderSvd svd = ranks == null
                    ? HigherOrderSvd.byTolerance(dense, tolerance)
                    : HigherOrderSvd.byRanks(
                            dense, Arrays.stream(ranks).asLongStream().toArray());
            TuckerTensor tensor = refined ? refined(dense, svd.tensor()) : svd.tensor();
            result[0] = result(axes, tensor, svd, ChebyshevTucker.tails(dense), samples);
        });
        return result[0];
    }

    /** Orthogonal iteration; where a tolerance gives the ranks, the small core is decomposed once more, which lowers them. */
    private TuckerTensor refined(Tensor dense, TuckerTensor start) {
        TuckerTensor tensor = OrthogonalIteration.refine(dense, start).tensor();
        return ranks == null ? HigherOrderSvd.recompress(tensor, tolerance).tensor() : tensor;
    }

    private Result result(
            List<ChebyshevAxis> axes, TuckerTensor tensor, HigherOrderSvd first, double[] tails, long samples) {
        ChebyshevTucker function = ChebyshevTucker.of(field, axes, tensor);
        int[] firstRanks =
                Arrays.stream(first.tensor().ranks()).mapToInt(Math::toIntExact).toArray();
        return new Result(function, firstRanks, first.singularValues(), tails, samples);
    }

    private Result warn(Result result) {
        List<String> axes = new ArrayList<>();
        for (int k = 0; k < result.tails().length; k++) {
            if (result.tails()[k] > tolerance) {
                axes.add(String.format(
                        Locale.ROOT,
                        "axis %d (%d points): last coefficients %.1e",
                        k,
                        result.function().axes().get(k).points(),
                        result.tails()[k]));
            }
        }
        if (!axes.isEmpty()) {
            warnings.accept("not resolved to " + tolerance + " of the coefficients' norm, use more points: "
                    + String.join(", ", axes));
        }
        return result;
    }
}
