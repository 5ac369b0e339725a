package org.ansatz.dynamics.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ansatz.dynamics.field.FieldEvolution;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.report.Metrics;
import org.ansatz.physics.report.RunConfig;
import org.ansatz.physics.report.RunFacts;
import org.ansatz.physics.report.RunFolder;
import org.ansatz.tensor.io.NdArray;
import org.ansatz.tensor.io.Npz;

/**
 * A simulation in a run folder: evolves, observes, keeps frames and checkpoints. Stopped and resumed it makes the same bits as
 * in one go, because it stops between chunks of steps that are the same either way.
 */
public final class SimulationRun {
    // Steps between two looks at the user's wish to stop.
    private static final int CHUNK = 16;
    private static final double CHECKPOINT_SECONDS = 30;

    private final Simulation simulation;
    private final RunFolder folder;
    private final List<String> columns;
    private final List<double[]> rows = new ArrayList<>();
    private final long begun = System.nanoTime();
    private FieldEvolution evolution;
    private boolean finished;

    public SimulationRun(Simulation simulation, RunFolder folder) {
        this.simulation = simulation;
        this.folder = folder;
        columns = new ArrayList<>(List.of(SimulationFile.TIME));
        columns.addAll(simulation.observe(simulation.initial()).keySet());
    }

    /** Writes {@code config.yaml}, before the work. */
    public void recordConfiguration(Settings over) throws IOException {
        SimulationFile file = simulation.file();
        Path place = file.yaml().file().toAbsolutePath();
        Map<String, String> effective = new LinkedHashMap<>(file.effective());
        effective.put("dt in force", String.valueOf(simulation.dt()));
        new RunConfig(
                        String.valueOf(place.getFileName()),
                        String.valueOf(place.getParent()),
                        file.yaml().text(),
                        SimulationFile.METHOD,
                        over.given(),
                        effective,
                        simulation.seed(),
                        "cpu",
                        RunFacts.ofThisMachine())
                .writeWithoutData(folder);
    }

    /**
     * Evolves to the end, or until the user asks to stop.
     *
     * @return whether it got to the end
     */
    public boolean evolve(Run run) throws IOException {
        int frames = 0;
        if (run.resuming() && Files.exists(checkpoint())) {
            frames = restore();
        } else {
            Files.createDirectories(folder.checkpoint());
            evolution = simulation.evolution(1);
        }
        try (FrameFile file = frameFile(frames)) {
            if (rows.isEmpty()) {
                file.append(evolution.state());
                observe();
            }
            finished = evolve(run, file);
            checkpoint(file.frames());
        }
        return finished;
    }

    private boolean evolve(Run run, FrameFile file) throws IOException {
        int every = simulation.stepsPerSample();
        long total = (long) every * simulation.totalSamples();
        long saved = System.nanoTime();
        while (evolution.step() < total) {
            evolution.advance((int) Math.min(CHUNK, every - evolution.step() % every));
            if (evolution.step() % every == 0) {
                observe();
                if (evolution.step() / every % simulation.file().plan().samples() == 0) {
                    file.append(evolution.state());
                }
            }
            run.progress((double) evolution.step() / total, stage(), evolution.step(), conserved());
            if (run.stopRequested()) {
                return evolution.step() == total;
            }
            if ((System.nanoTime() - saved) * 1e-9 > CHECKPOINT_SECONDS) {
                checkpoint(file.frames());
                saved = System.nanoTime();
            }
        }
        return true;
    }

    private String stage() {
        return String.format(
                Locale.ROOT,
                "t = %.4g of %.4g",
                simulation.theory().time(evolution.state()),
                simulation.file().plan().until());
    }

    /** Energy and change for the progress bar. */
    private Map<String, Double> conserved() {
        double[] last = rows.get(rows.size() - 1);
        Map<String, Double> shown = new LinkedHashMap<>();
        shown.put(columns.get(1), last[1]);
        shown.put(columns.get(2), last[2]);
        return shown;
    }

    private void observe() {
        Map<String, Double> values = simulation.observe(evolution.state());
        double[] row = new double[columns.size()];
        row[0] = simulation.theory().time(evolution.state());
        int column = 1;
        for (double value : values.values()) {
            row[column++] = value;
        }
        rows.add(row);
    }

    FrameFile frameFile(int frames) throws IOException {
        int numbers = simulation.theory().fields() * simulation.theory().box().size();
        return new FrameFile(folder.checkpoint().resolve("frames.bin"), numbers, frames);
    }

    private Path checkpoint() {
        return folder.checkpoint().resolve("state.npz");
    }

    private void checkpoint(int frames) throws IOException {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        double[] state = evolution.state();
        arrays.put("state", new NdArray(new long[] {state.length}, state));
        arrays.put("step", one((double) evolution.step()));
        arrays.put("frames", one(frames));
        double[] flat = rows.stream().flatMapToDouble(Arrays::stream).toArray();
        arrays.put("rows", new NdArray(new long[] {rows.size(), columns.size()}, flat));
        Path next = folder.checkpoint().resolve("state.tmp");
        Npz.write(next, arrays);
        Files.move(next, checkpoint(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static NdArray one(double number) {
        return new NdArray(new long[] {1}, new double[] {number});
    }

    /** Gives the number of frames that count. */
    private int restore() throws IOException {
        Map<String, NdArray> arrays = Npz.read(checkpoint());
        double[] flat = arrays.get("rows").values();
        for (int start = 0; start < flat.length; start += columns.size()) {
            rows.add(Arrays.copyOfRange(flat, start, start + columns.size()));
        }
        evolution = simulation.evolution(
                arrays.get("state").values(), (long) arrays.get("step").values()[0]);
        return (int) arrays.get("frames").values()[0];
    }

    /** Writes figures, history, frames, pictures and page; after an interrupted run too. */
    public Metrics report(Run run) throws IOException {
        try (FrameFile frames =
                frameFile((int) Npz.read(checkpoint()).get("frames").values()[0])) {
            return new SimulationReport(simulation, folder, columns, rows, frames)
                    .write(run, finished, evolution, (System.nanoTime() - begun) * 1e-9);
        }
    }
}
