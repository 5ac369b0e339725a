package org.ansatz.solve.collocation;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ansatz.tensor.io.NdArray;

/**
 * Where a fit stands before a step at which points are drawn anew: all that the rest of the fit depends on.
 *
 * @param fit which fit of the run
 * @param seconds spent so far in this fit
 * @param x network parameters and unknown constants in free form
 * @param best those with the smallest loss so far, which is {@code bestLoss}
 * @param weights of the residual groups
 * @param track best loss at every check
 * @param last values at the probes at the last check, flat; empty before the first
 * @param first the same at the first check
 * @param counts checks in a row with a still answer, steps without progress
 */
record FitState(
        long fit,
        long step,
        double seconds,
        double[] x,
        double[] best,
        double bestLoss,
        double[] weights,
        double[] track,
        double[] last,
        double[] first,
        int[] counts,
        Map<String, NdArray> optimizer) {

    Map<String, NdArray> tensors() {
        Map<String, NdArray> tensors = new LinkedHashMap<>();
        tensors.put("fit.scalars", NdArray.of((double) fit, (double) step, seconds, bestLoss, counts[0], counts[1]));
        tensors.put("fit.x", NdArray.of(x));
        tensors.put("fit.best", NdArray.of(best));
        tensors.put("fit.weights", NdArray.of(weights));
        tensors.put("fit.track", NdArray.of(track));
        tensors.put("fit.last", NdArray.of(last));
        tensors.put("fit.first", NdArray.of(first));
        optimizer.forEach((name, array) -> tensors.put("fit.optimizer." + name, array));
        return tensors;
    }

    static FitState of(Map<String, NdArray> tensors) {
        double[] scalars = tensors.get("fit.scalars").values();
        Map<String, NdArray> optimizer = new LinkedHashMap<>();
        tensors.forEach((name, array) -> {
            if (name.startsWith("fit.optimizer.")) {
                optimizer.put(name.substring("fit.optimizer.".length()), array);
            }
        });
        return new FitState(
                (long) scalars[0],
                (long) scalars[1],
                scalars[2],
                tensors.get("fit.x").values(),
                tensors.get("fit.best").values(),
                scalars[3],
                tensors.get("fit.weights").values(),
                tensors.get("fit.track").values(),
                tensors.get("fit.last").values(),
                tensors.get("fit.first").values(),
                new int[] {(int) scalars[4], (int) scalars[5]},
                optimizer);
    }
}
