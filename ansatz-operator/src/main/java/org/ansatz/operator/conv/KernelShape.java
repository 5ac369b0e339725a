package org.ansatz.operator.conv;

import java.util.Arrays;
import org.ansatz.physics.problem.InvalidProblem;

/**
 * The shape of all kernels of a convolution: {@code [outputs, inputs, taps, .., taps]} with {@code axes} times {@code taps}.
 *
 * @param outputs channels that come out
 * @param inputs channels that go in
 * @param axes dimensions of space and time, 1 to 3
 * @param taps length along every axis
 */
public record KernelShape(int outputs, int inputs, int axes, int taps) {
    /**
     * @throws InvalidProblem if a number is out of range
     */
    public KernelShape {
        if (outputs < 1 || inputs < 1 || axes < 1 || axes > 3 || taps < 1) {
            throw new InvalidProblem("a convolution needs channels, 1 to 3 axes and taps, given " + inputs + " to "
                    + outputs + " channels, " + axes + " axes, " + taps + " taps");
        }
    }

    /** The shape of a dense tensor of kernels. */
    public static KernelShape of(long[] dense) {
        for (int d = 3; d < dense.length; d++) {
            if (dense[d] != dense[2]) {
                throw new InvalidProblem(
                        "kernels must have as many taps along every axis, given the shape " + Arrays.toString(dense));
            }
        }
        if (dense.length < 3) {
            throw new InvalidProblem(
                    "kernels have the shape [outputs, inputs, taps, ..], given " + Arrays.toString(dense));
        }
        return new KernelShape((int) dense[0], (int) dense[1], dense.length - 2, (int) dense[2]);
    }

    /** {@code [outputs, inputs, taps, .., taps]}. */
    public long[] dense() {
        long[] shape = new long[axes + 2];
        Arrays.fill(shape, taps);
        shape[0] = outputs;
        shape[1] = inputs;
        return shape;
    }

    /** Weights of one kernel, {@code taps^axes}. */
    public long kernelSize() {
        return Math.round(Math.pow(taps, axes));
    }

    /** Weights of all dense kernels. */
    public long denseCount() {
        return (long) outputs * inputs * kernelSize();
    }

    /** He's variance of a dense kernel's entries, {@code 2 / (inputs taps^axes)}. */
    public double heVariance() {
        return 2.0 / (inputs * kernelSize());
    }
}
