package org.ansatz.solve.gp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ansatz.physics.expr.Expr.FieldTerm;
import org.ansatz.physics.problem.AbstractSolution;
import org.ansatz.physics.problem.Exhibit;
import org.ansatz.physics.problem.History;
import org.ansatz.physics.problem.Problem;
import org.ansatz.tensor.io.NdArray;
import org.ansatz.tensor.io.Safetensors;

/**
 * Fields as conditional means of Gaussian processes, sums of two of them after an extra stage; derivatives up to the
 * order that the covariance has. Knows the power spectrum that was learned.
 */
public final class GpSolution extends AbstractSolution {
    private static final String FORMAT = "ansatz-gp-1";

    private final List<Map<String, GaussianField>> stages;
    private final double logJoint;
    private final SpectrumExhibits spectra;

    /**
     * @param stages fields by name, to be summed
     * @param logJoint value of the objective at the end
     * @param errorEstimate how far a solution on three quarters of the points per axis, with the same covariances, is
     * @param moments spectra of the first stage on the way, without the end
     */
    GpSolution(
            Problem problem,
            List<Map<String, GaussianField>> stages,
            Outcome outcome,
            double logJoint,
            Map<String, Double> errorEstimate,
            List<SpectrumMoment> moments) {
        super(problem, outcome, errorEstimate);
        this.stages = List.copyOf(stages);
        this.logJoint = logJoint;
        List<SpectrumMoment> shown = new ArrayList<>(moments);
        Map<String, GaussianField> first = stages.get(0);
        SpectralMixture[][] end = problem.fields().stream()
                .map(field -> first.get(field).kernels())
                .toArray(SpectralMixture[][]::new);
        shown.add(new SpectrumMoment((int) outcome.steps(), end));
        Grid grid = first.get(problem.fields().get(0)).grid();
        spectra = new SpectrumExhibits(problem, grid, List.copyOf(shown));
    }

    /** Stem plots of the spectra; one that was read back shows the end only. */
    @Override
    public List<Exhibit> exhibits() {
        return spectra.all();
    }

    /** The learned spectrum of the first stage of a field along an input, the heaviest peak first. */
    public List<SpectralMixture.Peak> spectrum(String field, String input) {
        return kernel(field, input).spectrum();
    }

    /** The learned covariance of the first stage of a field along an input. */
    public SpectralMixture kernel(String field, String input) {
        int axis = problem().inputNames().indexOf(input);
        GaussianField found = stages.get(0).get(field);
        if (axis < 0 || found == null) {
            throw new IllegalArgumentException("no spectrum of " + field + " along " + input + "; there are "
                    + problem().fields() + " along " + problem().inputNames());
        }
        return found.kernels()[axis];
    }

    /** The objective at the end: the logarithm of the joint density up to a constant. */
    public double logJoint() {
        return logJoint;
    }

    @Override
    public int maximumOrder() {
        return stages.stream()
                .flatMap(stage -> stage.values().stream())
                .mapToInt(field -> field.kernels()[0].maximumOrder())
                .min()
                .orElseThrow();
    }

    @Override
    public long parameterCount() {
        return stages.stream()
                .flatMap(stage -> stage.values().stream())
                .mapToLong(GaussianField::parameterCount)
                .sum();
    }

    @Override
    public double[][] evaluate(double[][] inputs, List<FieldTerm> terms) {
        double[][] out = new double[terms.size()][inputs[0].length];
        for (int t = 0; t < out.length; t++) {
            FieldTerm term = terms.get(t);
            if (!problem().fields().contains(term.field())) {
                throw new IllegalArgumentException(
                        term.field() + " is not one of the fields " + problem().fields());
            }
            if (term.orders().order() > maximumOrder()) {
                throw new IllegalArgumentException("a derivative of order "
                        + term.orders().order() + " was asked for; the covariance has " + maximumOrder());
            }
            for (Map<String, GaussianField> stage : stages) {
                double[] part = stage.get(term.field()).evaluate(inputs, term.orders());
                for (int p = 0; p < part.length; p++) {
                    out[t][p] += part[p];
                }
            }
        }
        return out;
    }

    @Override
    public void save(Path folder) throws IOException {
        Map<String, NdArray> tensors = new LinkedHashMap<>();
        Map<String, String> notes = new LinkedHashMap<>();
        for (int s = 0; s < stages.size(); s++) {
            for (Map.Entry<String, GaussianField> field : stages.get(s).entrySet()) {
                field.getValue().write("stage_" + s + "." + field.getKey() + ".", tensors, notes);
            }
        }
        notes.put("format", FORMAT);
        notes.put("problem", problem().name());
        notes.put("stages", Integer.toString(stages.size()));
        notes.put("log_joint", Double.toString(logJoint));
        errorEstimate().forEach((field, e) -> notes.put("error_estimate." + field, Double.toString(e)));
        Safetensors.write(folder.resolve("model.safetensors"), tensors, notes);
        Files.write(folder.resolve("spectrum.csv"), spectra.table());
    }

    static GpSolution load(Problem problem, Path folder) throws IOException {
        Path file = folder.resolve("model.safetensors");
        Safetensors.Content content = Safetensors.read(file);
        Map<String, String> notes = content.metadata();
        if (!FORMAT.equals(notes.get("format"))) {
            throw new IOException(file + " does not hold Gaussian processes of this method");
        }
        List<Map<String, GaussianField>> stages = new ArrayList<>();
        for (int s = 0; s < Integer.parseInt(notes.get("stages")); s++) {
            Map<String, GaussianField> stage = new LinkedHashMap<>();
            for (String field : problem.fields()) {
                stage.put(field, GaussianField.read("stage_" + s + "." + field + ".", content.tensors(), notes));
            }
            stages.add(stage);
        }
        Map<String, Double> estimate = new LinkedHashMap<>();
        for (String field : problem.fields()) {
            String note = notes.get("error_estimate." + field);
            if (note != null) {
                estimate.put(field, Double.valueOf(note));
            }
        }
        Outcome read = new Outcome(Status.CONVERGED, "read from " + folder, 0, 0, new History());
        return new GpSolution(problem, stages, read, Double.parseDouble(notes.get("log_joint")), estimate, List.of());
    }
}
