package org.ansatz.learn.noether;

import java.util.stream.IntStream;

/**
 * {@code X = S q} on a group with antisymmetric S. Its charge is {@code <q', S q>}; Euclidean kinetic energy has this symmetry.
 *
 * @param antisymmetric S [size][size]
 */
public record Rotation(ParameterGroup group, double[][] antisymmetric) implements SymmetryGenerator {
    /** @throws IllegalArgumentException if S is not a square antisymmetric matrix of the group's size */
    public Rotation {
        int n = group.size();
        for (int i = 0; i < n; i++) {
            if (antisymmetric.length != n || antisymmetric[i].length != n) {
                throw new IllegalArgumentException(
                        "a rotation of " + group.name() + " needs a " + n + " x " + n + " matrix");
            }
            for (int j = 0; j <= i; j++) {
                if (antisymmetric[i][j] != -antisymmetric[j][i]) {
                    throw new IllegalArgumentException("the matrix of a rotation of " + group.name()
                            + " must be antisymmetric; entries (" + i + ", " + j + ") and (" + j + ", " + i
                            + ") are " + antisymmetric[i][j] + " and " + antisymmetric[j][i]);
                }
            }
        }
    }

    @Override
    public String name() {
        return "rotation of " + group.name();
    }

    @Override
    public int[] support() {
        return group.indices();
    }

    private double entry(int row, double[] q) {
        double sum = 0;
        for (int j = 0; j < group.size(); j++) {
            sum += antisymmetric[row][j] * q[group.indices()[j]];
        }
        return sum;
    }

    @Override
    public double along(double[] q, double[] v) {
        double sum = 0;
        for (int i = 0; i < group.size(); i++) {
            sum += entry(i, q) * v[group.indices()[i]];
        }
        return sum;
    }

    @Override
    public double size(double[] q) {
        return Math.sqrt(IntStream.range(0, group.size())
                .mapToDouble(i -> entry(i, q))
                .map(x -> x * x)
                .sum());
    }

    @Override
    public void field(double[] q, double[] x) {
        for (int i = 0; i < group.size(); i++) {
            x[group.indices()[i]] = entry(i, q);
        }
    }

    @Override
    public void pullBack(double[] q, double[] v, double[] target) {
        for (int i = 0; i < group.size(); i++) {
            target[group.indices()[i]] -= entry(i, v);
        }
    }
}
