package org.ansatz.solve.implicit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ansatz.learn.module.Derivatives;
import org.ansatz.learn.module.Siren;
import org.ansatz.learn.optim.SmoothObjective;
import org.ansatz.tensor.jet.JetBasis;
import org.ansatz.tensor.jet.MultiIndex;

/**
 * The energy whose minimiser is a body's displacement after a step (arXiv 2210.00124, elastodynamics): sums of {@link
 * EnergyTerm}s over groups of samples, as a function of the weights of the displacement network.
 */
public final class IncrementalPotential implements SmoothObjective {
    /** An inverted place: {@code det F <= 0}. */
    public record Inversion(double[] point, double determinant) {}

    private static final int CHUNK = 512;

    private final Siren network;
    private final JetBasis basis;
    private final List<Group> groups = new ArrayList<>();

    /**
     * @param network from [dimension] to [dimension], two or three
     */
    public IncrementalPotential(Siren network) {
        int d = network.inputs();
        if (d != network.outputs() || d < 2 || d > 3) {
            throw new IllegalArgumentException("a displacement field maps two or three coordinates to as many, got " + d
                    + " to " + network.outputs());
        }
        this.network = network;
        List<MultiIndex> wanted = new ArrayList<>();
        for (int axis = 0; axis < d; axis++) {
            wanted.add(MultiIndex.unit(d, axis));
        }
        basis = JetBasis.of(d, wanted);
    }

    /**
     * Adds samples and the energies that are summed over them.
     *
     * @param points [dimension][n], at rest
     */
    public IncrementalPotential with(double[][] points, EnergyTerm... terms) {
        groups.add(new Group(points, List.of(terms)));
        return this;
    }

    @Override
    public int dimension() {
        return network.parameters().size();
    }

    @Override
    public double value(double[] x) {
        return energies(x).values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** Energy by term at given weights. */
    public Map<String, Double> energies(double[] x) {
        Map<String, Double> sums = new LinkedHashMap<>();
        groups.forEach(group -> group.sweep(x, null, sums));
        return sums;
    }

    @Override
    public double valueAndGradient(double[] x, double[] gradient) {
        Arrays.fill(gradient, 0);
        Map<String, Double> sums = new LinkedHashMap<>();
        groups.forEach(group -> group.sweep(x, gradient, sums));
        return sums.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** The worst sample of the first group where the body is turned inside out, empty if there is none. */
    public Optional<Inversion> inversion(double[] x) {
        double[][] points = groups.get(0).points;
        double[][][] jets = new NeuralField(network, x).jets(points, basis);
        int d = network.inputs();
        Inversion worst = null;
        for (int p = 0; p < points[0].length; p++) {
            double[] f = new double[d * d];
            for (int i = 0; i < d; i++) {
                for (int j = 0; j < d; j++) {
                    f[i * d + j] = (i == j ? 1 : 0) + jets[i][basis.position(MultiIndex.unit(d, j))][p];
                }
            }
            double determinant = Polar.determinant(f);
            if (determinant <= 0 && (worst == null || determinant < worst.determinant())) {
                double[] place = new double[d];
                for (int i = 0; i < d; i++) {
                    place[i] = points[i][p];
                }
                worst = new Inversion(place, determinant);
            }
        }
        return Optional.ofNullable(worst);
    }

    private final class Group {
        private final double[][] points;
        private final List<EnergyTerm> terms;
        private final List<Derivatives> chunks = new ArrayList<>();
        private final List<double[]> places = new ArrayList<>();

        Group(double[][] points, List<EnergyTerm> terms) {
            this.points = points;
            this.terms = terms;
            int n = points[0].length;
            for (int from = 0; from < n; from += CHUNK) {
                int count = Math.min(CHUNK, n - from);
                chunks.add(network.derivatives(basis, count));
                places.add(NeuralField.rowMajor(points, from, count));
            }
        }

        void sweep(double[] x, double[] gradient, Map<String, Double> sums) {
            int d = network.inputs();
            int[] slopes = new int[d];
            for (int j = 0; j < d; j++) {
                slopes[j] = basis.position(MultiIndex.unit(d, j));
            }
            double[] displacement = new double[d];
            double[] strain = new double[d * d];
            double[] byD = new double[d];
            double[] byStrain = new double[d * d];
            int first = 0;
            for (int c = 0; c < chunks.size(); c++) {
                Derivatives u = chunks.get(c);
                u.evaluate(x, places.get(c));
                u.clear();
                for (int p = 0; p < u.points(); p++) {
                    for (int i = 0; i < d; i++) {
                        displacement[i] = u.get(0, p, i);
                        for (int j = 0; j < d; j++) {
                            strain[i * d + j] = u.get(slopes[j], p, i);
                        }
                    }
                    Arrays.fill(byD, 0);
                    Arrays.fill(byStrain, 0);
                    for (EnergyTerm term : terms) {
                        sums.merge(term.name(), term.at(first + p, displacement, strain, byD, byStrain), Double::sum);
                    }
                    for (int i = 0; gradient != null && i < d; i++) {
                        u.sensitivity(0, p, i, byD[i]);
                        for (int j = 0; j < d; j++) {
                            u.sensitivity(slopes[j], p, i, byStrain[i * d + j]);
                        }
                    }
                }
                if (gradient != null) {
                    u.backward(gradient);
                }
                first += u.points();
            }
        }
    }
}
