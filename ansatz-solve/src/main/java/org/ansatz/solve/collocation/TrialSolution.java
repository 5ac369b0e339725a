package org.ansatz.solve.collocation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ansatz.physics.expr.Expr.FieldTerm;
import org.ansatz.physics.problem.AbstractSolution;
import org.ansatz.physics.problem.Exhibit;
import org.ansatz.physics.problem.Problem;
import org.ansatz.tensor.io.NdArray;
import org.ansatz.tensor.io.Safetensors;

/** Trial functions on consecutive windows (one if there is no marching), stitched. */
final class TrialSolution extends AbstractSolution {
    private static final String FORMAT = "ansatz-fit-1";

    private final KernelForm form;
    private final List<Window> windows;
    private final int axis;
    private final Map<String, ParameterEstimate> parameters;
    private final List<Moment> moments;

    /**
     * @param axis the marching input, or -1
     * @param moments of the fit, if there is one window
     */
    TrialSolution(
            Problem problem,
            KernelForm form,
            List<Window> windows,
            int axis,
            Outcome outcome,
            Map<String, ParameterEstimate> parameters,
            List<Moment> moments) {
        super(problem, outcome, Map.of());
        this.form = form;
        this.windows = List.copyOf(windows);
        this.axis = axis;
        this.parameters = parameters;
        this.moments = List.copyOf(moments);
    }

    @Override
    public Map<String, ParameterEstimate> parameters() {
        return parameters;
    }

    @Override
    public int maximumOrder() {
        return Integer.MAX_VALUE;
    }

    @Override
    public long parameterCount() {
        return windows.stream().mapToLong(w -> w.theta().length).sum() + parameters.size();
    }

    @Override
    public List<Exhibit> exhibits() {
        List<Moment> shown = new ArrayList<>(windows.size() > 1 ? List.of() : moments);
        for (Window window : windows) {
            shown.add(new Moment(
                    windows.size() > 1 ? window.name(problem()) : "end",
                    window.trial().features(),
                    window.trial().kernel(),
                    window.theta()));
        }
        return form.exhibits(problem(), shown);
    }

    @Override
    public double[][] evaluate(double[][] inputs, List<FieldTerm> terms) {
        if (windows.size() == 1) {
            return windows.get(0).trial().evaluate(windows.get(0).theta(), inputs, terms);
        }
        int n = inputs[0].length;
        double[][] out = new double[terms.size()][n];
        for (int w = 0; w < windows.size(); w++) {
            List<Integer> mine = new ArrayList<>();
            for (int p = 0; p < n; p++) {
                if (windowOf(inputs[axis][p]) == w) {
                    mine.add(p);
                }
            }
            if (mine.isEmpty()) {
                continue;
            }
            double[][] part = new double[inputs.length][mine.size()];
            for (int i = 0; i < inputs.length; i++) {
                for (int k = 0; k < mine.size(); k++) {
                    part[i][k] = inputs[i][mine.get(k)];
                }
            }
            double[][] values = windows.get(w).trial().evaluate(windows.get(w).theta(), part, terms);
            for (int t = 0; t < out.length; t++) {
                for (int k = 0; k < mine.size(); k++) {
                    out[t][mine.get(k)] = values[t][k];
                }
            }
        }
        return out;
    }

    private int windowOf(double x) {
        for (int w = 0; w < windows.size() - 1; w++) {
            if (x <= windows.get(w).to()) {
                return w;
            }
        }
        return windows.size() - 1;
    }

    @Override
    public void save(Path folder) throws IOException {
        Map<String, NdArray> tensors = new LinkedHashMap<>();
        for (int w = 0; w < windows.size(); w++) {
            windows.get(w).write(windows.size() == 1 ? "" : "window_" + w + ".", form, tensors);
        }
        Map<String, String> notes = new LinkedHashMap<>();
        notes.put("format", FORMAT);
        notes.put("family", form.name());
        notes.put("problem", problem().name());
        notes.put("axis", Integer.toString(axis));
        notes.put("windows", Integer.toString(windows.size()));
        parameters.forEach(
                (name, estimate) -> notes.put("parameter." + name, estimate.value() + " " + estimate.standardError()));
        Safetensors.write(folder.resolve("model.safetensors"), tensors, notes);
    }

    static TrialSolution load(Problem problem, KernelForm form, Path folder) throws IOException {
        Safetensors.Content content = Safetensors.read(folder.resolve("model.safetensors"));
        Map<String, String> notes = content.metadata();
        if (!FORMAT.equals(notes.get("format")) || !form.name().equals(notes.get("family"))) {
            throw new IOException(folder.resolve("model.safetensors") + " is not a model of method " + form.name());
        }
        int axis = Integer.parseInt(notes.get("axis"));
        int count = Integer.parseInt(notes.get("windows"));
        List<Window> windows = new ArrayList<>();
        for (int w = 0; w < count; w++) {
            windows.add(
                    WindowArrays.read(content.tensors(), count == 1 ? "" : "window_" + w + ".", problem, form, axis));
        }
        Map<String, ParameterEstimate> parameters = new LinkedHashMap<>();
        for (Map.Entry<String, String> note : notes.entrySet()) {
            if (note.getKey().startsWith("parameter.")) {
                String[] parts = note.getValue().split(" ");
                parameters.put(
                        note.getKey().substring("parameter.".length()),
                        new ParameterEstimate(Double.parseDouble(parts[0]), Double.parseDouble(parts[1])));
            }
        }
        Outcome outcome =
                new Outcome(Status.CONVERGED, "read from " + folder, 0, 0, new org.ansatz.physics.problem.History());
        return new TrialSolution(problem, form, windows, axis, outcome, parameters, List.of());
    }
}
