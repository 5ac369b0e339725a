package org.ansatz.studies;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Metrics;

/**
 * What a study found.
 *
 * @param peakRssBytes largest resident size of the process, -1 where the system does not tell
 */
public record StudyReport(
        String study, Scale scale, long seed, double wallSeconds, long peakRssBytes, List<Figure> figures) {
    public StudyReport {
        figures = List.copyOf(figures);
    }

    /** Builds a report for work that began at {@code startNanos} (of {@link System#nanoTime}). */
    static StudyReport since(long startNanos, String study, Scale scale, long seed, List<Figure> figures) {
        return new StudyReport(
                study, scale, seed, (System.nanoTime() - startNanos) * 1e-9, Metrics.peakResident(), figures);
    }

    /** The figures whose bar is missed. */
    public List<Figure> missed() {
        return figures.stream().filter(figure -> !figure.met()).toList();
    }

    /** The figure of that name. */
    public Figure figure(String name) {
        return figures.stream()
                .filter(figure -> figure.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no figure " + name + " in study " + study));
    }

    /** The report as the JSON object of {@code metrics.json}; numbers that are absent are null. */
    public String json() {
        return metrics().json();
    }

    private Metrics metrics() {
        return new Metrics(study, study, scale.word(), seed, wallSeconds, peakRssBytes, figures);
    }

    /** Writes {@code metrics.json}. */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        metrics().write(folder.resolve("metrics.json"));
    }

    /** The figures as a table for a terminal. */
    public String table() {
        return metrics().table();
    }
}
