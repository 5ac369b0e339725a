package org.ansatz.solve.gp;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ansatz.tensor.io.NdArray;

/**
 * Where a search stands before a step: all that the rest of it depends on.
 *
 * @param from step at which the search began
 * @param step updates done
 * @param hyper the vector of {@link Hyperparameters}
 * @param values fields in their units, about which the next solution is sought
 * @param earlier fields when the last tenth of the steps began, zero before
 * @param optimizer state of the optimizer, empty at the beginning
 */
record SearchState(
        int from, int step, double[] hyper, Matrix[] values, Matrix[] earlier, Map<String, NdArray> optimizer) {

    /** The beginning of a search with fields that are zero. */
    static SearchState beginning(CollocationSystem system, Hyperparameters hyper, int from) {
        Matrix[] zero = Fit.zero(system);
        return new SearchState(from, from, hyper.vector().clone(), zero, zero, Map.of());
    }

    void write(Map<String, NdArray> tensors) {
        tensors.put("search.steps", NdArray.of(from, step));
        tensors.put("search.hyper", NdArray.of(hyper));
        put("search.values", values, tensors);
        put("search.earlier", earlier, tensors);
        optimizer.forEach((name, array) -> tensors.put("search.optimizer." + name, array));
    }

    static SearchState read(Map<String, NdArray> tensors) {
        double[] steps = tensors.get("search.steps").values();
        Map<String, NdArray> optimizer = new LinkedHashMap<>();
        tensors.forEach((name, array) -> {
            if (name.startsWith("search.optimizer.")) {
                optimizer.put(name.substring("search.optimizer.".length()), array);
            }
        });
        return new SearchState(
                (int) steps[0],
                (int) steps[1],
                tensors.get("search.hyper").values(),
                get("search.values", tensors),
                get("search.earlier", tensors),
                optimizer);
    }

    /** Matrices of one shape as one array [fields][rows][columns]. */
    static void put(String name, Matrix[] matrices, Map<String, NdArray> tensors) {
        int each = matrices[0].values().length;
        double[] all = new double[matrices.length * each];
        for (int f = 0; f < matrices.length; f++) {
            System.arraycopy(matrices[f].values(), 0, all, f * each, each);
        }
        tensors.put(name, new NdArray(new long[] {matrices.length, matrices[0].rows(), matrices[0].columns()}, all));
    }

    static Matrix[] get(String name, Map<String, NdArray> tensors) {
        NdArray all = tensors.get(name);
        int rows = (int) all.shape()[1];
        int columns = (int) all.shape()[2];
        Matrix[] matrices = new Matrix[(int) all.shape()[0]];
        for (int f = 0; f < matrices.length; f++) {
            int from = f * rows * columns;
            matrices[f] = new Matrix(rows, columns, Arrays.copyOfRange(all.values(), from, from + rows * columns));
        }
        return matrices;
    }
}
