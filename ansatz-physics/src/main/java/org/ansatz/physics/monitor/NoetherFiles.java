package org.ansatz.physics.monitor;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ansatz.learn.noether.ChargeTrack;
import org.ansatz.learn.noether.ChargeTrack.Column;
import org.ansatz.learn.noether.SymmetryAudit;
import org.ansatz.physics.report.Pictures;
import org.ansatz.physics.report.Pictures.Chart;
import org.ansatz.physics.report.Pictures.Curve;

/** What the monitor {@code noether} leaves in a run folder; a second training of one run gets names that end in -2. */
record NoetherFiles(Path folder) {
    private static final int PANELS = 6;

    void write(SymmetryAudit audit, List<ChargeTrack> tracks) throws IOException {
        Files.createDirectories(folder);
        String ending = ending();
        writeCharges(folder.resolve("noether" + ending + ".csv"), tracks);
        writeAudit(folder.resolve("noether-audit" + ending + ".csv"), audit);
        draw("noether" + ending + ".png", tracks);
    }

    private String ending() {
        String ending = "";
        for (int k = 2; Files.exists(folder.resolve("noether" + ending + ".csv")); k++) {
            ending = "-" + k;
        }
        return ending;
    }

    private static void writeCharges(Path file, List<ChargeTrack> tracks) throws IOException {
        try (Writer out = Files.newBufferedWriter(file)) {
            out.write("charge of");
            for (Column column : Column.values()) {
                out.write("," + column.name().toLowerCase(Locale.ROOT));
            }
            out.write("\n");
            for (ChargeTrack track : tracks) {
                double[][] columns =
                        Arrays.stream(Column.values()).map(track::column).toArray(double[][]::new);
                for (int row = 0; row < columns[0].length; row++) {
                    out.write(track.generator().name());
                    for (int c = 0; c < columns.length; c++) {
                        double value = columns[c][row];
                        out.write("," + (Double.isNaN(value) ? "" : c == 0 ? "" + (long) value : "" + value));
                    }
                    out.write("\n");
                }
            }
        }
    }

    private static void writeAudit(Path file, SymmetryAudit audit) throws IOException {
        try (Writer out = Files.newBufferedWriter(file)) {
            out.write("family,generators,holding,least_violation,largest_violation\n");
            for (SymmetryAudit.Finding finding : audit.findings()) {
                out.write(finding.family().name() + ","
                        + finding.family().generators().size() + ","
                        + finding.holding(audit.tolerance()).size() + "," + cell(finding.least()) + ","
                        + cell(finding.worst()) + "\n");
            }
        }
    }

    private static String cell(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }

    /** Charges of whole arrays first: they move the most parameters. */
    private void draw(String file, List<ChargeTrack> tracks) throws IOException {
        List<Chart> charts = new ArrayList<>();
        tracks.stream()
                .filter(track -> track.column(Column.STEP).length > 1)
                .sorted((a, b) -> b.generator().support().length - a.generator().support().length)
                .limit(PANELS)
                .forEach(track -> charts.add(chart(track)));
        if (!charts.isEmpty()) {
            new Pictures(Optional.of(folder)).charts(file, "Charges in training", Math.min(2, charts.size()), charts);
        }
    }

    private static Chart chart(ChargeTrack track) {
        double[] steps = track.column(Column.STEP);
        Curve measured = new Curve("measured", steps, track.column(Column.CHARGE));
        String name = track.generator().name();
        if (!track.isPredicted()) {
            return new Chart(name, "step", "charge", false, List.of(measured));
        }
        return new Chart(
                name,
                "step",
                "charge",
                false,
                List.of(
                        new Curve("law", steps, track.column(Column.PREDICTED)),
                        new Curve("gradient flow", steps, track.column(Column.MASSLESS))),
                Optional.of(measured));
    }
}
