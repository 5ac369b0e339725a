package org.ansatz.physics.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.ansatz.physics.problem.Interval;
import org.ansatz.physics.problem.Problem;

/** One solution of a problem at one resolution. */
final class CollocationRun {
    private final Problem problem;
    private final Arrangement arrangement;
    private final List<Basis> bases;
    private final ConditionPlan plan;
    private final CornerSingularities corners;
    private final InitialValues initial;
    private long steps;
    private double[] state = new double[0];

    CollocationRun(Problem problem, Arrangement arrangement) {
        this(problem, arrangement, standardBases(problem, arrangement));
    }

    /**
     * @param bases one per axis of the arrangement
     */
    CollocationRun(Problem problem, Arrangement arrangement, List<Basis> bases) {
        this.problem = problem;
        this.arrangement = arrangement;
        this.bases = List.copyOf(bases);
        plan = new ConditionPlan(problem, arrangement.axes(), bases, arrangement.marching());
        corners = CornerDetector.find(problem, arrangement, bases);
        initial = arrangement.marching() < 0 ? null : InitialValues.of(problem, arrangement.marching());
    }

    static List<Basis> standardBases(Problem problem, Arrangement arrangement) {
        List<Basis> bases = new ArrayList<>();
        var periodic = ConditionPlan.periodicCoordinates(problem);
        for (int input : arrangement.axes()) {
            Interval interval = problem.inputs().get(input).interval();
            bases.add(
                    periodic.contains(problem.inputNames().get(input))
                            ? new FourierBasis(interval)
                            : new ChebyshevBasis(interval));
        }
        return bases;
    }

    /** A basis that would resolve the last state of a march better, if the only axis has one. */
    Optional<Basis> betterBasis(int resolution) {
        if (bases.size() != 1 || bases.get(0).periodic() || state.length == 0) {
            return Optional.empty();
        }
        return FrontFinder.better(layout(resolution), state);
    }

    /** What the pieces do not hold and is to be added to them. */
    CornerSingularities corners() {
        return corners;
    }

    /** Newton iterations so far. */
    long steps() {
        return steps;
    }

    /** Where the coefficients lie if equations are collocated at {@code resolution} points per axis. */
    Layout layout(int resolution) {
        int axes = bases.size();
        int[] points = new int[axes];
        int[][] dofs = new int[problem.fields().size()][axes];
        for (int a = 0; a < axes; a++) {
            points[a] = bases.get(a).admissible(resolution);
            for (int f = 0; f < dofs.length; f++) {
                dofs[f][a] = points[a] + (bases.get(a).periodic() ? 0 : plan.counts()[f][a]);
            }
        }
        return new Layout(bases, arrangement.axes(), points, dofs);
    }

    /**
     * The equations and conditions on a layout.
     *
     * @param batch a point that holds the values of the ranging parameters
     */
    CollocationSystem system(Layout layout, double[] batch) {
        return new CollocationSystem(problem, layout, corners, plan, arrangement.marching(), batch);
    }

    /** Values of the ranging parameters, each combination a point of all inputs. */
    private List<double[]> batch(List<Basis> ranging, int nodes) {
        double[] middle = problem.inputs().stream()
                .mapToDouble(i -> i.interval().middle())
                .toArray();
        int[] counts = new int[ranging.size()];
        Arrays.fill(counts, nodes);
        double[][] grid = Transform.grid(ranging, arrangement.ranging(), counts, middle);
        List<double[]> points = new ArrayList<>();
        for (int p = 0; p < grid[0].length; p++) {
            double[] point = new double[grid.length];
            for (int i = 0; i < point.length; i++) {
                point[i] = grid[i][p];
            }
            points.add(point);
        }
        return points;
    }

    private List<Basis> rangingBases() {
        List<Basis> ranging = new ArrayList<>();
        for (int input : arrangement.ranging()) {
            ranging.add(new ChebyshevBasis(problem.inputs().get(input).interval()));
        }
        return ranging;
    }

    /**
     * One solution that depends on no marching input.
     *
     * @param guesses what a coarser run found, if any; replaced by what this one finds
     * @return the solution, or nothing if it was stopped
     */
    List<SpectralPiece> steady(int resolution, List<Guess> guesses, BooleanSupplier stop) {
        Layout layout = layout(resolution);
        List<Basis> ranging = rangingBases();
        List<double[]> points = batch(ranging, resolution);
        double[][] solutions = new double[points.size()][];
        for (int b = 0; b < solutions.length; b++) {
            if (stop.getAsBoolean()) {
                return List.of();
            }
            CollocationSystem system = system(layout, points.get(b));
            SteadyNewton newton = new SteadyNewton(system);
            double[] start = b > 0
                    ? solutions[b - 1]
                    : guesses.isEmpty()
                            ? beginning(layout)
                            : layout.resized(
                                    guesses.get(0).layout(), guesses.get(0).coefficients());
            solutions[b] = newton.solve(start);
            steps += newton.iterations();
        }
        guesses.clear();
        guesses.add(new Guess(layout, solutions[0]));
        return List.of(piece(layout, List.of(), new int[0], solutions, 1, ranging, resolution));
    }

    /** Coefficients with which fields that are bounded in the corners vanish; without corners all zero. */
    private double[] beginning(Layout layout) {
        double[] start = new double[layout.size()];
        double[] middle = problem.inputs().stream()
                .mapToDouble(i -> i.interval().middle())
                .toArray();
        for (int f = 0; f < problem.fields().size() && !corners.isEmpty(); f++) {
            int[] dofs = layout.dofs()[f];
            double[][] grid = Transform.grid(bases, layout.inputs(), dofs, middle);
            double[] values =
                    corners.evaluate(grid, List.of(problem.term(problem.fields().get(f))))[0];
            if (Arrays.stream(values).allMatch(Double::isFinite)) {
                double[] minus = Arrays.stream(values).map(v -> -v).toArray();
                double[] c = Transform.coefficients(bases, dofs, minus);
                System.arraycopy(c, 0, start, layout.offset(f), c.length);
            }
        }
        return start;
    }

    /** What a coarser run found. */
    record Guess(Layout layout, double[] coefficients) {}

    /** How a march goes on. */
    interface Watch {
        /**
         * @param fraction of the span done
         * @param tail the largest part of the last coefficients along any axis, relative to the field
         */
        boolean goOn(double fraction, double tail);
    }

    /** Slabs to the end, or empty if the watch stopped it. */
    Optional<List<SpectralPiece>> march(int resolution, double tolerance, Watch watch) {
        Layout layout = layout(resolution);
        List<Basis> ranging = rangingBases();
        List<double[]> points = batch(ranging, resolution);
        double[][][] start = new double[points.size()][][];
        List<CollocationSystem> systems = new ArrayList<>();
        for (int b = 0; b < start.length; b++) {
            start[b] = initial.coefficients(layout, points.get(b));
        }
        Tails tails = new Tails(layout);
        state = start[0][0];
        if (!watch.goOn(0, tails.of(state))) {
            return Optional.empty();
        }
        for (double[] point : points) {
            systems.add(system(layout, point));
        }
        Interval span = problem.inputs().get(arrangement.marching()).interval();
        RadauMarch radau = new RadauMarch(systems, span, initial.orders(), start, tolerance);
        List<SpectralPiece> slabs = new ArrayList<>();
        boolean[] complete = new boolean[1];
        radau.run(slab -> {
            slabs.add(slab(layout, slab, ranging, resolution));
            complete[0] = slab.interval().max() >= span.max();
            double worst = 0;
            for (double[][] own : slab.coefficients()) {
                worst = Math.max(worst, tails.of(Tails.end(own)));
            }
            state = Tails.end(slab.coefficients()[0]);
            return watch.goOn((slab.interval().max() - span.min()) / span.length(), worst);
        });
        steps += radau.iterations();
        return complete[0] ? Optional.of(slabs) : Optional.empty();
    }

    private SpectralPiece slab(Layout layout, RadauMarch.Slab slab, List<Basis> ranging, int nodes) {
        int coefficients = slab.coefficients()[0].length;
        int size = layout.size();
        double[][] all = new double[slab.coefficients().length][coefficients * size];
        for (int b = 0; b < all.length; b++) {
            for (int k = 0; k < coefficients; k++) {
                System.arraycopy(slab.coefficients()[b][k], 0, all[b], k * size, size);
            }
        }
        return piece(
                layout,
                List.of(new ChebyshevBasis(slab.interval())),
                new int[] {arrangement.marching()},
                all,
                coefficients,
                ranging,
                nodes);
    }

    /**
     * @param solutions [batch][leading * size]
     * @param leading number of coefficients of the leading axis, one if there is none
     */
    private SpectralPiece piece(
            Layout layout,
            List<Basis> lead,
            int[] leadInputs,
            double[][] solutions,
            int leading,
            List<Basis> ranging,
            int nodes) {
        List<Basis> all = new ArrayList<>(lead);
        all.addAll(layout.bases());
        all.addAll(ranging);
        int axes = all.size();
        int[] inputs = new int[axes];
        int at = 0;
        for (int[] part : new int[][] {leadInputs, layout.inputs(), arrangement.ranging()}) {
            System.arraycopy(part, 0, inputs, at, part.length);
            at += part.length;
        }
        int fields = problem.fields().size();
        int[][] dofs = new int[fields][axes];
        double[][] tensors = new double[fields][];
        int[] counts = new int[ranging.size()];
        Arrays.fill(counts, nodes);
        int batch = solutions.length;
        for (int f = 0; f < fields; f++) {
            int size = layout.size(f);
            Arrays.fill(dofs[f], nodes);
            if (!lead.isEmpty()) {
                dofs[f][0] = leading;
            }
            System.arraycopy(layout.dofs()[f], 0, dofs[f], lead.size(), layout.axes());
            tensors[f] = new double[leading * size * batch];
            double[] line = new double[batch];
            for (int k = 0; k < leading; k++) {
                for (int j = 0; j < size; j++) {
                    for (int b = 0; b < batch; b++) {
                        line[b] = solutions[b][k * layout.size() + layout.offset(f) + j];
                    }
                    double[] c = Transform.coefficients(ranging, counts, line);
                    System.arraycopy(c, 0, tensors[f], (k * size + j) * batch, batch);
                }
            }
        }
        return new SpectralPiece(all, inputs, dofs, tensors);
    }
}
