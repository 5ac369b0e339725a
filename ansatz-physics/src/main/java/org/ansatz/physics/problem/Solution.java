package org.ansatz.physics.problem;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.ansatz.physics.expr.Expr.FieldTerm;
import org.ansatz.tensor.jet.MultiIndex;

/** The answer to a problem: fields that can be evaluated anywhere in the domain, constants found, how it ended. */
public interface Solution extends Ansatz {
    Problem problem();

    /** How and why the solver stopped. */
    Outcome outcome();

    /** Identified constants, empty if none were sought. */
    Map<String, ParameterEstimate> parameters();

    /** The solver's own estimate of the relative L2 error per field, empty if it makes none. */
    default Map<String, Double> errorEstimate() {
        return Map.of();
    }

    /** What it has to show of its own workings, empty if nothing. */
    default List<Exhibit> exhibits() {
        return List.of();
    }

    /** Writes everything that {@link Solver#load} needs into a run folder ({@code model.safetensors} and friends). */
    void save(Path folder) throws IOException;

    /** Values of all fields at one point. */
    default double[] at(double... point) {
        double[][] inputs = new double[point.length][1];
        for (int i = 0; i < point.length; i++) {
            inputs[i][0] = point[i];
        }
        MultiIndex zero = MultiIndex.zero(point.length);
        List<FieldTerm> terms =
                fields().stream().map(f -> new FieldTerm(f, zero)).toList();
        double[][] values = evaluate(inputs, terms);
        double[] result = new double[values.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = values[i][0];
        }
        return result;
    }

    /**
     * @param status how it ended
     * @param detail one sentence for the reader
     * @param steps optimisation steps, time steps or Newton iterations done
     * @param history rows of named figures over the run, for history.csv and the loss figure
     */
    record Outcome(Status status, String detail, long steps, double seconds, History history) {}

    /** How a solver ended. */
    enum Status {
        CONVERGED,
        BUDGET,
        INTERRUPTED
    }

    /** Value and standard error (NaN where no data constrain it). */
    record ParameterEstimate(double value, double standardError) {}
}
