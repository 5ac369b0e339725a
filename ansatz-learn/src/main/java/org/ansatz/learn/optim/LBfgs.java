package org.ansatz.learn.optim;

import java.util.Map;
import org.ansatz.tensor.io.NdArray;

/**
 * Limited-memory BFGS: the two-loop recursion over the last {@code memory} pairs (Nocedal and Wright 2006, algorithm
 * 7.4), with {@code H_0 = (s^T y / y^T y) I} from the latest pair. Cost per step {@code 4 memory n}. For many parameters,
 * or when a dense inverse Hessian does not fit; on small networks {@link SelfScaledBroyden} goes further.
 */
public final class LBfgs extends DescentMethod {
    private final int memory;
    private final double[][] moves;
    private final double[][] changes;
    private final double[] curvatures;
    private final double[] weights;
    private int count;
    private int newest = -1;

    /**
     * @param memory pairs kept; 10 to 100
     */
    public LBfgs(SmoothObjective objective, double[] start, int memory) {
        super(objective, start);
        if (memory < 1) {
            throw new IllegalArgumentException("L-BFGS needs a memory of at least one pair, got " + memory);
        }
        this.memory = memory;
        moves = new double[memory][start.length];
        changes = new double[memory][start.length];
        curvatures = new double[memory];
        weights = new double[memory];
    }

    @Override
    boolean isFresh() {
        return count == 0;
    }

    @Override
    void forget() {
        count = 0;
        newest = -1;
    }

    @Override
    void direct(double[] gradient, double[] direction) {
        for (int i = 0; i < direction.length; i++) {
            direction[i] = -gradient[i];
        }
        if (count == 0) {
            return;
        }
        for (int back = 0; back < count; back++) {
            int k = Math.floorMod(newest - back, memory);
            weights[k] = Vectors.dot(moves[k], direction) / curvatures[k];
            Vectors.axpy(-weights[k], changes[k], direction);
        }
        Vectors.scale(curvatures[newest] / Vectors.dot(changes[newest], changes[newest]), direction);
        for (int back = count - 1; back >= 0; back--) {
            int k = Math.floorMod(newest - back, memory);
            double beta = Vectors.dot(changes[k], direction) / curvatures[k];
            Vectors.axpy(weights[k] - beta, moves[k], direction);
        }
    }

    @Override
    boolean learn(double[] s, double[] y, double curvatureAlong, double[] gradient, double[] direction) {
        double curvature = Vectors.dot(s, y);
        if (!(curvature > Math.ulp(1.0) * Vectors.norm(s) * Vectors.norm(y))) {
            return false;
        }
        newest = (newest + 1) % memory;
        count = Math.min(count + 1, memory);
        System.arraycopy(s, 0, moves[newest], 0, s.length);
        System.arraycopy(y, 0, changes[newest], 0, y.length);
        curvatures[newest] = curvature;
        return false;
    }

    @Override
    void save(Map<String, NdArray> state) {
        state.put("lbfgs.counters", NdArray.of(count, newest));
        state.put("lbfgs.curvatures", NdArray.of(curvatures.clone()));
        for (int k = 0; k < memory; k++) {
            state.put("lbfgs.move." + k, NdArray.of(moves[k].clone()));
            state.put("lbfgs.change." + k, NdArray.of(changes[k].clone()));
        }
    }

    @Override
    void load(Map<String, NdArray> state) {
        double[] counters = new double[2];
        copy(state, "lbfgs.counters", counters);
        count = (int) counters[0];
        newest = (int) counters[1];
        copy(state, "lbfgs.curvatures", curvatures);
        for (int k = 0; k < memory; k++) {
            copy(state, "lbfgs.move." + k, moves[k]);
            copy(state, "lbfgs.change." + k, changes[k]);
        }
    }
}
