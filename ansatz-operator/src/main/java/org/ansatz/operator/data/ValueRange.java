package org.ansatz.operator.data;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.ansatz.tensor.io.NdArray;

/**
 * Which values a model has seen, to tell where it is asked to extrapolate.
 *
 * @param least and {@code largest}: one per channel
 */
public record ValueRange(double[] least, double[] largest) {
    // Fields a little beyond those of the training are no news.
    private static final double MARGIN = 0.25;

    /** The range of nothing yet. */
    static ValueRange empty(int channels) {
        ValueRange range = new ValueRange(new double[channels], new double[channels]);
        Arrays.fill(range.least, Double.POSITIVE_INFINITY);
        Arrays.fill(range.largest, Double.NEGATIVE_INFINITY);
        return range;
    }

    /** Widens this by the values of a sample. */
    void add(double[] sample) {
        int points = sample.length / least.length;
        for (int i = 0; i < sample.length; i++) {
            int c = i / points;
            least[c] = Math.min(least[c], sample[i]);
            largest[c] = Math.max(largest[c], sample[i]);
        }
    }

    /**
     * A sentence about samples with values outside the range by more than a quarter of it; of models that have no range, and of
     * channels with a single value, nothing is said.
     *
     * @throws org.ansatz.physics.problem.InvalidProblem at the first number that is not finite
     */
    public Optional<String> excess(FieldGroup group, long from, long to) {
        long[] count = new long[2];
        long[] farthest = new long[2];
        double[] most = {0, 0};
        group.scan(from, to, sample -> {
            boolean outside = false;
            int points = sample.length / least.length;
            for (int i = 0; i < sample.length; i++) {
                int c = i / points;
                double width = largest[c] - least[c];
                double beyond = Math.max(sample[i] - largest[c], least[c] - sample[i]) / width;
                if (width > 0 && beyond > MARGIN) {
                    outside = true;
                    if (beyond > most[0]) {
                        most[0] = beyond;
                        most[1] = sample[i];
                        farthest[0] = from + count[1];
                        farthest[1] = c;
                    }
                }
            }
            count[0] += outside ? 1 : 0;
            count[1]++;
        });
        if (count[0] == 0) {
            return Optional.empty();
        }
        int c = (int) farthest[1];
        return Optional.of(String.format(
                Locale.ROOT,
                "%d of %d samples of %s have values far outside those of the training samples, where the model extrapolates:"
                        + " sample %d, channel %d has %.3g, training had %.3g to %.3g",
                count[0],
                count[1],
                group.names(),
                farthest[0],
                c,
                most[1],
                least[c],
                largest[c]));
    }

    void write(String prefix, Map<String, NdArray> arrays) {
        arrays.put(prefix + ".least", NdArray.of(least.clone()));
        arrays.put(prefix + ".largest", NdArray.of(largest.clone()));
    }

    /** The range in a file; one that nothing exceeds if it has none. */
    static ValueRange of(Map<String, NdArray> arrays, String prefix, int channels) {
        if (arrays.containsKey(prefix + ".least") && arrays.containsKey(prefix + ".largest")) {
            return new ValueRange(
                    arrays.get(prefix + ".least").values(),
                    arrays.get(prefix + ".largest").values());
        }
        // Nothing is larger or less than these.
        double[] unknown = new double[channels];
        Arrays.fill(unknown, Double.NaN);
        return new ValueRange(unknown, unknown.clone());
    }
}
