package org.ansatz.operator.lord;

import java.util.ArrayList;
import java.util.List;
import org.ansatz.learn.layer.TensorLayer;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.lowrank.KroneckerSum;
import org.ansatz.operator.lord.SpatialMap.Form;
import org.ansatz.operator.lord.SpatialMap.Start;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/**
 * Learned products with matrices along the axes of the grid, a sum of them per channel:
 *
 * <pre>{@code
 * y_c = sum_r A_cr x_c B_cr^T,    y_c[i,j,k] = sum_r sum_i'j'k' A_cr[i,i'] B_cr[j,j'] D_cr[k,k'] x_c[i',j',k']
 * }</pre>
 *
 * A low-rank stand-in for a fully connected map of the field: every point sees every other one, and the grid need not be
 * periodic. {@code C r (H^2 W + H W^2)} multiplications.
 */
public final class KroneckerLayer implements TensorLayer {
    // The spread of the initial values about the identity, by 1/n.
    private static final double NOISE = 0.3;
    private static final String LETTERS = "ijk";

    private final SpatialMap map;
    private final List<Tensor> factors = new ArrayList<>();
    private final List<Tensor> diagonals = new ArrayList<>();

    /** Registers one factor per axis, [groups, rank, n, n], or [groups, rank, 2n-1] for Toeplitz matrices. */
    public KroneckerLayer(TensorParameters parameters, String name, SpatialMap map, RandomStream random) {
        this.map = map;
        for (int axis = 0; axis < map.grid().length && map.form() != Form.IDENTITY; axis++) {
            Tensor initial = initial(map, map.grid()[axis], random);
            factors.add(parameters.add(name + ".factor" + axis, initial));
            if (map.form() == Form.TOEPLITZ) {
                Tensor numbers = diagonals(map.grid()[axis]).to(parameters.device());
                diagonals.add(Scope.release(numbers));
            }
        }
    }

    private KroneckerLayer(TensorParameters parameters, String name, SpatialMap map, KroneckerSum sum) {
        this.map = map;
        factors.add(parameters.add(name + ".factor0", sum.left().unsqueeze(0)));
        factors.add(parameters.add(name + ".factor1", sum.right().unsqueeze(0)));
    }

    /** A layer for one channel that begins as a given sum. */
    public static KroneckerLayer of(TensorParameters parameters, String name, KroneckerSum sum) {
        SpatialMap map =
                SpatialMap.dense(1, sum.left().size(1), sum.right().size(1)).withRank(sum.rank());
        return new KroneckerLayer(parameters, name, map, sum);
    }

    private static Tensor initial(SpatialMap map, long n, RandomStream random) {
        boolean toeplitz = map.form() == Form.TOEPLITZ;
        long[] shape = toeplitz
                ? new long[] {map.groups(), map.rank(), 2 * n - 1}
                : new long[] {map.groups(), map.rank(), n, n};
        Tensor normal = Tensor.randn(random, shape);
        if (map.start() == Start.RANDOM) {
            return normal.mul(1 / Math.sqrt((double) n));
        }
        Tensor unit = toeplitz ? Tensor.ones(1).pad(0, n - 1, n - 1, 0) : Tensor.eye(n);
        return normal.mul(NOISE / n).add(unit);
    }

    /** For every entry (i, j) the number i - j + n - 1 of its diagonal. */
    private static Tensor diagonals(long n) {
        long[] number = new long[Math.toIntExact(n * n)];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                number[(int) (i * n) + j] = i - j + n - 1;
            }
        }
        return Tensor.of(number);
    }

    public SpatialMap map() {
        return map;
    }

    /** The matrices along an axis, [groups, rank, n, n]. */
    public Tensor factor(int axis) {
        Tensor factor = factors.get(axis);
        if (map.form() != Form.TOEPLITZ) {
            return factor;
        }
        long n = map.grid()[axis];
        return factor.indexSelect(2, diagonals.get(axis)).reshape(map.groups(), map.rank(), n, n);
    }

    /**
     * @throws org.ansatz.physics.problem.InvalidProblem if the grid is not the one the matrices are tied to
     */
    @Override
    public Tensor forward(Tensor x) {
        map.checkShape(x.shape(), map.channels());
        if (factors.isEmpty()) {
            return x;
        }
        int dimension = map.grid().length;
        long[] grouped = new long[dimension + 3];
        grouped[0] = x.size(0);
        grouped[1] = map.groups();
        grouped[2] = map.shared();
        System.arraycopy(map.grid(), 0, grouped, 3, dimension);
        Tensor y = x.reshape(grouped);
        for (int axis = 0; axis < dimension; axis++) {
            y = Tensor.einsum(product(axis, dimension), factor(axis), y);
        }
        return y.reshape(x.shape());
    }

    /** Batch b, group q, product r, channel g of the group; the products are summed with the last axis. */
    private static String product(int axis, int dimension) {
        String letters = LETTERS.substring(0, dimension);
        char along = letters.charAt(axis);
        String before = axis == 0 ? "bqg" : "bqrg";
        String after = axis == dimension - 1 ? "bqg" : "bqrg";
        return "qru" + along + "," + before + letters + "->" + after + letters.replace(along, 'u');
    }
}
