package org.ansatz.studies;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

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
        return new StudyReport(study, scale, seed, (System.nanoTime() - startNanos) * 1e-9, peakResident(), figures);
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
        JsonMapper mapper = new JsonMapper();
        ObjectNode root = mapper.createObjectNode();
        root.put("name", study);
        root.put("study", study);
        root.put("scale", scale.word());
        root.put("seed", seed);
        root.put("wall_seconds", wallSeconds);
        root.put("peak_rss_bytes", peakRssBytes);
        ArrayNode list = root.putArray("figures");
        for (Figure figure : figures) {
            ObjectNode node = list.addObject();
            node.put("name", figure.name());
            number(node, "value", figure.value());
            node.put("unit", figure.unit());
            number(node, "baseline", figure.baseline());
            node.put("baseline_name", figure.baselineName().isEmpty() ? null : figure.baselineName());
            number(node, "paper", figure.paper());
            number(node, "bar", figure.bar());
            node.put("better", figure.better().name().toLowerCase(Locale.ROOT));
        }
        return root.toPrettyString();
    }

    private static void number(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }

    /** Writes {@code metrics.json}. */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("metrics.json"), json() + "\n");
    }

    /** The figures as a table for a terminal. */
    public String table() {
        StringBuilder text = new StringBuilder(
                String.format("%-34s %12s %12s %12s %12s%n", "figure", "value", "baseline", "paper", "bar"));
        for (Figure f : figures) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-34s %12s %12s %12s %12s %s%n",
                    f.name(),
                    cell(f.value()),
                    cell(f.baseline()),
                    cell(f.paper()),
                    cell(f.bar()),
                    Double.isNaN(f.bar()) ? "" : f.met() ? "met" : "MISSED"));
        }
        return text.toString();
    }

    private static String cell(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.4g", value);
    }

    private static long peakResident() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("VmHWM:")) {
                    return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
        } catch (IOException e) {
            return -1;
        }
        return -1;
    }
}
