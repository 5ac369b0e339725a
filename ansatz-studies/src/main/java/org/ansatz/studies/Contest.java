package org.ansatz.studies;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Solution;
import org.ansatz.physics.problem.Solver;

/** Methods of solving problems, one after the other on the same problem, over several seeds. */
final class Contest {
    /** A method with its settings. */
    record Contestant(String name, Solver method, Settings settings) {}

    /**
     * What came out.
     *
     * @param relativeL2 of the first field on the problem's test grid
     */
    record Answer(Contestant contestant, long seed, Solution solution, double relativeL2) {}

    private final Problem problem;
    private final int nodes;
    private final Map<String, List<Answer>> answers = new LinkedHashMap<>();

    /**
     * @param nodes of the test grid in each input, uniform and with both ends
     */
    Contest(Problem problem, int nodes) {
        this.problem = problem;
        this.nodes = nodes;
    }

    Problem problem() {
        return problem;
    }

    /** Lets every contestant solve the problem with every seed. */
    Contest run(List<Contestant> contestants, long[] seeds, Run run) throws IOException {
        double share = 1.0 / (seeds.length * contestants.size());
        int done = 0;
        for (long seed : seeds) {
            for (Contestant contestant : contestants) {
                double from = share * done++;
                Run part = part(run, seed, from, share, problem.name() + " " + contestant.name());
                Solution solution = contestant.method().solve(problem, contestant.settings(), part);
                if (run.stopRequested()) {
                    throw new CancellationException(contestant.name() + " was stopped");
                }
                Answer answer = new Answer(contestant, seed, solution, relativeL2(solution));
                answers.computeIfAbsent(contestant.name(), n -> new ArrayList<>())
                        .add(answer);
                run.say(String.format(
                        Locale.ROOT,
                        "%s, %s, seed %d: relative L2 %.3e, %d parameters, %d steps in %.0f s",
                        problem.title(),
                        contestant.name(),
                        seed,
                        answer.relativeL2(),
                        solution.parameterCount(),
                        solution.outcome().steps(),
                        solution.outcome().seconds()));
            }
        }
        return this;
    }

    /** All answers of a contestant, by seed. */
    List<Answer> of(String name) {
        return answers.get(name);
    }

    /** The first answer of every contestant. */
    List<Answer> first() {
        return answers.values().stream().map(list -> list.get(0)).toList();
    }

    double medianError(String name) {
        return Trials.median(answers.get(name), Answer::relativeL2);
    }

    /** The points of the test grid, the last input fastest. */
    double[][] grid() {
        int d = problem.dimension();
        int size = (int) Math.round(Math.pow(nodes, d));
        double[][] points = new double[d][size];
        for (int i = 0; i < d; i++) {
            var interval = problem.inputs().get(i).interval();
            int stride = (int) Math.round(Math.pow(nodes, d - 1 - i));
            for (int p = 0; p < size; p++) {
                points[i][p] = interval.min() + interval.length() * (p / stride % nodes) / (nodes - 1);
            }
        }
        return points;
    }

    private double relativeL2(Solution solution) {
        double[][] points = grid();
        String field = problem.fields().get(0);
        double[] exact = problem.values(problem.exact().get(field), points);
        double[] found = solution.evaluate(points, List.of(problem.term(field)))[0];
        double difference = 0;
        double size = 0;
        for (int p = 0; p < exact.length; p++) {
            // A grid may hold a point where a closed form is a limit.
            if (Double.isFinite(exact[p])) {
                difference += (found[p] - exact[p]) * (found[p] - exact[p]);
                size += exact[p] * exact[p];
            }
        }
        return Math.sqrt(difference / size);
    }

    /** A part of a run under its own name, without a folder. */
    static Run part(Run whole, long seed, double from, double share, String stage) {
        return new Run() {
            @Override
            public long seed() {
                return seed;
            }

            @Override
            public Optional<java.nio.file.Path> folder() {
                return Optional.empty();
            }

            @Override
            public void say(String message) {
                whole.say(message);
            }

            @Override
            public void progress(double fraction, String inner, long step, Map<String, Double> figures) {
                whole.progress(from + share * fraction, stage, step, figures);
            }

            @Override
            public boolean stopRequested() {
                return whole.stopRequested();
            }
        };
    }
}
