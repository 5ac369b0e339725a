package org.ansatz.physics.problem;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ansatz.physics.expr.Expr;

/**
 * A physical problem as data: what is sought, where, which laws and conditions hold, what is known. Made by
 * {@code ProblemFile.read} or the builder; says nothing about how it is solved except in {@link #settings}.
 *
 * @param inputs coordinates in order, then ranging parameters; all arrays of points follow this order
 * @param constants values of the constant parameters, by name
 * @param functions named expressions (already expanded), by name
 * @param tables tabulated functions, by name
 * @param exact closed forms of some fields, by field
 * @param reference a file of reference data, or null
 * @param domain the shape of the spatial part and how to draw points from it
 */
public record Problem(
        String name,
        String title,
        List<Input> inputs,
        List<String> fields,
        Map<String, Double> constants,
        List<UnknownParameter> unknowns,
        Map<String, Expr> functions,
        Map<String, Table> tables,
        List<Equation> equations,
        List<Condition> conditions,
        List<Observations> observations,
        Map<String, Expr> exact,
        Path reference,
        Map<String, Output> outputs,
        Domain domain,
        Settings settings,
        ProblemSource source) {

    public Problem {
        inputs = List.copyOf(inputs);
        fields = List.copyOf(fields);
        unknowns = List.copyOf(unknowns);
        equations = List.copyOf(equations);
        conditions = List.copyOf(conditions);
        observations = List.copyOf(observations);
        constants = new LinkedHashMap<>(constants);
        functions = new LinkedHashMap<>(functions);
        exact = new LinkedHashMap<>(exact);
        outputs = new LinkedHashMap<>(outputs);
    }

    public int dimension() {
        return inputs.size();
    }

    /** Index of the time coordinate. */
    public Optional<Integer> timeIndex() {
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.get(i).kind() == Input.Kind.TIME) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    /** Indices of the spatial coordinates. */
    public List<Integer> spaceIndices() {
        return java.util.stream.IntStream.range(0, inputs.size())
                .filter(i -> inputs.get(i).kind() == Input.Kind.SPACE)
                .boxed()
                .toList();
    }

    /** One coordinate and nothing else: an ordinary differential equation. */
    public boolean isOrdinary() {
        return inputs.size() == 1;
    }

    public List<String> inputNames() {
        return inputs.stream().map(Input::name).toList();
    }
}
