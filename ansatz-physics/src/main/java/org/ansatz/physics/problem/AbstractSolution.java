package org.ansatz.physics.problem;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What every solution knows beside its fields: the problem, how it ended, its own error. No constants are identified. */
public abstract class AbstractSolution implements Solution {
    private final Problem problem;
    private final Outcome outcome;
    private final Map<String, Double> errorEstimate;

    /**
     * @param outcome null for an intermediate solution that nobody asks
     * @param errorEstimate relative L2 error by field, empty if unknown
     */
    protected AbstractSolution(Problem problem, Outcome outcome, Map<String, Double> errorEstimate) {
        this.problem = problem;
        this.outcome = outcome;
        this.errorEstimate = Collections.unmodifiableMap(new LinkedHashMap<>(errorEstimate));
    }

    @Override
    public final Problem problem() {
        return problem;
    }

    @Override
    public final Outcome outcome() {
        return outcome;
    }

    @Override
    public Map<String, ParameterEstimate> parameters() {
        return Map.of();
    }

    @Override
    public final Map<String, Double> errorEstimate() {
        return errorEstimate;
    }

    @Override
    public final List<String> fields() {
        return problem.fields();
    }
}
