package org.ansatz.physics.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ansatz.physics.report.Figure.Better;

/**
 * The content of {@code metrics.json}: the figures of a run. Numbers that are absent or not finite are null there and NaN
 * here.
 *
 * @param name the problem's, comparison's or study's name
 * @param study the study that was run, or null
 * @param scale the study's scale, or null
 * @param peakRssBytes largest resident size of the process, -1 where the system does not tell
 */
public record Metrics(
        String name,
        String study,
        String scale,
        long seed,
        double wallSeconds,
        long peakRssBytes,
        List<Figure> figures) {
    public Metrics {
        figures = List.copyOf(figures);
    }

    /** The figures whose bar is missed. */
    public List<Figure> missed() {
        return figures.stream().filter(figure -> !figure.met()).toList();
    }

    /**
     * The figure of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Figure figure(String wanted) {
        return figures.stream()
                .filter(figure -> figure.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no figure " + wanted + " in " + name));
    }

    /** The JSON object. */
    public String json() {
        ObjectNode root = new JsonMapper().createObjectNode();
        root.put("name", name);
        root.put("study", study);
        if (scale != null) {
            root.put("scale", scale);
        }
        root.put("seed", seed);
        number(root, "wall_seconds", wallSeconds);
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
            node.put(
                    "better",
                    figure.better() == Better.NEITHER
                            ? null
                            : figure.better().name().toLowerCase(Locale.ROOT));
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

    public void write(Path file) throws IOException {
        Files.writeString(file, json() + "\n");
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if the file is not such an object
     */
    public static Metrics read(Path file) throws IOException {
        JsonNode root = new JsonMapper().readTree(Files.readString(file));
        if (root == null || !root.path("figures").isArray()) {
            throw new IOException(file + " holds no list of figures");
        }
        List<Figure> figures = new ArrayList<>();
        for (JsonNode node : root.get("figures")) {
            String better = text(node, "better", "neither");
            figures.add(new Figure(
                    text(node, "name", ""),
                    number(node, "value"),
                    text(node, "unit", "1"),
                    number(node, "baseline"),
                    text(node, "baseline_name", ""),
                    number(node, "paper"),
                    number(node, "bar"),
                    Better.valueOf(better.toUpperCase(Locale.ROOT))));
        }
        return new Metrics(
                text(root, "name", ""),
                text(root, "study", null),
                text(root, "scale", null),
                root.path("seed").asLong(),
                number(root, "wall_seconds"),
                root.path("peak_rss_bytes").asLong(-1),
                figures);
    }

    private static String text(JsonNode node, String name, String otherwise) {
        return node.hasNonNull(name) ? node.get(name).asText() : otherwise;
    }

    private static double number(JsonNode node, String name) {
        return node.hasNonNull(name) ? node.get(name).asDouble() : Double.NaN;
    }

    /** The figures as a table for a terminal; columns that no figure fills are left out. */
    public String table() {
        boolean baselines = figures.stream().anyMatch(f -> !Double.isNaN(f.baseline()));
        boolean papers = figures.stream().anyMatch(f -> !Double.isNaN(f.paper()));
        boolean bars = figures.stream().anyMatch(f -> !Double.isNaN(f.bar()));
        int width = figures.stream().mapToInt(f -> f.name().length()).max().orElse(0);
        String format = "%-" + Math.max(34, width) + "s %12s";
        StringBuilder text = new StringBuilder(String.format(format, "figure", "value"));
        text.append(baselines ? String.format(" %12s", "baseline") : "");
        text.append(papers ? String.format(" %12s", "paper") : "");
        text.append(bars ? String.format(" %12s", "bar") : "").append('\n');
        for (Figure f : figures) {
            text.append(String.format(Locale.ROOT, format, f.name(), cell(f.value())));
            text.append(baselines ? String.format(" %12s", cell(f.baseline())) : "");
            text.append(papers ? String.format(" %12s", cell(f.paper())) : "");
            text.append(bars ? String.format(" %12s", cell(f.bar())) : "");
            text.append(Double.isNaN(f.bar()) ? "" : f.met() ? " met" : " MISSED");
            text.append(f.unit().equals("1") ? "" : " " + f.unit()).append('\n');
        }
        return text.toString();
    }

    static String cell(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.4g", value);
    }

    /** Largest resident size of this process so far in bytes, -1 where the system does not tell. */
    public static long peakResident() {
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

    /**
     * Lets {@link #peakResident} count from here on, after a garbage collection, so that one process can tell the memory of
     * several methods apart. Does nothing where the system offers no such reset (it is Linux that does).
     */
    public static void forgetPeak() {
        System.gc();
        Path reset = Path.of("/proc/self/clear_refs");
        if (Files.isWritable(reset)) {
            try {
                // 5 resets the peak resident size, see proc(5).
                Files.writeString(reset, "5");
            } catch (IOException e) {
                // Refused: the peak goes on counting from the start of the process, an upper bound.
                return;
            }
        }
    }
}
