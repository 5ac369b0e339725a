package org.ansatz.operator.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.ansatz.operator.conv.ConvNet;
import org.ansatz.operator.data.FieldDataset;
import org.ansatz.operator.fno.Fno;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.physics.report.Metrics;
import org.ansatz.physics.report.Pictures;
import org.ansatz.physics.report.RunConfig;
import org.ansatz.physics.report.RunFacts;
import org.ansatz.physics.report.RunFolder;
import org.ansatz.physics.report.RunReport;
import org.ansatz.tensor.Engine;

/** A model file's training in a run folder: checks before, training, report after. */
public final class OperatorRun implements AutoCloseable {
    private static final int PICTURES = 2;

    private final ModelFile file;
    private final FieldDataset data;
    private final DataSplit split;
    private final Optional<FieldDataset> testData;
    private final TrainedOperator operator;
    private final OperatorTraining training;
    private final long begun = System.nanoTime();

    private OperatorRun(
            ModelFile file,
            FieldDataset data,
            DataSplit split,
            Optional<FieldDataset> testData,
            TrainedOperator operator) {
        this.file = file;
        this.data = data;
        this.split = split;
        this.testData = testData;
        this.operator = operator;
        training = new OperatorTraining(data, split, operator, file.plan());
        file.monitor().ifPresent(training::monitor);
    }

    /**
     * Opens the data and makes the model.
     *
     * @throws InvalidProblem for whatever is wrong with arrays, shapes, numbers, resolution or device: nothing has been
     *     trained or written then
     */
    public static OperatorRun prepare(ModelFile file) {
        int dimension = file.architecture().settings().dimension();
        FieldDataset data = file.data().open(dimension);
        DataSplit split = file.data().split(data.samples());
        file.architecture().checkGrid(data.grid());
        Optional<FieldDataset> testData = file.data()
                .testFile()
                .map(path -> FieldDataset.open(
                        path, file.data().inputs(), file.data().outputs(), dimension, 1));
        testData.ifPresent(other -> {
            file.architecture().checkGrid(other.grid());
            if (other.inputs().channels() != data.inputs().channels()
                    || other.outputs().channels() != data.outputs().channels()) {
                throw new InvalidProblem(
                        other.path() + ": the fields have other numbers of channels than those of " + data.path());
            }
            other.checkFinite(0, other.samples());
        });
        if (file.threads() > 0) {
            Engine.setThreads(file.threads());
        }
        if (!Engine.isAvailable(file.plan().device())) {
            throw new InvalidProblem(
                    "device: " + file.plan().device() + " is not available here; there are " + Engine.devices());
        }
        data.checkFinite(split.train(), split.train() + split.test());
        TrainedOperator operator = OperatorTraining.initial(
                data, split, file.architecture(), file.data().normalise(), file.plan());
        return new OperatorRun(file, data, split, testData, operator);
    }

    /** Writes {@code config.yaml}, before the work. */
    public void recordConfiguration(RunFolder folder, Settings over) throws IOException {
        Path place = file.place().toAbsolutePath();
        new RunConfig(
                        String.valueOf(place.getFileName()),
                        String.valueOf(place.getParent()),
                        file.text(),
                        ModelFile.METHOD,
                        over.given(),
                        file.effective(),
                        file.plan().seed(),
                        file.plan().device().toString(),
                        RunFacts.ofThisMachine())
                .writeWithoutData(folder);
    }

    /**
     * Trains.
     *
     * @return whether it got to the end of the plan
     */
    public boolean train(Run run) throws IOException {
        if (operator.model().network() instanceof ConvNet net) {
            net.settings().warning().ifPresent(run::say);
        }
        if (operator.model().patcher().isPresent() && !split.periodic()) {
            run.say(
                    "levels: patches continue fields periodically, but periodic is false: those at the boundary see what lies"
                            + " opposite");
        }
        if (split.test() > 0) {
            operator.inputs()
                    .range()
                    .excess(data.inputs(), split.train(), split.train() + split.test())
                    .ifPresent(excess -> run.say("test samples: " + excess));
        }
        return training.run(run);
    }

    /** Writes model, errors, history, pictures and page; after an interrupted training too. */
    public Metrics report(RunFolder folder) throws IOException {
        operator.save(folder.model());
        List<Figure> figures = new ArrayList<>();
        if (split.test() > 0) {
            training.testErrors().forEach((name, value) -> figures.add(figure(name, value)));
        }
        training.errors("train_", 0, Math.min(split.train(), Math.max(64, split.test())))
                .forEach((name, value) -> figures.add(figure(name, value)));
        testData.ifPresent(other -> OperatorTraining.errors(
                        operator, other, split.periodic(), file.plan(), "test_file_", 0, other.samples())
                .forEach((name, value) -> figures.add(figure(name, value))));
        figures.add(
                Figure.of("parameters", (double) operator.model().parameters().count(), Better.NEITHER));
        Map<String, String> settings = new LinkedHashMap<>(file.effective());
        if (operator.model().network() instanceof Fno fno) {
            figures.add(Figure.of("parameters.spectral", (double) fno.weights().count(), Better.NEITHER));
            figures.add(Figure.of("compression.spectral", fno.weights().compressionRatio(), Better.NEITHER));
            settings.put("contraction in force", fno.weights().contraction());
        }
        if (operator.model().network() instanceof ConvNet net) {
            figures.add(Figure.of("parameters.kernels", (double) net.kernelParameterCount(), Better.NEITHER));
            double saving = (double) net.denseCount() / net.kernelParameterCount();
            figures.add(Figure.of("compression.kernels", saving, Better.NEITHER));
        }
        pictures(folder);
        double seconds = (System.nanoTime() - begun) * 1e-9;
        Metrics metrics =
                new Metrics(file.name(), null, null, file.plan().seed(), seconds, Metrics.peakResident(), figures);
        String lead = String.format(
                Locale.ROOT,
                "%s, trained on %d samples of %s in %.0f s",
                ModelFile.METHOD,
                split.train(),
                data.path(),
                seconds);
        new RunReport(
                        file.name(),
                        lead,
                        List.of(),
                        metrics,
                        training.history(),
                        Map.of("Settings", settings),
                        file.text())
                .write(folder);
        return metrics;
    }

    private static Figure figure(String name, double value) {
        return Figure.of(name, value, Better.LOWER);
    }

    private void pictures(RunFolder folder) throws IOException {
        Pictures pictures = new Pictures(Optional.of(folder.path()));
        long first = split.test() > 0 ? split.train() : 0;
        long count = Math.min(PICTURES, split.test() > 0 ? split.test() : split.train());
        String kind = split.test() > 0 ? "test" : "training";
        for (long k = 0; k < count; k++) {
            PredictionPicture.of(operator, data, first + k)
                    .draw(pictures, "prediction-" + (k + 1) + ".png", file.name() + ", " + kind + " sample " + (k + 1));
        }
        if (testData.isPresent()) {
            PredictionPicture.of(operator, testData.get(), 0)
                    .draw(pictures, "prediction-of-test-file.png", file.name() + ", first sample of the test file");
        }
        List<Pictures.Curve> curves = new ArrayList<>();
        for (String column : training.history().columns()) {
            var rows = training.history().rows().stream()
                    .filter(row -> row.values().containsKey(column))
                    .toList();
            curves.add(new Pictures.Curve(
                    column,
                    rows.stream().mapToDouble(row -> row.step()).toArray(),
                    rows.stream().mapToDouble(row -> row.values().get(column)).toArray()));
        }
        pictures.lines("training.png", "loss and test errors", "step", "relative error", true, curves);
    }

    @Override
    public void close() {
        operator.close();
        data.close();
        testData.ifPresent(FieldDataset::close);
    }
}
