package org.ansatz.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import org.ansatz.physics.problem.Solution;
import org.ansatz.physics.problem.Solution.Outcome;
import org.ansatz.physics.problem.Solution.ParameterEstimate;
import org.ansatz.physics.report.ErrorMeasure;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Metrics;
import org.ansatz.physics.report.RunFolder;
import org.ansatz.physics.report.UnsolvedEquations;

/** What a finished run says on standard output. */
record SolveSummary(Choice choice, RunFolder folder, Solution solution, ErrorMeasure.Result error, Metrics metrics) {
    private static final String OUTPUT = "output.";

    String text() {
        StringBuilder text = new StringBuilder();
        Outcome outcome = solution.outcome();
        line(
                text,
                choice.problem().name(),
                "%s, seed %d: %s (%d steps, %.1f s)",
                choice.solver().name(),
                choice.seed(),
                outcome.detail(),
                outcome.steps(),
                outcome.seconds());
        boolean estimate = error.kind() == ErrorMeasure.Kind.ESTIMATE;
        for (Map.Entry<String, ErrorMeasure.FieldError> entry : error.fields().entrySet()) {
            ErrorMeasure.FieldError field = entry.getValue();
            String head = (field.absolute() ? "L2 error of " : "relative L2 error of ") + entry.getKey();
            String max = Double.isNaN(field.max()) ? "" : String.format(Locale.ROOT, ", at most %.2e", field.max());
            line(text, head, "%s%.2e%s", estimate ? "about " : "", field.l2(), max);
        }
        line(text, "error measured", "%s", error.sentence());
        error.notes().forEach(note -> line(text, "note", "%s", note));
        UnsolvedEquations.in(metrics.figures()).forEach(note -> line(text, "warning", "%s", note));
        for (Map.Entry<String, ParameterEstimate> entry : solution.parameters().entrySet()) {
            ParameterEstimate found = entry.getValue();
            line(text, entry.getKey(), "%.8g, standard error %.2g", found.value(), found.standardError());
        }
        for (Figure figure : metrics.figures()) {
            if (figure.name().startsWith(OUTPUT)) {
                line(text, figure.name().substring(OUTPUT.length()), "%.8g", figure.value());
            }
        }
        line(text, "whole run", "%.1f s", metrics.wallSeconds());
        line(text, "report", "%s", folder.report());
        return text.toString();
    }

    private static void line(StringBuilder text, String head, String format, Object... values) {
        text.append(String.format("%-24s ", head))
                .append(String.format(Locale.ROOT, format, values))
                .append('\n');
    }

    /** The content of {@code metrics.json} with what a caller wants to know besides. */
    String json() {
        try {
            ObjectNode root = (ObjectNode) new JsonMapper().readTree(metrics.json());
            root.put("method", choice.solver().name());
            root.put("status", solution.outcome().status().name().toLowerCase(Locale.ROOT));
            root.put("detail", solution.outcome().detail());
            root.put("steps", solution.outcome().steps());
            root.put("error_kind", error.kind().name().toLowerCase(Locale.ROOT));
            root.put("error_measured", error.sentence());
            root.put("folder", folder.path().toString());
            return root.toPrettyString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("metrics are not JSON", e);
        }
    }
}
