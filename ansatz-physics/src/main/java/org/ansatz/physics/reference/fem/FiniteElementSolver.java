package org.ansatz.physics.reference.fem;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.ansatz.physics.geometry.BoundaryCurve;
import org.ansatz.physics.problem.History;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Solution;
import org.ansatz.physics.problem.Solution.Status;
import org.ansatz.physics.problem.Solver;

/**
 * Finite elements for one second-order elliptic equation in the plane, linear or (by Newton's method) not, on boxes,
 * polygons, discs, their combinations, and meshes from files.
 *
 * <p>Degree 2 on triangles whose edges follow curved boundaries; the error is of order h^3 in L2 where the solution is smooth.
 * The mesh is refined where a residual estimator is large, which restores that order at re-entrant corners and jumps of
 * coefficients, until two solutions of which one has at least twice the unknowns differ by less than the tolerance. Edges
 * follow the shapes that {@code inside(...)} names; a jump written with {@code where(...)} is met by refinement only. See
 * {@link WeakForm} for the weak form that the text of an equation stands for.
 */
public final class FiniteElementSolver implements Solver {
    private static final int DEGREE = 2;
    private static final double TOLERANCE = 1e-6;
    private static final int MOST_UNKNOWNS = 150_000;
    private static final double SHARE = 0.6;
    private static final double SECONDS = 120;
    // Edges of the first mesh, by the root of the area.
    private static final double FIRST_EDGES = 1.0 / 8;
    // Constant source, relative to all sources and fluxes, above which the data are taken to have no solution.
    private static final double IMBALANCE = 1e-3;

    @Override
    public String name() {
        return "fem";
    }

    @Override
    public String summary() {
        return "finite elements: one second-order elliptic equation in the plane, any region, adaptive";
    }

    @Override
    public List<Settings.Setting> settings() {
        return List.of(
                new Settings.Setting("degree", Integer.toString(DEGREE), "degree of the shape functions, 1 or 2"),
                new Settings.Setting("tolerance", "1e-6", "relative L2 error at which refinement stops"),
                new Settings.Setting("unknowns", Integer.toString(MOST_UNKNOWNS), "largest number of unknowns"),
                new Settings.Setting(
                        "share", Double.toString(SHARE), "share of the squared error that is refined at once; 1: all"),
                new Settings.Setting("time", "120", "budget in seconds"));
    }

    @Override
    public Optional<String> refuses(Problem problem, Settings settings) {
        try {
            new BoundaryModel(new WeakForm(problem));
            return Optional.empty();
        } catch (InvalidProblem e) {
            return Optional.of(e.getMessage());
        }
    }

    @Override
    public Solution solve(Problem problem, Settings settings, Run run) {
        int degree = settings.integer("degree", DEGREE);
        if (degree != 1 && degree != 2) {
            throw new InvalidProblem("solve: degree: " + degree + " is neither 1 nor 2");
        }
        double tolerance = settings.number("tolerance", TOLERANCE);
        int most = settings.integer("unknowns", MOST_UNKNOWNS);
        double share = settings.number("share", SHARE);
        double budget = settings.number("time", SECONDS);
        if (!(share > 0 && share <= 1) || !(tolerance > 0) || most < 1 || !(budget > 0)) {
            throw new InvalidProblem("solve: share must lie in (0, 1]; tolerance, unknowns and time must be positive");
        }
        long start = System.nanoTime();
        BoundaryModel boundary = new BoundaryModel(new WeakForm(problem));
        double area = boundary.region().boundaryCurves().stream()
                .map(BoundaryCurve::curve)
                .mapToDouble(c -> c.sweptArea())
                .sum();
        History history = new History();
        List<Level> levels = new ArrayList<>();
        Triangulation triangulation = boundary.triangulate(FIRST_EDGES * Math.sqrt(area));
        double estimate = Double.NaN;
        Status status;
        long steps = 0;
        while (true) {
            Level level = solve(boundary, triangulation, degree, levels, run);
            steps += level.newtonSteps();
            estimate = estimate(levels, level, degree);
            levels.add(level);
            double seconds = 1e-9 * (System.nanoTime() - start);
            Map<String, Double> figures = new LinkedHashMap<>();
            figures.put("unknowns", (double) level.unknowns());
            if (Double.isFinite(estimate)) {
                figures.put("error_estimate", estimate);
            }
            history.add(levels.size(), seconds, figures);
            run.progress(
                    Math.min(1, Math.log(level.unknowns()) / Math.log(most)),
                    "mesh " + levels.size(),
                    levels.size(),
                    figures);
            if (estimate <= tolerance) {
                status = Status.CONVERGED;
                break;
            }
            if (run.stopRequested()) {
                status = Status.INTERRUPTED;
                break;
            }
            // The next system takes about three times as long as this one.
            if (3 * level.unknowns() > most * 1.5 || seconds * 2 > budget) {
                status = Status.BUDGET;
                break;
            }
            triangulation = triangulation.refine(
                    ErrorIndicator.mark(ErrorIndicator.squares(boundary, level.discrete(), withSource(level)), share));
        }
        Level last = levels.get(levels.size() - 1);
        checkBalance(boundary, last, area);
        double seconds = 1e-9 * (System.nanoTime() - start);
        return new FiniteElementSolution(
                problem,
                last.function(),
                last.triangulation().parts(),
                new Solution.Outcome(status, detail(last, degree, estimate), steps, seconds, history),
                Double.isFinite(estimate) ? Map.of(problem.fields().get(0), estimate) : Map.of());
    }

    private static double[] withSource(Level level) {
        return Arrays.copyOf(level.function().coefficients(), level.function().coefficients().length + 1);
    }

    private static Level solve(
            BoundaryModel boundary, Triangulation triangulation, int degree, List<Level> levels, Run run) {
        DiscreteProblem discrete = new DiscreteProblem(boundary, triangulation, degree);
        double[] guess = new double[discrete.mesh().size()];
        if (!levels.isEmpty() && !discrete.isLinear()) {
            double[][] nodes = discrete.mesh().nodes();
            guess = levels.get(levels.size() - 1).function().evaluate(nodes[0], nodes[1])[0];
            for (int i = 0; i < guess.length; i++) {
                guess[i] = Double.isNaN(guess[i]) ? 0 : guess[i];
            }
        }
        Newton.Result result = Newton.solve(discrete, guess, run::stopRequested);
        double[] values = Arrays.copyOf(result.values(), discrete.mesh().size());
        return new Level(
                triangulation,
                discrete,
                new FiniteElementFunction(discrete.mesh(), values),
                result.values()[values.length],
                result.steps());
    }

    /**
     * The error of the new level from its distance d to the latest one with at most half the unknowns: with errors that fall
     * like N^(-(degree + 1)/2) it is d / (ratio^((degree + 1)/2) - 1), ratio being that of the unknowns.
     */
    private static double estimate(List<Level> levels, Level level, int degree) {
        for (int k = levels.size() - 1; k >= 0; k--) {
            Level coarse = levels.get(k);
            if (2 * coarse.unknowns() <= level.unknowns()) {
                double ratio = (double) level.unknowns() / Math.max(1, coarse.unknowns());
                double error = level.distanceTo(coarse.function()) / (Math.pow(ratio, 0.5 * (degree + 1)) - 1);
                double norm = level.norm();
                return norm > 0 ? error / norm : error;
            }
        }
        return Double.NaN;
    }

    private static void checkBalance(BoundaryModel boundary, Level last, double area) {
        if (boundary.isBordered() && last.imbalance(area) > IMBALANCE) {
            throw new InvalidProblem(String.format(
                    Locale.ROOT,
                    "fem: sources and fluxes through the boundary do not balance (by %.2g of their size), so there is no"
                            + " solution",
                    last.imbalance(area)));
        }
    }

    private static String detail(Level last, int degree, double estimate) {
        return String.format(
                Locale.ROOT,
                "%d triangles of degree %d, %d unknowns, estimated relative error %.1e",
                last.function().mesh().triangles().length,
                degree,
                last.unknowns(),
                estimate);
    }

    @Override
    public Solution load(Problem problem, Settings settings, Path folder) throws IOException {
        return FiniteElementSolution.load(problem, folder);
    }
}
