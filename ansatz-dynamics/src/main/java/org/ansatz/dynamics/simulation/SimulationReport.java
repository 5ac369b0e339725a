package org.ansatz.dynamics.simulation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ansatz.dynamics.field.FieldEvolution;
import org.ansatz.dynamics.lattice.FourierBox;
import org.ansatz.dynamics.lattice.FourierLine;
import org.ansatz.dynamics.lattice.LatticeSnapshot;
import org.ansatz.physics.problem.History;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.physics.report.Metrics;
import org.ansatz.physics.report.RunFacts;
import org.ansatz.physics.report.RunFolder;
import org.ansatz.physics.report.RunReport;
import org.ansatz.physics.report.VtkImage;
import org.ansatz.tensor.io.NdArray;
import org.ansatz.tensor.io.NpzWriter;

/** What a simulation leaves in its run folder. */
final class SimulationReport {
    // More of the spectrum than this beyond two thirds of the largest wave number: the points are too few.
    private static final double RESOLVED = 1e-6;

    private final Simulation simulation;
    private final RunFolder folder;
    private final List<String> columns;
    private final List<double[]> rows;
    private final FrameFile frames;
    private final List<Figure> figures = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    SimulationReport(
            Simulation simulation, RunFolder folder, List<String> columns, List<double[]> rows, FrameFile frames) {
        this.simulation = simulation;
        this.folder = folder;
        this.columns = columns;
        this.rows = rows;
        this.frames = frames;
    }

    Metrics write(Run run, boolean finished, FieldEvolution evolution, double seconds) throws IOException {
        double[] last = rows.get(rows.size() - 1);
        figures.add(Figure.of("time", last[0], Better.NEITHER));
        figures.add(Figure.of(columns.get(1), last[1], Better.NEITHER));
        double change = rows.stream().mapToDouble(row -> row[2]).max().orElseThrow();
        figures.add(Figure.of("conservation_error", change, Better.LOWER));
        for (int c = 3; c < columns.size(); c++) {
            figures.add(Figure.of(columns.get(c) + ".end", last[c], Better.NEITHER));
        }
        resolution(evolution.state());
        if (!finished) {
            warnings.add(String.format(Locale.ROOT, "interrupted at t = %.6g", last[0]));
        } else if (simulation.file().plan().estimate()) {
            estimate(run, evolution.state());
        }
        arrays();
        snapshot(evolution);
        if (simulation.theory().box().dimension() > 1) {
            images();
        }
        new SimulationPictures(simulation, folder, columns, rows, frames).draw();
        Metrics metrics =
                new Metrics(simulation.name(), null, null, simulation.seed(), seconds, Metrics.peakResident(), figures);
        page(metrics, evolution.step(), seconds);
        warnings.forEach(run::say);
        return metrics;
    }

    private void page(Metrics metrics, long steps, double seconds) throws IOException {
        FourierBox box = simulation.theory().box();
        String lead = String.format(
                Locale.ROOT,
                "%d points, %d steps of %.6g by %s in %.1f s",
                box.size(),
                steps,
                simulation.dt(),
                simulation.file().plan().method().word(),
                seconds);
        History history = new History();
        for (int r = 0; r < rows.size(); r++) {
            Map<String, Double> values = new LinkedHashMap<>();
            for (int c = 0; c < columns.size(); c++) {
                values.put(columns.get(c), rows.get(r)[c]);
            }
            history.add((long) r * simulation.stepsPerSample(), 0, values);
        }
        new RunReport(
                        simulation.name(),
                        lead,
                        warnings,
                        metrics,
                        history,
                        Map.of("Settings", simulation.file().effective()),
                        simulation.file().yaml().text())
                .write(folder);
    }

    /** The share of the fields' squares at wave numbers beyond two thirds of the largest one along each axis. */
    private void resolution(double[] state) {
        FourierBox box = simulation.theory().box();
        for (int k = 0; k < simulation.theory().fields(); k++) {
            double[] field = new double[box.size()];
            System.arraycopy(state, k * box.size(), field, 0, box.size());
            double mean = 0;
            for (double value : field) {
                mean += value / field.length;
            }
            double whole = 0;
            for (double value : field) {
                whole += (value - mean) * (value - mean);
            }
            double worst = 0;
            for (int a = 0; a < box.dimension(); a++) {
                worst = Math.max(worst, whole == 0 ? 0 : beyond(box, a, field.clone()) / whole);
            }
            String name = simulation.file().fields().get(k);
            figures.add(Figure.of("spectral_tail." + name, worst, Better.LOWER));
            if (worst > RESOLVED) {
                warnings.add(String.format(
                        Locale.ROOT,
                        "%.1e of %s lies at the largest third of the wave numbers: more points are needed",
                        worst,
                        name));
            }
        }
    }

    private static double beyond(FourierBox box, int axis, double[] field) {
        List<double[]> symbols = new ArrayList<>();
        for (int a = 0; a < box.dimension(); a++) {
            FourierLine line = box.axes().get(a);
            double edge = a == axis ? 2.0 / 3 * line.largestWaveNumber() : -1;
            symbols.add(line.symbol(k -> k > edge ? 1 : 0));
        }
        box.filter(field, symbols);
        double sum = 0;
        for (double value : field) {
            sum += value * value;
        }
        return sum;
    }

    /** A second run with half the step: what is left between both tells the error that the step makes. */
    private void estimate(Run run, double[] state) {
        FieldEvolution finer = simulation.evolution(2);
        long total = 2L * simulation.stepsPerSample() * simulation.totalSamples();
        int chunk = 2 * simulation.stepsPerSample();
        while (finer.step() < total) {
            finer.advance(chunk);
            run.progress((double) finer.step() / total, "half the step, for the error", finer.step(), Map.of());
            if (run.stopRequested()) {
                warnings.add("interrupted before the error was estimated");
                return;
            }
        }
        int order =
                simulation.file().plan().method().method(simulation.theory()).order();
        double factor = 1 / (1 - Math.pow(0.5, order));
        int size = simulation.theory().box().size();
        for (int k = 0; k < simulation.theory().fields(); k++) {
            double largest = 0;
            for (int j = k * size; j < (k + 1) * size; j++) {
                largest = Math.max(largest, Math.abs(state[j] - finer.state()[j]));
            }
            String name = simulation.file().fields().get(k);
            figures.add(Figure.of("error_estimate." + name, factor * largest, Better.LOWER));
        }
    }

    /** Times, places and fields for NumPy. */
    private void arrays() throws IOException {
        FourierBox box = simulation.theory().box();
        try (NpzWriter npz = new NpzWriter(folder.solution())) {
            double[] times = frameTimes();
            npz.array(SimulationFile.TIME, new NdArray(new long[] {times.length}, times));
            for (int a = 0; a < box.dimension(); a++) {
                double[] x = box.axes().get(a).points();
                npz.array(simulation.file().coordinates().get(a), new NdArray(new long[] {x.length}, x));
            }
            for (int k = 0; k < simulation.theory().fields(); k++) {
                long[] shape = new long[1 + box.dimension()];
                shape[0] = times.length;
                for (int a = 0; a < box.dimension(); a++) {
                    shape[a + 1] = box.shape()[a];
                }
                npz.begin(simulation.file().fields().get(k), false, shape);
                for (int f = 0; f < times.length; f++) {
                    npz.append(frames.read(f, k * box.size(), box.size()));
                }
            }
        }
    }

    /** The last state, momenta included, as HDF5. */
    private void snapshot(FieldEvolution evolution) throws IOException {
        FourierBox box = simulation.theory().box();
        Map<String, double[]> fields = new LinkedHashMap<>();
        // Time and its momentum follow the fields and their momenta.
        int momenta = simulation.theory().dimension() / 2;
        for (int k = 0; k < simulation.theory().fields(); k++) {
            String name = simulation.file().fields().get(k);
            int from = k * box.size();
            fields.put(name, Arrays.copyOfRange(evolution.state(), from, from + box.size()));
            fields.put(
                    name + ".momentum",
                    Arrays.copyOfRange(evolution.state(), momenta + from, momenta + from + box.size()));
        }
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("simulation", simulation.name());
        attributes.put(SimulationFile.TIME, simulation.theory().time(evolution.state()));
        attributes.put("coordinates", String.join(",", simulation.file().coordinates()));
        attributes.put(
                "lower", box.axes().stream().mapToDouble(FourierLine::left).toArray());
        attributes.put(
                "spacing", box.axes().stream().mapToDouble(FourierLine::spacing).toArray());
        attributes.put("step", evolution.step());
        attributes.put("dt", simulation.dt());
        attributes.put("method", simulation.file().plan().method().word());
        attributes.put("seed", simulation.seed());
        attributes.putAll(RunFacts.ofThisMachine());
        LatticeSnapshot.write(folder.path().resolve("state.h5"), box.shape(), fields, attributes);
    }

    /** Frames for ParaView. */
    private void images() throws IOException {
        FourierBox box = simulation.theory().box();
        VtkImage image = new VtkImage(
                box.axes().stream().mapToDouble(FourierLine::left).toArray(),
                box.axes().stream().mapToDouble(FourierLine::spacing).toArray(),
                box.shape());
        double[] times = frameTimes();
        List<String> names = new ArrayList<>();
        for (int f = 0; f < times.length; f++) {
            Map<String, double[]> fields = new LinkedHashMap<>();
            for (int k = 0; k < simulation.theory().fields(); k++) {
                fields.put(simulation.file().fields().get(k), frames.read(f, k * box.size(), box.size()));
            }
            names.add(String.format(Locale.ROOT, "solution_%04d.vti", f));
            image.write(folder.path().resolve(names.get(f)), fields);
        }
        VtkImage.series(folder.path().resolve("solution.pvd"), names, times);
    }

    private double[] frameTimes() throws IOException {
        int samples = simulation.file().plan().samples();
        double[] times = new double[frames.frames()];
        for (int f = 0; f < times.length; f++) {
            times[f] = rows.get(f * samples)[0];
        }
        return times;
    }

    /** The frames that pictures show: the first, the last and some between. */
    static List<Integer> chosen(int frames, int most) {
        List<Integer> chosen = new ArrayList<>();
        int count = Math.min(frames, most);
        for (int i = 0; i < count; i++) {
            chosen.add(count == 1 ? 0 : (int) Math.round((double) i * (frames - 1) / (count - 1)));
        }
        return Collections.unmodifiableList(chosen);
    }
}
