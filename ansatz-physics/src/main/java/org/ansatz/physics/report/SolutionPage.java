package org.ansatz.physics.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ansatz.physics.expr.Printer;
import org.ansatz.physics.problem.Condition;
import org.ansatz.physics.problem.Equation;
import org.ansatz.physics.problem.History;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Solution;
import org.ansatz.physics.report.SolutionFigures.Picture;

/** The {@code report.html} of one solution. */
record SolutionPage(
        Problem problem,
        Solution solution,
        ErrorMeasure.Result error,
        ResidualNorms norms,
        RunFacts facts,
        Metrics metrics) {

    void write(RunFolder folder, List<Picture> pictures, List<String> warnings) throws IOException {
        Solution.Outcome outcome = solution.outcome();
        HtmlPage page = new HtmlPage(
                problem.title(),
                String.format(
                        Locale.ROOT,
                        "%s, solved by %s in %.1f s (%s: %s)",
                        problem.name(),
                        facts.method(),
                        facts.wallSeconds(),
                        outcome.status().name().toLowerCase(Locale.ROOT),
                        outcome.detail()));
        warnings.forEach(page::warning);
        errors(page);
        constants(page);
        for (Picture picture : pictures) {
            page.picture(picture.file(), picture.caption());
        }
        laws(page);
        history(page);
        page.section("All figures")
                .table(
                        List.of("figure", "value", "unit"),
                        metrics.figures().stream()
                                .map(f -> List.of(f.name(), Metrics.cell(f.value()), f.unit()))
                                .toList());
        settings(page);
        page.section("Problem file").preformatted(problem.source().text());
        page.write(folder.report());
    }

    private void errors(HtmlPage page) {
        page.section("Error");
        page.paragraph("Measured " + error.sentence() + ".");
        error.notes().forEach(page::warning);
        if (!error.fields().isEmpty()) {
            List<List<String>> rows = new ArrayList<>();
            error.fields()
                    .forEach((field, e) -> rows.add(List.of(
                            field,
                            Metrics.cell(e.l2()),
                            e.absolute()
                                    ? "absolute"
                                    : error.kind() == ErrorMeasure.Kind.ESTIMATE ? "estimate" : "relative",
                            Metrics.cell(e.max()))));
            page.table(List.of("field", "L2 error", "", "largest error"), rows);
        }
    }

    private void constants(HtmlPage page) {
        if (!solution.parameters().isEmpty()) {
            List<List<String>> rows = new ArrayList<>();
            solution.parameters()
                    .forEach((name, e) -> rows.add(List.of(
                            name,
                            String.format(Locale.ROOT, "%.8g", e.value()),
                            Double.isNaN(e.standardError())
                                    ? "not determined by the data"
                                    : String.format(Locale.ROOT, "%.2g", e.standardError()))));
            page.section("Identified constants").table(List.of("constant", "value", "standard error"), rows);
        }
        Map<String, String> outputs = new LinkedHashMap<>();
        for (Figure f : metrics.figures()) {
            if (f.name().startsWith("output.")) {
                outputs.put(f.name().substring("output.".length()), String.format(Locale.ROOT, "%.8g", f.value()));
            }
        }
        if (!outputs.isEmpty()) {
            page.section("Outputs").table("output", "value", outputs);
        }
    }

    private void laws(HtmlPage page) {
        Printer printer = new Printer(problem.inputNames());
        List<List<String>> rows = new ArrayList<>();
        for (Equation e : problem.equations()) {
            rows.add(List.of(
                    e.name(),
                    printer.print(e.left()) + " = " + printer.print(e.right()),
                    cell(norms.byName().get("residual." + e.name())),
                    cell(norms.byName().get(UnsolvedEquations.FIGURE + e.name()))));
        }
        page.section("Equations")
                .table(List.of("name", "equation", "rms residual", "over the size of its terms"), rows);
        List<List<String>> conditions = new ArrayList<>();
        for (Condition c : problem.conditions()) {
            conditions.add(List.of(
                    c.name(), description(c, printer), cell(norms.byName().get("condition." + c.name()))));
        }
        if (!conditions.isEmpty()) {
            page.section("Conditions").table(List.of("name", "condition", "rms residual"), conditions);
        }
        if (!norms.isComplete()) {
            page.paragraph("A dash: this solution does not deliver the derivatives that the residual needs.");
        }
    }

    private static String description(Condition condition, Printer printer) {
        if (condition instanceof Condition.Pointwise p) {
            return printer.print(p.equation().left()) + " = "
                    + printer.print(p.equation().right());
        }
        if (condition instanceof Condition.Periodic p) {
            return "periodic in " + p.coordinate() + " up to order " + p.order() + ": " + String.join(", ", p.fields());
        }
        Condition.Integral i = (Condition.Integral) condition;
        return "integral of " + printer.print(i.of()) + " over " + String.join(", ", i.over()) + " = "
                + printer.print(i.equals());
    }

    private static String cell(Double value) {
        return value == null ? "-" : Metrics.cell(value);
    }

    private void history(HtmlPage page) {
        List<History.Row> rows = solution.outcome().history().rows();
        if (rows.isEmpty()) {
            return;
        }
        History.Row first = rows.get(0);
        History.Row last = rows.get(rows.size() - 1);
        List<List<String>> table = new ArrayList<>();
        for (String column : solution.outcome().history().columns()) {
            table.add(List.of(
                    column, cell(first.values().get(column)), cell(last.values().get(column))));
        }
        page.section("History")
                .paragraph(String.format(
                        Locale.ROOT,
                        "%d steps in %.1f s, %d of them recorded in history.csv.",
                        solution.outcome().steps(),
                        solution.outcome().seconds(),
                        rows.size()))
                .table(List.of("figure", "first", "last"), table);
    }

    private void settings(HtmlPage page) {
        Map<String, String> given = facts.given().given();
        List<List<String>> rows = new ArrayList<>();
        facts.effective()
                .forEach(
                        (name, value) -> rows.add(List.of(name, value, given.containsKey(name) ? "given" : "default")));
        page.section("Settings").table(List.of("setting", "value", ""), rows);
        Map<String, String> machine = new LinkedHashMap<>(facts.versions());
        machine.put("device", facts.device());
        machine.put("free numbers in the model", Long.toString(solution.parameterCount()));
        page.section("Versions").table("what", "version", machine);
    }
}
