package org.ansatz.dynamics.walls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.ansatz.dynamics.lattice.Lattice3D;
import org.ansatz.dynamics.lattice.PowerLawBackground;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.Parallel;
import org.ansatz.tensor.io.NdArray;
import org.ansatz.tensor.io.Safetensors;

/**
 * The state of an evolution between steps as a folder of safetensors files, one per field, so that writing needs the memory
 * of one field. An evolution that is read goes on with the bits that it would have had, if it is advanced in the same
 * portions. The folder is written beside its place and moved, so that an interruption leaves the last one whole.
 */
public final class NetworkCheckpoint {
    private static final String FIELD = "field";
    private static final String MOMENTUM = "momentum";
    private static final String STRESSES = "stresses";
    private static final String TIMES = "times";
    private static final String FREQUENCIES = "frequencies";
    private static final String VALUES = "values";

    private NetworkCheckpoint() {}

    /**
     * Writes a checkpoint, in the place of an earlier one.
     *
     * @param folder of this checkpoint alone
     * @param correlator whose samples belong to the state, if any
     */
    public static void write(Path folder, WallEvolution evolution, Optional<UnequalTimeCorrelator> correlator)
            throws IOException {
        Path fresh = folder.resolveSibling(folder.getFileName() + ".part");
        remove(fresh);
        Files.createDirectories(fresh);
        Map<String, String> metadata = metadata(evolution);
        for (Map.Entry<String, double[]> field : fields(evolution).entrySet()) {
            long n = evolution.lattice().n();
            write(fresh, field.getKey(), Map.of(VALUES, new NdArray(new long[] {n, n, n}, field.getValue())), metadata);
        }
        if (correlator.isPresent()) {
            double[] times = correlator.get().times();
            Map<String, NdArray> stresses = new LinkedHashMap<>();
            stresses.put(TIMES, NdArray.of(times));
            stresses.put(FREQUENCIES, NdArray.of(frequencies(correlator.get())));
            for (int s = 0; s < times.length; s++) {
                stresses.put(VALUES + s, NdArray.of(correlator.get().samples().get(s)));
            }
            write(fresh, STRESSES, stresses, metadata);
        }
        remove(folder);
        Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void write(Path folder, String name, Map<String, NdArray> arrays, Map<String, String> metadata)
            throws IOException {
        Safetensors.write(file(folder, name), arrays, metadata);
    }

    private static Path file(Path folder, String name) {
        return folder.resolve(name + ".safetensors");
    }

    private static void remove(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    /**
     * Reads an evolution.
     *
     * @throws IOException if the folder is no checkpoint
     * @throws InvalidProblem if what it holds makes no network
     */
    public static WallEvolution read(Path folder, Parallel parallel) throws IOException {
        Safetensors.Content field = Safetensors.read(file(folder, FIELD));
        Map<String, String> facts = field.metadata();
        String where = folder + ": " + FIELD;
        Lattice3D lattice = new Lattice3D((int) number(facts, "points", where), number(facts, "length", where));
        WallModel model = new WallModel(
                new PowerLawBackground(number(facts, "w", where), number(facts, "background_start", where)),
                number(facts, "s", where),
                number(facts, "damping", where),
                number(facts, "bias", where));
        ScalarNetwork network =
                new ScalarNetwork(lattice, field.tensors().get(VALUES).values(), values(folder, MOMENTUM));
        Optional<TensorModes> waves = Optional.empty();
        if (Files.exists(file(folder, wave("u", 0)))) {
            TensorModes modes = TensorModes.zero(lattice);
            for (int c = 0; c < TensorModes.PAIRS.length; c++) {
                modes.u()[c] = values(folder, wave("u", c));
                modes.q()[c] = values(folder, wave("q", c));
            }
            waves = Optional.of(modes);
        }
        return new WallEvolution(
                        model, network, waves, number(facts, "start", where), number(facts, "step", where), parallel)
                .resumedAt((long) number(facts, "steps", where));
    }

    /**
     * Reads the samples of a correlator.
     *
     * @param empty of the same modes, to which the samples are added
     * @throws IOException if the folder holds none, or of other modes
     */
    public static void readStresses(Path folder, UnequalTimeCorrelator empty) throws IOException {
        Map<String, NdArray> arrays = Safetensors.read(file(folder, STRESSES)).tensors();
        double[] times = arrays.get(TIMES).values();
        NdArray frequencies = arrays.get(FREQUENCIES);
        if (frequencies == null || !Arrays.equals(frequencies.values(), frequencies(empty))) {
            throw new IOException(
                    file(folder, STRESSES) + ": the samples are of other modes, chosen with another seed or number");
        }
        int expected = ModeSubset.NUMBERS * empty.modes().size();
        for (int s = 0; s < times.length; s++) {
            double[] sample = arrays.get(VALUES + s).values();
            if (sample.length != expected) {
                throw new IOException(file(folder, STRESSES) + ": samples have " + sample.length + " numbers, not the "
                        + expected + " of these modes");
            }
            empty.add(times[s], sample);
        }
    }

    private static double[] frequencies(UnequalTimeCorrelator correlator) {
        double[] frequencies = new double[correlator.modes().size()];
        Arrays.setAll(frequencies, correlator.modes()::frequency);
        return frequencies;
    }

    private static double[] values(Path folder, String name) throws IOException {
        NdArray array = Safetensors.read(file(folder, name)).tensors().get(VALUES);
        if (array == null) {
            throw new IOException(file(folder, name) + " holds no array \"" + VALUES + "\"");
        }
        return array.values();
    }

    private static double number(Map<String, String> facts, String name, String where) throws IOException {
        String text = facts.get(name);
        if (text == null) {
            throw new IOException(where + " does not tell " + name + "; expected a checkpoint of a network");
        }
        return Double.parseDouble(text);
    }

    /** All fields by name. */
    static Map<String, double[]> fields(WallEvolution evolution) {
        Map<String, double[]> fields = new LinkedHashMap<>();
        fields.put(FIELD, evolution.network().field());
        fields.put(MOMENTUM, evolution.network().momentum());
        evolution.waves().ifPresent(waves -> {
            for (int c = 0; c < TensorModes.PAIRS.length; c++) {
                fields.put(wave("u", c), waves.u()[c]);
                fields.put(wave("q", c), waves.q()[c]);
            }
        });
        return fields;
    }

    private static String wave(String kind, int component) {
        int[] axes = TensorModes.PAIRS[component];
        return kind + "_" + "xyz".charAt(axes[0]) + "xyz".charAt(axes[1]);
    }

    /** What a network is, as text; numbers that are read again are the same numbers. */
    static Map<String, String> metadata(WallEvolution evolution) {
        WallModel model = evolution.model();
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("points", String.valueOf(evolution.lattice().n()));
        metadata.put("length", String.valueOf(evolution.lattice().length()));
        metadata.put("w", String.valueOf(model.background().w()));
        metadata.put("background_start", String.valueOf(model.background().start()));
        metadata.put("s", String.valueOf(model.s()));
        metadata.put("damping", String.valueOf(model.damping()));
        metadata.put("bias", String.valueOf(model.bias()));
        metadata.put("start", String.valueOf(evolution.start()));
        metadata.put("step", String.valueOf(evolution.step()));
        metadata.put("steps", String.valueOf(evolution.steps()));
        return metadata;
    }
}
