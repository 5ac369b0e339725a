package org.ansatz.operator.data;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.ansatz.tensor.Tensor;
import org.ansatz.tensor.io.NdArray;

/**
 * An affine change of units per channel, fitted on training samples: {@code (u - shift) / scale}.
 *
 * @param shift and {@code scale}: one per channel
 * @param range of the values it was fitted on, in their own units
 */
public record Normalisation(double[] shift, double[] scale, ValueRange range) {
    /** What is fitted. */
    public enum Kind {
        /** Mean and standard deviation. */
        STANDARD,
        /** The standard deviation alone. */
        SCALE,
        NONE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Reads samples one after the other.
     *
     * @throws org.ansatz.physics.problem.InvalidProblem at the first number that is not finite
     */
    public static Normalisation fit(FieldGroup group, long from, long to, Kind kind) {
        int channels = group.channels();
        int points = group.size() / channels;
        double[] mean = new double[channels];
        double[] squares = new double[channels];
        double[] count = new double[1];
        ValueRange range = ValueRange.empty(channels);
        // Means of samples are merged (Chan, Golub and LeVeque): no cancellation for fields with a large mean.
        group.scan(from, to, values -> {
            for (int c = 0; c < channels; c++) {
                double sum = 0;
                for (int p = 0; p < points; p++) {
                    sum += values[c * points + p];
                }
                double own = sum / points;
                double deviation = 0;
                for (int p = 0; p < points; p++) {
                    double d = values[c * points + p] - own;
                    deviation += d * d;
                }
                double delta = own - mean[c];
                double before = count[0];
                double after = before + points;
                squares[c] += deviation + delta * delta * before * points / after;
                mean[c] += delta * points / after;
            }
            count[0] += points;
            range.add(values);
        });
        double[] shift = new double[channels];
        double[] scale = new double[channels];
        Arrays.fill(scale, 1);
        for (int c = 0; c < channels && kind != Kind.NONE; c++) {
            shift[c] = kind == Kind.STANDARD ? mean[c] : 0;
            double std = Math.sqrt(squares[c] / count[0]);
            // A constant channel keeps its unit.
            scale[c] = std > 1e-300 ? std : 1;
        }
        return new Normalisation(shift, scale, range);
    }

    private static Tensor perChannel(double[] numbers, Tensor like) {
        long[] shape = new long[like.dim() - 1];
        Arrays.fill(shape, 1);
        shape[0] = numbers.length;
        return Tensor.of(numbers, shape).to(like.dtype()).to(like.device());
    }

    /** In units of the model; [batch, channels, grid...]. */
    public Tensor encode(Tensor fields) {
        return fields.sub(perChannel(shift, fields)).div(perChannel(scale, fields));
    }

    /** The inverse of {@link #encode}. */
    public Tensor decode(Tensor fields) {
        return fields.mul(perChannel(scale, fields)).add(perChannel(shift, fields));
    }

    /** As arrays {@code prefix.shift}, {@code prefix.scale}, {@code prefix.least} and {@code prefix.largest}. */
    public Map<String, NdArray> arrays(String prefix) {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        arrays.put(prefix + ".shift", NdArray.of(shift.clone()));
        arrays.put(prefix + ".scale", NdArray.of(scale.clone()));
        range.write(prefix, arrays);
        return arrays;
    }

    /** The inverse of {@link #arrays}. */
    public static Normalisation of(Map<String, NdArray> arrays, String prefix) {
        double[] shift = arrays.get(prefix + ".shift").values();
        return new Normalisation(
                shift, arrays.get(prefix + ".scale").values(), ValueRange.of(arrays, prefix, shift.length));
    }
}
