package org.ansatz.solve.implicit;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.ansatz.physics.problem.NumericalFailure;

/**
 * An inner solve that ended at its largest number of steps while it still gained.
 *
 * @param step time step, counted from one
 * @param stage of the splitting, {@code "step"} where a time step has one solve only
 * @param loss weighted mean square of its residuals at the end
 * @param iterations done
 */
public record UnconvergedSolve(int step, String stage, double loss, int iterations) {
    private static final int MOST_NAMED = 5;

    /** In one line, read by {@link #ofLine}. */
    String line() {
        return step + " " + loss + " " + iterations + " " + stage;
    }

    /** The inverse of {@link #line}. */
    static UnconvergedSolve ofLine(String line) {
        String[] words = line.split(" ", 4);
        return new UnconvergedSolve(
                Integer.parseInt(words[0]), words[3], Double.parseDouble(words[1]), Integer.parseInt(words[2]));
    }

    /** In words, as a failure of the run. */
    NumericalFailure failure() {
        return new NumericalFailure(String.format(
                Locale.ROOT,
                "time step %d, stage %s: the inner solve did not converge: loss %.3e after %d iterations; more inner"
                        + " steps, a larger tolerance, or not_converged: continue",
                step,
                stage,
                loss,
                iterations));
    }

    /** Several in one clause, the worst with its loss: {@code "2 inner solves ended at ... "}; empty for none. */
    public static String summary(List<UnconvergedSolve> solves) {
        if (solves.isEmpty()) {
            return "";
        }
        UnconvergedSolve worst = solves.stream()
                .max(Comparator.comparingDouble(UnconvergedSolve::loss))
                .orElseThrow();
        String steps = solves.stream()
                .map(UnconvergedSolve::step)
                .distinct()
                .limit(MOST_NAMED)
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
        long distinct = solves.stream().map(UnconvergedSolve::step).distinct().count();
        return String.format(
                Locale.ROOT,
                "%d ended at the largest number of inner steps (time step%s %s%s; largest loss %.3e at step %d, stage %s)",
                solves.size(),
                distinct == 1 ? "" : "s",
                steps,
                distinct > MOST_NAMED ? ", ..." : "",
                worst.loss(),
                worst.step(),
                worst.stage());
    }
}
