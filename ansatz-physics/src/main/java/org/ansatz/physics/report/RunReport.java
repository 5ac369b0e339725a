package org.ansatz.physics.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ansatz.physics.problem.History;

/**
 * What a run folder tells of a run that does not solve a problem: figures, history, pictures and a page with all of them.
 *
 * @param lead one sentence below the title
 * @param tables facts by heading
 * @param source the text that describes the run
 */
public record RunReport(
        String title,
        String lead,
        List<String> warnings,
        Metrics metrics,
        History history,
        Map<String, Map<String, String>> tables,
        String source) {
    /** Writes {@code metrics.json}, {@code history.csv} and {@code report.html} with the pictures that lie in the folder. */
    public void write(RunFolder folder) throws IOException {
        metrics.write(folder.metrics());
        HistoryFile.write(folder.history(), history);
        HtmlPage page = new HtmlPage(title, lead);
        warnings.forEach(page::warning);
        List<List<String>> rows = new ArrayList<>();
        for (Figure figure : metrics.figures()) {
            rows.add(List.of(figure.name(), Metrics.cell(figure.value()), figure.unit()));
        }
        page.section("Figures").table(List.of("figure", "value", "unit"), rows);
        for (Path picture : folder.pictures()) {
            String name = String.valueOf(picture.getFileName()).replaceFirst("\\.png$", "");
            page.picture(picture, name.replace('-', ' '));
        }
        tables.forEach((heading, entries) -> page.section(heading).table("", "", new LinkedHashMap<>(entries)));
        page.section("File").preformatted(source);
        page.write(folder.report());
    }
}
