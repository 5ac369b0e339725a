package org.ansatz.solve.gp;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ansatz.physics.expr.Expr.FieldTerm;
import org.ansatz.physics.problem.Condition;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Solution;
import org.ansatz.physics.problem.Solver;
import org.ansatz.tensor.kernel.Blas;

/**
 * Gaussian processes with a learned power spectrum (GP-HM, arXiv 2311.04465): the fields on a regular grid and the
 * mixture of spectral peaks of their covariance are the maximum of one joint density. For boxes of one or two inputs,
 * time among them. Linear equations are solved exactly at every step of the spectrum, others by Gauss-Newton steps.
 *
 * <p>Good at smooth solutions and at ones made of few high frequencies; a front narrower than the grid is out of reach.
 */
public final class GpSolver implements Solver {
    private static final int MOST_INPUTS = 2;

    @Override
    public String name() {
        return "gp";
    }

    @Override
    public String summary() {
        return "Gaussian process with a learned spectrum; boxes of one or two inputs, high frequencies, exact linear solves";
    }

    @Override
    public List<Settings.Setting> settings() {
        return GpSettings.DECLARED;
    }

    @Override
    public Optional<String> refuses(Problem problem, Settings given) {
        if (problem.dimension() > MOST_INPUTS) {
            return Optional.of("gp: the problem has " + problem.dimension() + " inputs " + problem.inputNames()
                    + "; gp solves on boxes of one or two");
        }
        if (problem.domain().region().isPresent()) {
            return Optional.of("gp: the domain is a region; gp solves on boxes of one or two inputs");
        }
        if (!problem.unknowns().isEmpty()) {
            return Optional.of("gp: the parameter " + problem.unknowns().get(0).name()
                    + " is unknown; gp solves forward problems only");
        }
        if (!problem.observations().isEmpty()) {
            return Optional.of("gp: there are observations; gp takes equations and conditions only");
        }
        for (Condition condition : problem.conditions()) {
            if (condition instanceof Condition.Integral) {
                return Optional.of("gp: the condition " + condition.name()
                        + " is an integral; gp takes pointwise and periodic conditions");
            }
        }
        GpSettings settings = GpSettings.of(problem, given);
        int highest = settings.kernel().maximumOrder();
        if (settings.extra() != null) {
            highest = Math.min(highest, settings.extra().maximumOrder());
        }
        for (FieldTerm term : CollocationSystem.terms(problem)) {
            for (int axis = 0; axis < problem.dimension(); axis++) {
                if (term.orders().get(axis) > highest) {
                    return Optional.of("gp: the problem holds a derivative of order "
                            + term.orders().get(axis) + " by "
                            + problem.inputNames().get(axis) + "; the kernel "
                            + settings.kernel().word() + " goes up to " + highest);
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<Cost> cost(Problem problem, Settings given) {
        GpSettings settings = GpSettings.of(problem, given);
        CollocationSystem system = CollocationSystem.of(problem, settings.grid());
        long unknowns = (long) problem.fields().size() * settings.grid().size();
        long matrix = settings.joint() ? 0 : ProfiledFields.densest(system);
        // The transposed matrix, its square, and the stacked matrix of the last, orthogonal factorisation.
        long bytes = 8 * matrix * (4L * system.size() + 3 * matrix)
                + 8 * unknowns * system.terms().size();
        return Optional.of(new Cost(
                settings.time(),
                bytes,
                String.format(Locale.ROOT, "%d unknowns on a grid of %s", unknowns, sizes(settings.grid()))));
    }

    private static String sizes(Grid grid) {
        return grid.first().points()
                + (grid.inputs() == 1 ? "" : " x " + grid.second().points());
    }

    @Override
    public GpSolution solve(Problem problem, Settings given, Run run) {
        return solve(problem, given, run, (step, seconds, solution) -> {});
    }

    /**
     * The same with somebody who looks on.
     *
     * @throws InvalidProblem if the problem or a setting is wrong for this method
     * @throws org.ansatz.physics.problem.NumericalFailure if a covariance is not positive definite or the fit diverges
     */
    public GpSolution solve(Problem problem, Settings given, Run run, SpectrumObserver observer) {
        refuses(problem, given).ifPresent(reason -> {
            throw new InvalidProblem(reason);
        });
        GpSettings settings = GpSettings.of(problem, given);
        Blas.setThreads(settings.threads());
        return new Fitting(problem, settings, run, observer).solve();
    }

    @Override
    public Solution load(Problem problem, Settings settings, Path folder) throws IOException {
        return GpSolution.load(problem, folder);
    }
}
