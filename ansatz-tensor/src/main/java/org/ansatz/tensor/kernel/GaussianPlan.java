package org.ansatz.tensor.kernel;

import java.util.ArrayList;
import java.util.List;
import org.ansatz.tensor.jet.JetBasis;
import org.ansatz.tensor.jet.MultiIndex;

/**
 * Which products make the Taylor coefficients of Gaussians and of their derivatives, for a basis and features
 * {@code f = slope x_axis + const}.
 *
 * <p>With {@code t = P xi}, {@code xi = f - mu}, the differential equation {@code d_i g = -(s_i t_i + s_i sum_j P_ij s_j h_j) g}
 * gives {@code a_i g_a = -s_i (t_i g_(a-e_i) + sum_j s_j P_ij g_(a-e_i-e_j))}: the recursion of Hermite polynomials, for
 * any number of variables and for matrices {@code P} that are not diagonal.
 */
final class GaussianPlan {
    /** {@code scale} times the coefficient {@code source}, for the coefficient {@code target}; times entry {@code by}. */
    record Term(int target, int source, int by, double scale) {}

    /**
     * How a coefficient comes from lower ones.
     *
     * @param first times {@code t} of input {@code by}
     * @param second times the entries {@code by} of P
     */
    record Step(Term first, List<Term> second) {}

    final double[] slopes;
    final int[] axes;
    final List<Step> steps = new ArrayList<>();
    // Coefficients that vanish since no feature depends on their axis.
    final List<Integer> zero = new ArrayList<>();
    /** Pairings of an adjoint with {@code h_i g}, by input. */
    final List<List<Term>> linear = new ArrayList<>();
    /** Pairings of an adjoint with {@code h_i h_j g}, by pair. */
    final List<List<Term>> quadratic = new ArrayList<>();

    private final JetBasis basis;

    private GaussianPlan(JetBasis basis, GaussianPrecision precision, int[] axes, double[] slopes) {
        this.basis = basis;
        this.axes = axes;
        this.slopes = slopes;
        for (MultiIndex index : basis.indices()) {
            if (index.order() > 0) {
                addStep(index, precision);
            }
        }
        for (int i = 0; i < axes.length; i++) {
            linear.add(pairings(shift(i), i, slopes[i]));
        }
        for (int p = 0; p < precision.pairs(); p++) {
            quadratic.add(List.of());
        }
        for (int i = 0; i < axes.length; i++) {
            for (int j = i; j < axes.length; j++) {
                int pair = precision.pair(i, j);
                if (pair >= 0 && axes[i] >= 0 && axes[j] >= 0) {
                    quadratic.set(pair, pairings(shift(i).plus(shift(j)), pair, slopes[i] * slopes[j]));
                }
            }
        }
    }

    /**
     * Reads axes and slopes from the jets of the features at a point.
     *
     * @param tile jets of the features, [inputs][coefficients][points]
     * @throws IllegalArgumentException if they are not affine images of one coordinate each
     */
    static GaussianPlan of(JetBasis basis, GaussianPrecision precision, double[] tile, int points) {
        int inputs = precision.inputs;
        int[] axes = new int[inputs];
        double[] slopes = new double[inputs];
        for (int i = 0; i < inputs; i++) {
            axes[i] = -1;
            for (int k = 1; k < basis.size(); k++) {
                double value = tile[(i * basis.size() + k) * points];
                if (value == 0) {
                    continue;
                }
                MultiIndex index = basis.indices().get(k);
                if (index.order() > 1 || axes[i] >= 0) {
                    throw notAffine("feature " + i + " depends on a coordinate non-linearly or on more than one");
                }
                axes[i] = axis(index);
                slopes[i] = value;
                for (int j = 0; j < i; j++) {
                    if (axes[j] == axes[i]) {
                        throw notAffine("features " + j + " and " + i + " depend on the same coordinate");
                    }
                }
            }
        }
        return new GaussianPlan(basis, precision, axes, slopes);
    }

    private static IllegalArgumentException notAffine(String what) {
        return new IllegalArgumentException(
                "Gaussians need features that are affine images of one coordinate each: " + what);
    }

    /** Whether features with these jets have the same slopes. */
    boolean fits(double[] tile, int points) {
        for (int i = 0; i < axes.length; i++) {
            if (axes[i] >= 0) {
                int k = basis.position(MultiIndex.unit(basis.dimension(), axes[i]));
                if (tile[(i * basis.size() + k) * points] != slopes[i]) {
                    return false;
                }
            }
        }
        return true;
    }

    private static int axis(MultiIndex index) {
        int axis = 0;
        while (index.get(axis) == 0) {
            axis++;
        }
        return axis;
    }

    private MultiIndex shift(int input) {
        return axes[input] < 0 ? null : MultiIndex.unit(basis.dimension(), axes[input]);
    }

    private int inputOn(int axis) {
        for (int i = 0; i < axes.length; i++) {
            if (axes[i] == axis) {
                return i;
            }
        }
        return -1;
    }

    private void addStep(MultiIndex index, GaussianPrecision precision) {
        int target = basis.position(index);
        int axis = axis(index);
        int i = inputOn(axis);
        for (int a = 0; a < basis.dimension(); a++) {
            if (index.get(a) > 0 && inputOn(a) < 0) {
                zero.add(target);
                return;
            }
        }
        MultiIndex lower = index.minus(shift(i));
        double factor = -slopes[i] / index.get(axis);
        List<Term> second = new ArrayList<>();
        for (int j = 0; j < axes.length; j++) {
            if (precision.pair(i, j) >= 0 && axes[j] >= 0 && shift(j).divides(lower)) {
                int source = basis.position(lower.minus(shift(j)));
                second.add(new Term(target, source, precision.pair(i, j), factor * slopes[j]));
            }
        }
        steps.add(new Step(new Term(target, basis.position(lower), i, factor), second));
    }

    private List<Term> pairings(MultiIndex shift, int by, double scale) {
        List<Term> terms = new ArrayList<>();
        for (MultiIndex index : basis.indices()) {
            if (shift != null && shift.divides(index)) {
                terms.add(new Term(basis.position(index), basis.position(index.minus(shift)), by, scale));
            }
        }
        return terms;
    }
}
