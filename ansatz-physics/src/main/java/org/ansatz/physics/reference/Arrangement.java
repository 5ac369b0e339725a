package org.ansatz.physics.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.problem.Condition;
import org.ansatz.physics.problem.Equation;
import org.ansatz.physics.problem.Input;
import org.ansatz.physics.problem.Problem;

/**
 * What becomes of each input: collocated along, marched along, or (ranging parameters) solved for at each of its nodes.
 *
 * @param axes collocated inputs, at most two
 * @param marching the marched input, or -1
 * @param ranging the ranging parameters
 */
record Arrangement(int[] axes, int marching, int[] ranging) {

    /** Why no arrangement fits; empty if {@link #of} gives one. */
    static Optional<String> refuses(Problem problem) {
        if (problem.domain().region().isPresent()) {
            return Optional.of("the region is not the box of all coordinates");
        }
        if (!problem.unknowns().isEmpty()) {
            return Optional.of("parameter " + problem.unknowns().get(0).name()
                    + " is unknown; classical solvers find fields, not parameters");
        }
        if (problem.equations().size() < problem.fields().size()) {
            return Optional.of(problem.fields().size() + " fields have only "
                    + problem.equations().size() + (problem.equations().size() == 1 ? " equation" : " equations"));
        }
        int space = problem.spaceIndices().size();
        if (space > 2) {
            return Optional.of("there are " + space + " space coordinates; collocation takes one or two");
        }
        Set<String> curved = ConditionPlan.curved(problem);
        if (!curved.isEmpty()) {
            return Optional.of("condition " + curved.iterator().next()
                    + " does not lie on a plane `coordinate = constant`");
        }
        Optional<String> ranging = rangingRefuses(problem);
        if (ranging.isPresent()) {
            return ranging;
        }
        Optional<Integer> time = problem.timeIndex();
        if (time.isPresent() && !problem.isOrdinary()) {
            Optional<String> march = marchRefuses(problem, time.get());
            if (march.isPresent() && space == 2) {
                return Optional.of("in two space dimensions the problem must be one of initial values, but "
                        + march.get());
            }
        }
        return looseConditions(problem);
    }

    private static Optional<String> marchRefuses(Problem problem, int time) {
        if (problem.equations().size() != problem.fields().size()) {
            return Optional.of("there are more equations than fields");
        }
        return InitialValues.refuses(problem, time);
    }

    private static Optional<String> rangingRefuses(Problem problem) {
        for (int i = 0; i < problem.dimension(); i++) {
            Input input = problem.inputs().get(i);
            if (input.kind() != Input.Kind.RANGING) {
                continue;
            }
            for (Equation e : problem.equations()) {
                for (Expr.FieldTerm term : Exprs.fieldTerms(List.of(problem.expand(e.residual())))) {
                    if (term.orders().get(i) > 0) {
                        return Optional.of("equation " + e.name() + " differentiates by the ranging parameter "
                                + input.name());
                    }
                }
            }
            for (Piece p : InitialValues.pieces(problem)) {
                if (p.fixed().containsKey(i)
                        || p.tests().stream().anyMatch(t -> LocusNames.of(t).contains(input.name()))) {
                    return Optional.of("condition " + p.condition().name() + " holds for a part of the range of "
                            + input.name() + " only");
                }
            }
            for (Condition c : problem.conditions()) {
                if (c instanceof Condition.Integral integral && integral.over().contains(input.name())) {
                    return Optional.of(c.name() + " integrates over the ranging parameter " + input.name());
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> looseConditions(Problem problem) {
        Set<Integer> inputs = new LinkedHashSet<>();
        Arrangement arrangement = of(problem);
        Arrays.stream(arrangement.axes).forEach(inputs::add);
        if (arrangement.marching >= 0) {
            inputs.add(arrangement.marching);
        }
        for (Piece p : InitialValues.pieces(problem)) {
            if (p.fixed().keySet().stream().noneMatch(inputs::contains)) {
                return Optional.of("condition " + p.condition().name() + " holds on a part of the interior");
            }
        }
        return Optional.empty();
    }

    static Arrangement of(Problem problem) {
        List<Integer> axes = new ArrayList<>(problem.spaceIndices());
        int marching = -1;
        Optional<Integer> time = problem.timeIndex();
        if (time.isPresent()) {
            boolean march = axes.size() > 0 && marchRefuses(problem, time.get()).isEmpty();
            if (march) {
                marching = time.get();
            } else {
                axes.add(time.get());
            }
        }
        List<Integer> ranging = new ArrayList<>();
        for (int i = 0; i < problem.dimension(); i++) {
            if (problem.inputs().get(i).kind() == Input.Kind.RANGING) {
                ranging.add(i);
            }
        }
        return new Arrangement(
                axes.stream().mapToInt(Integer::intValue).toArray(),
                marching,
                ranging.stream().mapToInt(Integer::intValue).toArray());
    }
}
