package org.ansatz.lowrank.chebyshev;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ansatz.physics.problem.Interval;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.io.NdArray;
import org.ansatz.tensor.io.Safetensors;

/**
 * Chebyshev-Tucker functions in safetensors files: {@code core}, the Chebyshev coefficients {@code factor0}, {@code factor1} .. of
 * the factors [points, rank], and {@code domain} [axes, 2] with the ends of the intervals; the name of the field in the
 * metadata.
 */
public final class ChebyshevTuckerFile {
    private static final String FORMAT = "chebyshev-tucker";

    private ChebyshevTuckerFile() {}

    public static void write(Path file, ChebyshevTucker function) throws IOException {
        int[] ranks = function.ranks();
        Map<String, NdArray> tensors = new LinkedHashMap<>();
        long[] shape = new long[ranks.length];
        double[] ends = new double[2 * ranks.length];
        for (int k = 0; k < ranks.length; k++) {
            shape[k] = ranks[k];
            ChebyshevAxis axis = function.axes().get(k);
            ends[2 * k] = axis.interval().min();
            ends[2 * k + 1] = axis.interval().max();
            tensors.put("factor" + k, new NdArray(new long[] {axis.points(), ranks[k]}, function.columns(k)));
        }
        tensors.put("core", new NdArray(shape, function.core()));
        tensors.put("domain", new NdArray(new long[] {ranks.length, 2}, ends));
        Safetensors.write(file, tensors, Map.of("format", FORMAT, "field", function.field()));
    }

    /**
     * Reads what was written.
     *
     * @throws InvalidProblem if the file holds something else
     */
    public static ChebyshevTucker read(Path file) throws IOException {
        Safetensors.Content content = Safetensors.read(file);
        if (!FORMAT.equals(content.metadata().get("format"))) {
            throw new InvalidProblem(
                    file + " holds no Chebyshev-Tucker function: its metadata are " + content.metadata());
        }
        NdArray core = part(file, content, "core");
        int order = core.shape().length;
        double[] ends = part(file, content, "domain").values();
        int[] ranks = new int[order];
        List<ChebyshevAxis> axes = new ArrayList<>();
        double[][] columns = new double[order][];
        for (int k = 0; k < order; k++) {
            ranks[k] = Math.toIntExact(core.shape()[k]);
            NdArray factor = part(file, content, "factor" + k);
            if (factor.shape().length != 2 || factor.shape()[1] != ranks[k] || ends.length != 2 * order) {
                throw new InvalidProblem(file + ": factor" + k + " of shape "
                        + java.util.Arrays.toString(factor.shape()) + " does not fit the core of shape "
                        + java.util.Arrays.toString(core.shape()));
            }
            if (!(ends[2 * k] < ends[2 * k + 1])) {
                throw new InvalidProblem(
                        file + ": domain of axis " + k + " is empty, from " + ends[2 * k] + " to " + ends[2 * k + 1]);
            }
            Interval interval = new Interval(ends[2 * k], ends[2 * k + 1]);
            axes.add(new ChebyshevAxis(interval, Math.toIntExact(factor.shape()[0])));
            columns[k] = factor.values();
        }
        String field = content.metadata().getOrDefault("field", "f");
        return new ChebyshevTucker(field, axes, ranks, core.values(), columns, false);
    }

    private static NdArray part(Path file, Safetensors.Content content, String name) {
        NdArray part = content.tensors().get(name);
        if (part == null) {
            throw new InvalidProblem(file + ": no tensor " + name);
        }
        return part;
    }
}
