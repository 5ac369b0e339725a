package org.ansatz.physics.report;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import org.ansatz.physics.problem.History;
import org.ansatz.physics.problem.InvalidProblem;

/** A run's report as text, read from its folder. */
public final class RunSummary {
    private RunSummary() {}

    /**
     * @throws InvalidProblem if the folder's files cannot be read
     */
    public static String text(RunFolder folder) {
        StringBuilder text = new StringBuilder();
        try {
            if (Files.exists(folder.config())) {
                RunConfig config = RunConfig.read(folder);
                text.append(String.format(
                        "problem  %s%nmethod   %s, seed %d, %s%n",
                        config.problemFile(), config.method(), config.seed(), config.device()));
                if (!config.settings().isEmpty()) {
                    text.append("given    ").append(config.settings()).append('\n');
                }
                text.append("versions ").append(config.versions()).append('\n');
            }
            if (Files.exists(folder.metrics())) {
                Metrics metrics = Metrics.read(folder.metrics());
                text.append(String.format(
                        Locale.ROOT,
                        "wall     %.1f s, peak memory %s%n%n",
                        metrics.wallSeconds(),
                        metrics.peakRssBytes() < 0 ? "unknown" : (metrics.peakRssBytes() >> 20) + " MB"));
                text.append(metrics.table());
            } else {
                text.append("unfinished: no metrics.json yet; --resume goes on from the last checkpoint\n");
            }
            if (Files.exists(folder.history())) {
                history(text, HistoryFile.read(folder.history()));
            }
        } catch (IOException e) {
            throw new InvalidProblem(folder.path() + ": cannot be read (" + e.getMessage() + ")");
        }
        return text.toString();
    }

    private static void history(StringBuilder text, History history) {
        if (history.rows().isEmpty()) {
            return;
        }
        History.Row last = history.rows().get(history.rows().size() - 1);
        text.append(String.format(
                Locale.ROOT, "%nlast of %d records, step %d:", history.rows().size(), last.step()));
        last.values().forEach((name, value) -> text.append(String.format(Locale.ROOT, " %s %.3g", name, value)));
        text.append('\n');
    }
}
