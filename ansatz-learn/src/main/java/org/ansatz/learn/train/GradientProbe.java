package org.ansatz.learn.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ansatz.learn.module.Parameters.Block;

/** Entries of the terms' gradients by layer, and their densities: the diagnosis of arXiv 2001.04536, figure 2. */
public final class GradientProbe {
    /** A histogram normalised to integral one. */
    public record Density(double[] centres, double[] values) {}

    private final Map<String, List<double[]>> entries = new LinkedHashMap<>();

    private GradientProbe() {}

    /**
     * Gradients of {@code weight * term} on the terms' present batches.
     *
     * @param blocks layers to record
     */
    public static GradientProbe record(
            Objective objective, double[] parameters, Map<String, Double> weights, List<Block> blocks) {
        GradientProbe probe = new GradientProbe();
        LossBalancer.TermGradients gradients = objective.gradients(parameters, blocks);
        for (String term : gradients.terms()) {
            double weight = weights.getOrDefault(term, 1.0);
            probe.entries.put(
                    term,
                    gradients.of(term).stream()
                            .map(layer -> java.util.Arrays.stream(layer)
                                    .map(g -> weight * g)
                                    .toArray())
                            .toList());
        }
        return probe;
    }

    /** Entries of one term in one layer. */
    public double[] layer(String term, int layer) {
        return entries.get(term).get(layer).clone();
    }

    /** Density of one term in one layer on {@code bins} equal bins over {@code [-limit, limit]}. */
    public Density density(String term, int layer, double limit, int bins) {
        double[] centres = new double[bins];
        double[] values = new double[bins];
        double width = 2 * limit / bins;
        double[] all = entries.get(term).get(layer);
        for (double g : all) {
            int bin = (int) Math.floor((g + limit) / width);
            if (bin >= 0 && bin < bins) {
                values[bin] += 1 / (width * all.length);
            }
        }
        java.util.Arrays.setAll(centres, i -> -limit + (i + 0.5) * width);
        return new Density(centres, values);
    }
}
