package org.ansatz.operator.train;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ansatz.learn.optim.OptimizerChoice;
import org.ansatz.operator.data.FieldDataset;
import org.ansatz.operator.data.Normalisation;
import org.ansatz.operator.train.TrainingPlan.Decay;
import org.ansatz.operator.train.TrainingPlan.Loss;
import org.ansatz.physics.expr.Nearest;
import org.ansatz.physics.monitor.MonitorChoice;
import org.ansatz.physics.problem.Entry;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Section;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.YamlFile;
import org.ansatz.physics.report.RunConfig;
import org.ansatz.physics.report.RunFolder;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;

/**
 * What {@code ansatz train} is given (docs/operators.md): a dataset, a model, how it is trained. Mistakes are told with file,
 * line and column.
 *
 * @param text of the file
 * @param place the file itself; relative names of data files are relative to its folder
 * @param data where the fields are
 * @param architecture for one input and one output channel, until the dataset is known
 * @param threads of libtorch, 0 for all cores
 * @param monitor of the training
 * @param effective all settings in force
 */
public record ModelFile(
        String name,
        String text,
        Path place,
        Data data,
        Architecture architecture,
        TrainingPlan plan,
        int threads,
        Optional<MonitorChoice> monitor,
        Map<String, String> effective) {
    /** Of Adam on operators, which bear more than its usual rate. */
    private static final double ADAM_RATE = 3e-3;

    /** The method's name in {@code config.yaml}. */
    public static final String METHOD = "operator";

    private static final List<String> TOP = List.of("name", "data", "model", "train");
    private static final List<String> DATA = List.of(
            "file", "inputs", "outputs", "train", "test", "test_file", "subsample", "normalise", "periodic", "history");
    private static final List<String> TRAIN = List.of(
            "epochs",
            "batch",
            "optimizer",
            "rate",
            "weight_decay",
            "schedule",
            "step_epochs",
            "loss",
            "shifts",
            "precision",
            "device",
            "seed",
            "threads",
            "monitor");

    /**
     * Where the fields are.
     *
     * @param train and {@code test}: numbers of samples, -1 for four fifths and the rest
     * @param testFile another file to be tested on, such as one of another resolution
     * @param history how many states an input begins with, newest first, if the operator is a step in time; 0 if nothing was said
     */
    public record Data(
            Path file,
            List<String> inputs,
            List<String> outputs,
            long train,
            long test,
            Optional<Path> testFile,
            int subsample,
            Normalisation.Kind normalise,
            boolean periodic,
            int history) {
        /** Opens the file for a number of grid axes. */
        public FieldDataset open(int dimension) {
            return FieldDataset.open(file, inputs, outputs, dimension, subsample);
        }

        /** The split for a number of samples. */
        public DataSplit split(long samples) {
            long trained = train < 0 ? Math.max(1, test < 0 ? samples * 4 / 5 : samples - test) : train;
            DataSplit split = new DataSplit(trained, test < 0 ? samples - trained : test, periodic);
            split.checkSamples(samples);
            return split;
        }
    }

    /** @throws InvalidProblem at the first mistake */
    public static ModelFile read(Path file, Settings over) {
        return of(YamlFile.read(file), over);
    }

    /**
     * The model of a run.
     *
     * @throws InvalidProblem if the run trained none
     */
    public static ModelFile ofRun(RunFolder folder) {
        RunConfig config = RunConfig.read(folder);
        if (!config.method().equals(METHOD)) {
            throw new InvalidProblem(
                    folder.path() + ": the run did not train an operator, its method is " + config.method());
        }
        Path place = Path.of(config.problemFolder()).resolve(config.problemFile());
        return of(YamlFile.parse(config.problemText(), place), new Settings(config.settings()));
    }

    private static ModelFile of(YamlFile yaml, Settings over) {
        Entry.Members root =
                yaml.root().members("a mapping with data, model and train").only(TOP, " of a model file");
        for (String needed : List.of("data", "model")) {
            if (!root.has(needed)) {
                throw root.mistake("`" + needed + "` is missing; a model file has " + String.join(", ", TOP));
            }
        }
        over.given().keySet().forEach(key -> {
            List<String> valid = new java.util.ArrayList<>(DATA);
            valid.addAll(ArchitectureReader.keys());
            valid.addAll(TRAIN);
            if (!valid.contains(key)) {
                throw over.invalid(key, "unknown setting" + Nearest.hint(key, valid));
            }
        });
        Section data = section(root, "data", DATA, over);
        Section train = section(root, "train", TRAIN, over);
        String fallback = String.valueOf(yaml.file().getFileName()).replaceFirst("\\.ya?ml$", "");
        String name = root.has("name") ? root.get("name").text("a name") : fallback;
        Map<String, String> effective = new LinkedHashMap<>();
        Data fields = data(data, yaml.file());
        ArchitectureReader model = ArchitectureReader.of(root.get("model").members("a mapping of settings"), over);
        Architecture architecture = model.read(fields.periodic());
        TrainingPlan plan = plan(train);
        int threads = train.integer("threads", 0, 0);
        Optional<MonitorChoice> monitor =
                train.placed("monitor", () -> MonitorChoice.parse(train.text("monitor", "a monitor", "none")));
        effective.putAll(data.effective());
        effective.putAll(model.effective());
        effective.putAll(train.effective());
        return new ModelFile(name, yaml.text(), yaml.file(), fields, architecture, plan, threads, monitor, effective);
    }

    private static Section section(Entry.Members root, String key, List<String> valid, Settings over) {
        Entry.Members members = root.has(key)
                ? root.get(key).members("a mapping of settings")
                : new Entry.Members(Map.of(), root.place());
        return new Section(members, valid, " in " + key, over);
    }

    private static Data data(Section data, Path place) {
        Path folder = place.toAbsolutePath().getParent();
        Path file = folder.resolve(data.text("file", "the NPZ or HDF5 file of the fields", null));
        Optional<Path> testFile = data.has("test_file")
                ? Optional.of(folder.resolve(data.text("test_file", "a file of fields", null)))
                : Optional.empty();
        return new Data(
                file,
                data.texts("inputs", List.of("inputs")),
                data.texts("outputs", List.of("outputs")),
                data.integer("train", -1, -1),
                data.integer("test", -1, -1),
                testFile,
                data.integer("subsample", 1, 1),
                data.choice("normalise", Normalisation.Kind.class, Normalisation.Kind.STANDARD),
                data.flag("periodic", true),
                data.integer("history", 0, 0));
    }

    private static TrainingPlan plan(Section train) {
        OptimizerChoice optimizer =
                train.placed("optimizer", () -> optimizer(train.text("optimizer", "an optimizer", "adamw")));
        double ownRate = optimizer.name().startsWith("adam") ? ADAM_RATE : optimizer.number("rate");
        return new TrainingPlan(
                train.integer("epochs", 100, 1),
                train.integer("batch", 16, 1),
                optimizer,
                train.number("rate", ownRate),
                train.number("weight_decay", 1e-4),
                train.choice("schedule", Decay.class, Decay.COSINE),
                train.integer("step_epochs", 100, 1),
                train.choice("loss", Loss.class, Loss.H1),
                train.flag("shifts", false),
                train.word("precision", List.of("single", "double"), "single").equals("single")
                        ? DType.FLOAT32
                        : DType.FLOAT64,
                train.placed("device", () -> device(train.text("device", "cpu or cuda", "cpu"))),
                (long) train.number("seed", 1));
    }

    private static OptimizerChoice optimizer(String text) {
        try {
            return OptimizerChoice.parse(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidProblem("optimizer: " + e.getMessage());
        }
    }

    private static Device device(String text) {
        try {
            return Device.parse(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidProblem(e.getMessage());
        }
    }
}
