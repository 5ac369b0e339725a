package org.ansatz.solve.gp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Run;
import org.ansatz.solve.gp.LogJoint.Weighting;

/**
 * Solves once more on three quarters of the points per axis with the covariances of a fit. How far that is from the fit
 * bounds the error of the coarser answer, and so that of the finer as long as the grid is what limits them.
 */
final class CoarserGrid {
    private static final double SHARE = 0.75;
    private static final int CONJUGATE_GRADIENTS = 1000;

    private final Fit fit;
    private final double jitter;
    private final Weighting weighting;
    private final Run run;

    CoarserGrid(Fit fit, double jitter, Weighting weighting, Run run) {
        this.fit = fit;
        this.jitter = jitter;
        this.weighting = weighting;
        this.run = run;
    }

    private static GridAxis coarser(GridAxis axis) {
        int points = Math.max(GridAxis.FEWEST_POINTS, (int) Math.ceil(SHARE * axis.points()));
        return axis.isNone() ? axis : new GridAxis(axis.name(), axis.interval(), points);
    }

    /** Relative to the norm of the fit, by field; empty if a condition lies on lines of the finer grid only. */
    Map<String, Double> distance() {
        Problem problem = fit.system().problem();
        Grid fine = fit.system().grid();
        Grid grid = new Grid(coarser(fine.first()), coarser(fine.second()));
        CollocationSystem system;
        try {
            system = CollocationSystem.of(problem, grid);
        } catch (InvalidProblem conditionOffTheGrid) {
            return Map.of();
        }
        Matrix[] values = solve(system);
        Map<String, Double> distance = new LinkedHashMap<>();
        double[][] points = fine.coordinates(IntStream.range(0, fine.size()).toArray());
        FieldPrior[] priors = hyper(system).priors();
        for (int f = 0; f < values.length; f++) {
            String field = problem.fields().get(f);
            GaussianField mean = new GaussianField(grid, fit.hyper().kernels()[f], priors[f].alpha(values[f]));
            Matrix there = new Matrix(
                    fine.first().points(),
                    fine.second().points(),
                    mean.evaluate(points, problem.term(field).orders()));
            distance.put(field, Fit.change(new Matrix[] {fit.values()[f]}, new Matrix[] {there}));
        }
        return distance;
    }

    private Hyperparameters hyper(CollocationSystem system) {
        return new Hyperparameters(system, fit.hyper().kernels(), jitter, 0);
    }

    /** From the fit's fields on. */
    private Matrix[] solve(CollocationSystem system) {
        Grid grid = system.grid();
        double[][] none = new double[system.terms().size()][grid.size()];
        Weighting same = new Weighting(weighting.units(), weighting.conditionWeight(), none);
        double[][] points = grid.coordinates(IntStream.range(0, grid.size()).toArray());
        Matrix[] start = new Matrix[fit.priors().length];
        for (int f = 0; f < start.length; f++) {
            String field = system.problem().fields().get(f);
            GaussianField mean = new GaussianField(
                    fit.system().grid(), fit.hyper().kernels()[f], fit.joint().alpha(f));
            start[f] = new Matrix(
                    grid.first().points(),
                    grid.second().points(),
                    mean.evaluate(points, system.problem().term(field).orders()));
        }
        return Fitting.settle(
                new ProfiledFields(system, same, CONJUGATE_GRADIENTS, run),
                hyper(system).priors(),
                start,
                fit.hyper().logPrecisions());
    }
}
