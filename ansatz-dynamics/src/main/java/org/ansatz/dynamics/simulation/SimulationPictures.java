package org.ansatz.dynamics.simulation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ansatz.dynamics.lattice.FourierBox;
import org.ansatz.physics.report.Pictures;
import org.ansatz.physics.report.Pictures.Curve;
import org.ansatz.physics.report.Pictures.FieldMap;
import org.ansatz.physics.report.RunFolder;

/** The pictures of a simulation: fields, conserved quantity, energies, observables. */
final class SimulationPictures {
    private static final int PROFILES = 5;
    private static final int SLICES = 6;
    private static final int SLICE_COLUMNS = 3;
    // Points of a picture's axis.
    private static final int FINEST = 512;
    // Energies in the table of observations: after time, the fields' energy and the conserved quantity.
    private static final List<String> ENERGIES = List.of("kinetic", "gradient", "potential");

    private final Simulation simulation;
    private final Pictures pictures;
    private final List<String> columns;
    private final List<double[]> rows;
    private final FrameFile frames;
    private final FourierBox box;

    SimulationPictures(
            Simulation simulation, RunFolder folder, List<String> columns, List<double[]> rows, FrameFile frames) {
        this.simulation = simulation;
        pictures = new Pictures(Optional.of(folder.path()));
        this.columns = columns;
        this.rows = rows;
        this.frames = frames;
        box = simulation.theory().box();
    }

    void draw() throws IOException {
        for (int k = 0; k < simulation.theory().fields(); k++) {
            if (box.dimension() == 1) {
                line(k);
            } else {
                slices(k);
            }
        }
        curves();
    }

    private double[] column(int column) {
        return rows.stream().mapToDouble(row -> row[column]).toArray();
    }

    private double time(int frame) {
        return rows.get(frame * simulation.file().plan().samples())[0];
    }

    /** A field on a line: over space and time, and profiles at some times. */
    private void line(int field) throws IOException {
        String name = simulation.file().fields().get(field);
        String coordinate = simulation.file().coordinates().get(0);
        double[] x = box.axes().get(0).points();
        int stride = Math.max(1, x.length / FINEST);
        List<Integer> shown = SimulationReport.chosen(frames.frames(), FINEST);
        double[][] map = new double[shown.size()][];
        double[] times = shown.stream().mapToDouble(this::time).toArray();
        for (int i = 0; i < map.length; i++) {
            map[i] = every(frames.read(shown.get(i), field * box.size(), box.size()), stride);
        }
        if (map.length > 1) {
            pictures.fields(
                    name + ".png",
                    simulation.name(),
                    SimulationFile.TIME,
                    times,
                    coordinate,
                    every(x, stride),
                    1,
                    List.of(new FieldMap(name, map, name)));
        }
        List<Curve> profiles = new ArrayList<>();
        for (int frame : SimulationReport.chosen(frames.frames(), PROFILES)) {
            profiles.add(new Curve(label(frame), x, frames.read(frame, field * box.size(), box.size())));
        }
        pictures.lines(name + "-profiles.png", simulation.name(), coordinate, name, false, profiles);
    }

    private String label(int frame) {
        return String.format(Locale.ROOT, "t = %.4g", time(frame));
    }

    private static double[] every(double[] values, int stride) {
        double[] some = new double[(values.length + stride - 1) / stride];
        for (int j = 0; j < some.length; j++) {
            some[j] = values[j * stride];
        }
        return some;
    }

    /** A field in a plane, or in the middle plane of a box, at some times. */
    private void slices(int field) throws IOException {
        String name = simulation.file().fields().get(field);
        int[] shape = box.shape();
        boolean deep = shape.length == 3;
        List<FieldMap> maps = new ArrayList<>();
        for (int frame : SimulationReport.chosen(frames.frames(), SLICES)) {
            double[][] plane = new double[shape[0]][shape[1]];
            for (int i = 0; i < shape[0]; i++) {
                int row = field * box.size() + i * (box.size() / shape[0]);
                double[] values = frames.read(frame, row, box.size() / shape[0]);
                for (int j = 0; j < shape[1]; j++) {
                    plane[i][j] = deep ? values[j * shape[2] + shape[2] / 2] : values[j];
                }
            }
            maps.add(new FieldMap(label(frame), plane, name));
        }
        List<String> names = simulation.file().coordinates();
        double[] z = deep ? box.axes().get(2).points() : new double[0];
        String where = deep ? String.format(Locale.ROOT, " at %s = %.4g", names.get(2), z[z.length / 2]) : "";
        pictures.fields(
                name + ".png",
                simulation.name() + ": " + name + where,
                names.get(0),
                box.axes().get(0).points(),
                names.get(1),
                box.axes().get(1).points(),
                SLICE_COLUMNS,
                maps);
    }

    private void curves() throws IOException {
        if (rows.size() < 2) {
            return;
        }
        double[] t = column(0);
        pictures.lines(
                "conservation.png",
                simulation.name(),
                SimulationFile.TIME,
                "relative change of the conserved quantity",
                true,
                List.of(new Curve(Simulation.CHANGE, t, column(2))));
        List<Curve> energies = new ArrayList<>();
        for (String energy : ENERGIES) {
            energies.add(new Curve(energy, t, column(columns.indexOf(energy))));
        }
        pictures.lines("energies.png", simulation.name(), SimulationFile.TIME, "mean energy density", false, energies);
        for (String observable : simulation.file().observables().keySet()) {
            pictures.lines(
                    "observable-" + observable + ".png",
                    simulation.name(),
                    SimulationFile.TIME,
                    observable,
                    false,
                    List.of(new Curve(observable, t, column(columns.indexOf(observable)))));
        }
    }
}
