package org.ansatz.solve.implicit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ansatz.learn.module.Siren;
import org.ansatz.physics.expr.Expr.FieldTerm;
import org.ansatz.physics.problem.AbstractSolution;
import org.ansatz.physics.problem.History;
import org.ansatz.physics.problem.Problem;
import org.ansatz.tensor.io.NdArray;
import org.ansatz.tensor.io.Safetensors;
import org.ansatz.tensor.jet.JetBasis;

/**
 * The weights of a field at equally spaced times. Between them values follow cubic Hermite polynomials whose slopes are
 * second-order differences of neighbouring times: third order, one above Crank-Nicolson, with continuous time derivative.
 * After the last step of an interrupted run the field stays as it is there.
 */
final class FieldSequence extends AbstractSolution {
    private static final String FORMAT = "ansatz-implicit-field-1";
    private static final String FILE = "model.safetensors";

    private final SpaceTime spaceTime;
    private final Siren network;
    private final List<double[]> weights;
    private final double dt;

    /**
     * @param weights at {@code start + k dt}, at least one
     */
    FieldSequence(Problem problem, Siren network, List<double[]> weights, double dt, Outcome outcome) {
        super(problem, outcome, Map.of());
        spaceTime = SpaceTime.of(problem);
        this.network = network;
        this.weights = List.copyOf(weights);
        this.dt = dt;
    }

    @Override
    public int maximumOrder() {
        return Integer.MAX_VALUE;
    }

    /** The weights of one time: what has to be kept to go on. */
    @Override
    public long parameterCount() {
        return network.parameters().size();
    }

    @Override
    public double[][] evaluate(double[][] inputs, List<FieldTerm> terms) {
        int n = inputs[0].length;
        for (FieldTerm term : terms) {
            if (!fields().contains(term.field())) {
                throw new IllegalArgumentException("no field " + term.field() + "; there are " + fields());
            }
        }
        double[][] out = new double[terms.size()][n];
        int[] orders = terms.stream().mapToInt(spaceTime::timeOrder).distinct().toArray();
        double[][] space = spaceTime.spatial(inputs);
        double last = spaceTime.interval().min() + (weights.size() - 1) * dt;
        double[] time = java.util.Arrays.stream(inputs[spaceTime.time()])
                .map(t -> Math.min(t, last))
                .toArray();
        JetBasis basis = spaceTime.basis(terms);
        double[][][] shares = new double[orders.length][n][];
        for (int q = 0; q < orders.length; q++) {
            for (int p = 0; p < n; p++) {
                shares[q][p] = shares(time[p], orders[q]);
            }
        }
        for (int k = 0; k < weights.size(); k++) {
            List<Integer> mine = new ArrayList<>();
            for (int p = 0; p < n; p++) {
                int first = first(time[p]);
                if (k >= first && k < first + shares[0][p].length) {
                    mine.add(p);
                }
            }
            if (!mine.isEmpty()) {
                add(k, mine, space, time, terms, orders, shares, basis, out);
            }
        }
        return out;
    }

    private void add(
            int k,
            List<Integer> mine,
            double[][] space,
            double[] time,
            List<FieldTerm> terms,
            int[] orders,
            double[][][] shares,
            JetBasis basis,
            double[][] out) {
        double[][] points = new double[space.length][mine.size()];
        for (int i = 0; i < space.length; i++) {
            for (int m = 0; m < mine.size(); m++) {
                points[i][m] = space[i][mine.get(m)];
            }
        }
        double[][][] jets = new NeuralField(network, weights.get(k)).jets(points, basis);
        for (int j = 0; j < terms.size(); j++) {
            FieldTerm term = terms.get(j);
            int q = 0;
            while (orders[q] != spaceTime.timeOrder(term)) {
                q++;
            }
            double[] values = jets[fields().indexOf(term.field())][basis.position(spaceTime.spatial(term))];
            for (int m = 0; m < values.length; m++) {
                int p = mine.get(m);
                out[j][p] += shares[q][p][k - first(time[p])] * values[m];
            }
        }
    }

    /** The interval between two steps that holds a time, or the last. */
    private int interval(double t) {
        int k = (int) Math.floor((t - spaceTime.interval().min()) / dt + 1e-9);
        return Math.max(0, Math.min(k, weights.size() - 2));
    }

    /** The first of the steps that an interpolated value is made of. */
    private int first(double t) {
        return Math.max(0, Math.min(interval(t) - 1, weights.size() - 4));
    }

    /** Shares of up to four successive steps from {@link #first} on in a time derivative at a time. */
    private double[] shares(double t, int order) {
        int count = Math.min(4, weights.size());
        double[] shares = new double[count];
        if (count == 1) {
            shares[0] = order == 0 ? 1 : 0;
            return shares;
        }
        int k = interval(t);
        int first = first(t);
        double s = (t - spaceTime.interval().min()) / dt - k;
        double scale = Math.pow(dt, -order);
        shares[k - first] += scale * polynomial(order, s, 1, 0, -3, 2);
        shares[k + 1 - first] += scale * polynomial(order, s, 0, 0, 3, -2);
        addSlope(shares, first, k, scale * polynomial(order, s, 0, 1, -2, 1));
        addSlope(shares, first, k + 1, scale * polynomial(order, s, 0, 0, -1, 1));
        return shares;
    }

    /** Adds the slope at a step, in units of dt, by differences of second order (of first where there are two steps). */
    private void addSlope(double[] shares, int first, int k, double factor) {
        int last = weights.size() - 1;
        if (last == 1) {
            shares[0] -= factor;
            shares[1] += factor;
        } else if (k == 0 || k == last) {
            int inward = k == 0 ? 1 : -1;
            shares[k - first] -= 1.5 * inward * factor;
            shares[k + inward - first] += 2 * inward * factor;
            shares[k + 2 * inward - first] -= 0.5 * inward * factor;
        } else {
            shares[k + 1 - first] += 0.5 * factor;
            shares[k - 1 - first] -= 0.5 * factor;
        }
    }

    /** A derivative of {@code sum c_i s^i}. */
    private static double polynomial(int order, double s, double... c) {
        double sum = 0;
        for (int i = c.length - 1; i >= order; i--) {
            double factor = c[i];
            for (int q = 0; q < order; q++) {
                factor *= i - q;
            }
            sum = sum * s + factor;
        }
        return sum;
    }

    @Override
    public void save(Path folder) throws IOException {
        Map<String, NdArray> tensors = new LinkedHashMap<>();
        for (int k = 0; k < weights.size(); k++) {
            tensors.put(name(k), NdArray.of(weights.get(k).clone()));
        }
        Map<String, String> notes = new LinkedHashMap<>();
        notes.put("format", FORMAT);
        notes.put("problem", problem().name());
        notes.put("dt", Double.toString(dt));
        notes.put("steps", Integer.toString(weights.size() - 1));
        notes.putAll(StepFiles.architecture(network));
        Safetensors.write(folder.resolve(FILE), tensors, notes);
    }

    private static String name(int k) {
        return "step_" + k;
    }

    static FieldSequence load(Problem problem, Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        Safetensors.Content content = Safetensors.read(file);
        Map<String, String> notes = content.metadata();
        if (!FORMAT.equals(notes.get("format"))) {
            throw new IOException(file + " is not a sequence of fields of this method");
        }
        Siren network = StepFiles.network(notes);
        List<double[]> weights = new ArrayList<>();
        for (int k = 0; k <= Integer.parseInt(notes.get("steps")); k++) {
            weights.add(content.tensors().get(name(k)).values());
        }
        Outcome outcome = new Outcome(Status.CONVERGED, "read from " + folder, 0, 0, new History());
        return new FieldSequence(problem, network, weights, Double.parseDouble(notes.get("dt")), outcome);
    }
}
