package org.ansatz.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.ansatz.physics.expr.Printer;
import org.ansatz.physics.geometry.Region.Spread;
import org.ansatz.physics.problem.Condition;
import org.ansatz.physics.problem.Domain.Face;
import org.ansatz.physics.problem.Equation;
import org.ansatz.physics.problem.Finding;
import org.ansatz.physics.problem.Input;
import org.ansatz.physics.problem.Observations;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.ProblemCheck;
import org.ansatz.physics.problem.ProblemCheck.FaceCount;
import org.ansatz.physics.problem.Solver.Cost;

/**
 * A problem told back to the one who wrote it, by named lines in order. Under {@code given}: how many conditions a field has
 * at a face, of how many that the orders of the equations ask for.
 */
record ProblemDescription(Problem problem, Map<String, List<String>> lines, Optional<Cost> cost) {
    private static final int SAMPLE = 400;
    private static final double MEBIBYTE = 1024.0 * 1024;

    static ProblemDescription of(Choice choice) {
        Problem problem = choice.problem();
        Printer printer = new Printer(problem.inputNames());
        Map<String, List<String>> lines = new LinkedHashMap<>();
        lines.put("coordinates", inputs(problem, false));
        lines.put("ranging", inputs(problem, true));
        lines.put("fields", problem.fields());
        lines.put(
                "constants",
                problem.constants().entrySet().stream()
                        .map(e -> e.getKey() + " = " + e.getValue())
                        .toList());
        lines.put(
                "unknowns",
                problem.unknowns().stream()
                        .map(u -> u.name() + " starts at " + u.initial())
                        .toList());
        lines.put(
                "equations",
                problem.equations().stream()
                        .map(e -> e.name() + ": " + printed(e, printer))
                        .toList());
        lines.put(
                "conditions",
                problem.conditions().stream()
                        .map(c -> condition(c, problem, printer))
                        .toList());
        ProblemCheck check = ProblemCheck.of(problem);
        lines.put("given", check.faces().stream().map(ProblemDescription::count).toList());
        lines.put(
                "observations",
                problem.observations().stream()
                        .map(ProblemDescription::observations)
                        .toList());
        lines.put("outputs", List.copyOf(problem.outputs().keySet()));
        lines.put("error against", List.of(truth(problem)));
        lines.put("method", List.of(choice.solver().name() + ", seed " + choice.seed()));
        lines.put(
                "findings",
                check.findings().stream().map(ProblemDescription::finding).toList());
        return new ProblemDescription(problem, lines, choice.solver().cost(problem, choice.settings()));
    }

    private static List<String> inputs(Problem problem, boolean ranging) {
        return problem.inputs().stream()
                .filter(i -> (i.kind() == Input.Kind.RANGING) == ranging)
                .map(i -> i.name() + " in [" + i.interval().min() + ", "
                        + i.interval().max() + "]")
                .toList();
    }

    private static String printed(Equation equation, Printer printer) {
        return printer.print(equation.left()) + " = " + printer.print(equation.right());
    }

    private static String condition(Condition condition, Problem problem, Printer printer) {
        if (condition instanceof Condition.Pointwise pointwise) {
            int points = problem.domain()
                    .on(pointwise, SAMPLE, Spread.SOBOL, new SplittableRandom(1))
                    .size();
            return pointwise.name() + ": " + printed(pointwise.equation(), printer) + where(pointwise, problem) + ", "
                    + points + (points == 1 ? " point" : " points");
        }
        if (condition instanceof Condition.Periodic periodic) {
            return periodic.name() + ": " + String.join(", ", periodic.fields()) + " periodic in "
                    + periodic.coordinate() + " up to order " + periodic.order();
        }
        Condition.Integral integral = (Condition.Integral) condition;
        return integral.name() + ": integral of " + printer.print(integral.of()) + " over "
                + String.join(", ", integral.over()) + " = " + printer.print(integral.equals());
    }

    private static String where(Condition.Pointwise condition, Problem problem) {
        Optional<List<Face>> faces = problem.domain().faces(condition.at());
        return faces.map(list -> " at "
                        + String.join(
                                " or ", list.stream().map(f -> name(f, problem)).toList()))
                .orElse("");
    }

    private static String name(Face face, Problem problem) {
        Input input = problem.inputs().get(face.input());
        double at = face.upper() ? input.interval().max() : input.interval().min();
        return input.name() + " = " + at;
    }

    private static String count(FaceCount count) {
        String needed = count.needed() < 0 ? "" : " of " + count.needed();
        return count.field() + " at " + count.face() + ": " + count.given() + needed;
    }

    private static String finding(Finding finding) {
        return finding.severity().name().toLowerCase(Locale.ROOT) + ": " + finding.message();
    }

    private static String observations(Observations data) {
        return data.name() + ": " + data.points().size() + " points of " + String.join(", ", data.fields())
                + (Double.isNaN(data.sigma()) ? "" : ", sigma " + data.sigma());
    }

    private static String truth(Problem problem) {
        if (!problem.exact().isEmpty()) {
            return "the exact " + String.join(", ", problem.exact().keySet());
        }
        return problem.reference() != null
                ? "the reference file " + problem.reference().getFileName()
                : "the classical solver if it takes the problem, else a second run";
    }

    String text() {
        StringBuilder text = new StringBuilder(problem.name());
        text.append(problem.title().equals(problem.name()) ? "" : ": " + problem.title())
                .append('\n');
        lines.forEach((head, body) -> {
            for (int i = 0; i < body.size(); i++) {
                text.append(String.format("%-14s %s%n", i == 0 ? head : "", body.get(i)));
            }
        });
        cost.ifPresent(c -> text.append(String.format(
                Locale.ROOT,
                "%-14s at most %.0f s and about %.0f MB (%s)%n",
                "cost",
                c.seconds(),
                c.bytes() / MEBIBYTE,
                c.basis())));
        return text.toString();
    }

    String json() {
        ObjectNode root = new JsonMapper().createObjectNode();
        root.put("name", problem.name()).put("title", problem.title());
        lines.forEach((head, body) -> {
            ArrayNode list = root.putArray(head.replace(' ', '_'));
            body.forEach(list::add);
        });
        cost.ifPresent(c -> root.putObject("cost")
                .put("seconds", c.seconds())
                .put("bytes", c.bytes())
                .put("basis", c.basis()));
        return root.toPrettyString();
    }
}
