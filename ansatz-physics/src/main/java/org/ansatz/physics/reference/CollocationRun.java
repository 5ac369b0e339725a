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
    private final List<Basis> bases = new ArrayList<>();
    private final ConditionPlan plan;
    private final InitialValues initial;
    private long steps;

    CollocationRun(Problem problem, Arrangement arrangement) {
        this.problem = problem;
        this.arrangement = arrangement;
        var periodic = ConditionPlan.periodicCoordinates(problem);
        for (int input : arrangement.axes()) {
            Interval interval = problem.inputs().get(input).interval();
            bases.add(
                    periodic.contains(problem.inputNames().get(input))
                            ? new FourierBasis(interval)
                            : new ChebyshevBasis(interval));
        }
        plan = new ConditionPlan(problem, arrangement.axes(), bases, arrangement.marching());
        initial = arrangement.marching() < 0 ? null : InitialValues.of(problem, arrangement.marching());
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
            CollocationSystem system =
                    new CollocationSystem(problem, layout, plan, -1, points.get(b));
            SteadyNewton newton = new SteadyNewton(system);
            double[] start = b > 0
                    ? solutions[b - 1]
                    : guesses.isEmpty()
                            ? new double[layout.size()]
                            : layout.resized(guesses.get(0).layout(), guesses.get(0).coefficients());
            solutions[b] = newton.solve(start);
            steps += newton.iterations();
        }
        guesses.clear();
        guesses.add(new Guess(layout, solutions[0]));
        return List.of(piece(layout, List.of(), new int[0], solutions, 1, ranging, resolution));
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
        if (!watch.goOn(0, tails.of(start[0][0]))) {
            return Optional.empty();
        }
        for (double[] point : points) {
            systems.add(new CollocationSystem(problem, layout, plan, arrangement.marching(), point));
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
                worst = Math.max(worst, tails.atEnd(own));
            }
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
