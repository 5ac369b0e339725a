package org.ansatz.studies;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.ansatz.lowrank.HigherOrderSvd;
import org.ansatz.lowrank.OrthogonalIteration;
import org.ansatz.lowrank.chebyshev.CanonicalGrid;
import org.ansatz.lowrank.chebyshev.ChebyshevApproximation.Result;
import org.ansatz.lowrank.chebyshev.ChebyshevAxis;
import org.ansatz.lowrank.chebyshev.ChebyshevTucker;
import org.ansatz.lowrank.chebyshev.GaussianKernel;
import org.ansatz.lowrank.chebyshev.NewtonKernel;
import org.ansatz.lowrank.chebyshev.ParticlePotential;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.physics.report.Pictures.Curve;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/**
 * The long-range potential of random charges: ranks over the number of charges and of Gaussians, errors against the direct
 * sum, storage, speed of evaluation, and the Tucker ranks of a fine grid.
 */
final class ParticleExperiment {
    private static final double TOLERANCE = 1e-7;
    private static final int LONG_RANGE = 10;
    private static final int[] COUNTS = {100, 200, 300, 400, 500, 600};
    private static final int TEST_POINTS = 500;
    private static final double MEGABYTE = 1e6;

    private final int points;
    private final Run run;
    private final ChebyshevTuckerPictures pictures;
    private final double[][] test;

    ParticleExperiment(int points, Run run, ChebyshevTuckerPictures pictures) {
        this.points = points;
        this.run = run;
        this.pictures = pictures;
        test = UnitCube.points(TEST_POINTS, 1, RandomStream.seeded(run.seed()).child(0));
    }

    /** Random charges of modulus 1/2 to 3/2 and either sign in [-0.9, 0.9]^3. */
    private ParticlePotential charges(int count, int gaussians) {
        RandomStream random = RandomStream.seeded(run.seed()).child(count);
        double[][] places = UnitCube.points(count, 0.9, random);
        double[][] centres = new double[count][];
        double[] charges = new double[count];
        for (int p = 0; p < count; p++) {
            centres[p] = new double[] {places[0][p], places[1][p], places[2][p]};
            charges[p] = (random.uniform() < 0.5 ? -1 : 1) * (0.5 + random.uniform());
        }
        return new ParticlePotential(kernel(gaussians), centres, charges);
    }

    private static GaussianKernel kernel(int gaussians) {
        return NewtonKernel.sinc(40, 0.25).split(gaussians).longRange();
    }

    private Result approximate(ParticlePotential potential, double tolerance, int n) {
        return UnitCube.approximation(tolerance, run).gaussians(potential, n, n, n);
    }

    private double relativeError(ChebyshevTucker found, ParticlePotential potential) {
        double[] exact = potential.evaluate(test);
        return UnitCube.largestDifference(found.evaluate(test), exact) / UnitCube.largest(exact);
    }

    private static int rank(ChebyshevTucker function) {
        return Arrays.stream(function.ranks()).max().orElseThrow();
    }

    /** Twenty charges, for continuous integration. */
    List<Figure> tiny() {
        ParticlePotential potential = charges(20, LONG_RANGE);
        Result result = approximate(potential, TOLERANCE, points);
        return List.of(
                Figure.of("E3.relative_error", relativeError(result.function(), potential), Better.LOWER)
                        .bar(1e-5),
                Figure.of("E3.rank", rank(result.function()), Better.LOWER).bar(27));
    }

    List<Figure> figures() throws IOException {
        List<Figure> figures = new ArrayList<>();
        List<Curve> singular = new ArrayList<>();
        int low = Integer.MAX_VALUE;
        int high = 0;
        double error = 0;
        Result last = null;
        for (int count : COUNTS) {
            ParticlePotential potential = charges(count, LONG_RANGE);
            last = approximate(potential, TOLERANCE, points);
            int rank = rank(last.function());
            low = Math.min(low, rank);
            high = Math.max(high, rank);
            double relative = relativeError(last.function(), potential);
            error = Math.max(error, relative);
            figures.add(Figure.of("E3.rank.N" + count, rank, Better.LOWER)
                    .against(
                            "before recompression",
                            Arrays.stream(last.firstRanks()).max().orElseThrow())
                    .paper(publishedRank(count)));
            singular.add(curve("N = " + count, last.singularValues().get(0)));
            run.say(String.format(
                    Locale.ROOT,
                    "%d charges: ranks %s, %s after recompression, relative error %.1e",
                    count,
                    UnitCube.ranks(last.firstRanks()),
                    UnitCube.ranks(last.function().ranks()),
                    relative));
        }
        ParticlePotential largest = charges(COUNTS[COUNTS.length - 1], LONG_RANGE);
        figures.add(Figure.of("E3.rank_spread", high - low, Better.LOWER).bar(2));
        figures.add(Figure.of("E3.relative_error", error, Better.LOWER).bar(3e-7));
        figures.addAll(storage(largest, last.function()));
        figures.add(speed(largest, last.function()));
        figures.addAll(ranksByGaussians());
        figures.addAll(errorsByPoints(largest));
        figures.addAll(adaptive(largest, last));
        figures.add(grid());
        figures.addAll(lattice());
        pictures.singularValues(singular);
        pictures.slices(
                largest, last.function(), approximate(largest, 1e-13, points).function());
        pictures.storage(storageCurves(charges(300, LONG_RANGE)));
        return figures;
    }

    private static Curve curve(String name, double[] values) {
        double[] index =
                IntStream.range(0, values.length).mapToDouble(i -> i + 1).toArray();
        return new Curve(
                name, index, Arrays.stream(values).map(s -> s / values[0]).toArray());
    }

    /** Read from a figure of the publication's repository, which has other charges in a bio-molecule. */
    private static double publishedRank(int count) {
        return switch (count) {
            case 100 -> 21;
            case 200 -> 26;
            case 600 -> 33;
            default -> 32;
        };
    }

    private List<Figure> storage(ParticlePotential potential, ChebyshevTucker found) {
        double ours = 8.0 * (double) found.parameterCount() / MEGABYTE;
        double canonical = 8.0 * (double) potential.terms() * (3.0 * points + 1) / MEGABYTE;
        double fine = 8.0 * Math.pow(2048, 3) / MEGABYTE;
        return List.of(
                Figure.of("E3.storage", ours, Better.LOWER)
                        .in("MB")
                        .against("grid of 2048^3", fine)
                        .bar(0.2),
                Figure.of("E3.storage_of_terms", ours, Better.LOWER)
                        .in("MB")
                        .against("canonical, as many points", canonical));
    }

    /**
     * Processor time of the direct sum by that of the format at as many points, one thread each; the median of interleaved runs
     * after a warm-up.
     */
    private Figure speed(ParticlePotential potential, ChebyshevTucker found) {
        double[][] many =
                UnitCube.points(100_000, 1, RandomStream.seeded(run.seed()).child(1));
        double[][] fewer =
                UnitCube.points(2_000, 1, RandomStream.seeded(run.seed()).child(2));
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        List<Double> ratios = new ArrayList<>();
        for (int repetition = 0; repetition < 7; repetition++) {
            long start = clock.getCurrentThreadCpuTime();
            found.evaluate(many);
            long between = clock.getCurrentThreadCpuTime();
            potential.evaluate(fewer);
            double direct = (double) (clock.getCurrentThreadCpuTime() - between) / fewer[0].length;
            if (repetition > 1) {
                ratios.add(direct * many[0].length / (between - start));
            }
        }
        return Figure.of("E3.speedup", Trials.median(ratios, r -> r), Better.HIGHER)
                .against("direct sum", 1)
                .bar(20);
    }

    private List<Figure> ranksByGaussians() {
        List<Figure> figures = new ArrayList<>();
        for (int gaussians : new int[] {8, 12, 14}) {
            // Fourteen Gaussians are too narrow for 65 points.
            int n = gaussians > 12 ? 129 : points;
            Result result = approximate(charges(300, gaussians), TOLERANCE, n);
            figures.add(Figure.of("E3.rank.gaussians" + gaussians, rank(result.function()), Better.LOWER));
        }
        return figures;
    }

    private List<Figure> errorsByPoints(ParticlePotential potential) {
        List<Figure> figures = new ArrayList<>();
        for (int n : new int[] {17, 33, 65}) {
            Result result = approximate(potential, TOLERANCE, n);
            figures.add(
                    Figure.of("E3.relative_error.n" + n, relativeError(result.function(), potential), Better.LOWER));
        }
        return figures;
    }

    private List<Figure> adaptive(ParticlePotential potential, Result fixed) {
        Result result = UnitCube.approximation(TOLERANCE, run).adaptive(potential);
        return List.of(
                Figure.of("E3.adaptive.samples", (double) result.samples(), Better.LOWER)
                        .against(points + " points", (double) fixed.samples()),
                Figure.of("E3.adaptive.relative_error", relativeError(result.function(), potential), Better.LOWER)
                        .against(points + " points", relativeError(fixed.function(), potential))
                        .bar(3e-7));
    }

    /** The Tucker approximation of all values on a grid of 128^3 cells, by orthogonal iteration. */
    private Figure grid() {
        ParticlePotential potential = charges(100, LONG_RANGE);
        double[] centres = CanonicalGrid.centres(new ChebyshevAxis(UnitCube.SIDE, points), 128);
        double[] values = potential.onGrid(centres, centres, centres);
        long[][] ranks = new long[1][];
        Scope.run(() -> {
            Tensor dense = Tensor.of(values, 128, 128, 128);
            HigherOrderSvd svd = HigherOrderSvd.byTolerance(dense, TOLERANCE);
            ranks[0] = HigherOrderSvd.recompress(
                            OrthogonalIteration.refine(dense, svd.tensor()).tensor(), TOLERANCE)
                    .tensor()
                    .ranks();
        });
        int ours = rank(approximate(potential, TOLERANCE, points).function());
        double difference = Math.abs(ours - Arrays.stream(ranks[0]).max().orElseThrow());
        return Figure.of("E3.rank_difference_from_grid", difference, Better.LOWER)
                .bar(2);
    }

    /** 1152 positive charges on a lattice of 24 x 24 x 2 places, as many negative ones between them. */
    private List<Figure> lattice() {
        List<double[]> centres = new ArrayList<>();
        List<Double> charges = new ArrayList<>();
        for (int shift = 0; shift < 2; shift++) {
            for (int i = 0; i < 24; i++) {
                for (int j = 0; j < 24; j++) {
                    for (int k = 0; k < 2; k++) {
                        double x = 1.8 / 24 * (i + 0.5 * shift - 11.75);
                        double y = 1.8 / 24 * (j + 0.5 * shift - 11.75);
                        centres.add(new double[] {x, y, 1.8 / 24 * (k + 0.5 * shift - 0.75)});
                        charges.add(shift == 0 ? 1.0 : -1.0);
                    }
                }
            }
        }
        ParticlePotential potential = new ParticlePotential(
                kernel(LONG_RANGE),
                centres.toArray(double[][]::new),
                charges.stream().mapToDouble(Double::doubleValue).toArray());
        Result result = approximate(potential, TOLERANCE, points);
        return List.of(
                Figure.of("E3.lattice_rank", rank(result.function()), Better.LOWER)
                        .bar(15),
                Figure.of("E3.lattice_relative_error", relativeError(result.function(), potential), Better.LOWER));
    }

    /** Stored numbers over digits: of the format, and of the canonical terms as they are. */
    private List<Curve> storageCurves(ParticlePotential potential) {
        double[] tolerances = {1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9};
        double[] digits = new double[tolerances.length];
        double[] ours = new double[tolerances.length];
        double[] plain = new double[tolerances.length];
        double[] terms = new double[tolerances.length];
        for (int i = 0; i < tolerances.length; i++) {
            ChebyshevTucker found = UnitCube.approximation(tolerances[i], run)
                    .adaptive(potential)
                    .function();
            digits[i] = -Math.log10(relativeError(found, potential));
            ours[i] = (double) found.parameterCount();
            double n =
                    found.axes().stream().mapToInt(ChebyshevAxis::points).max().orElseThrow();
            plain[i] = n * n * n;
            terms[i] = (double) potential.terms() * (3 * n + 1);
        }
        return List.of(
                new Curve("Chebyshev-Tucker", digits, ours),
                new Curve("Chebyshev coefficients", digits, plain),
                new Curve("canonical terms", digits, terms));
    }
}
