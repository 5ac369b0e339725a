package org.ansatz.operator.conv;

import java.util.Arrays;
import java.util.List;
import org.ansatz.physics.problem.InvalidProblem;

/**
 * A network that makes a block of space and time from a few parameters: two linear maps, then for every doubling a repetition of
 * values and a convolution, then a convolution to one channel.
 *
 * @param parameters numbers that go in
 * @param hidden width between the linear maps
 * @param block sizes of the result, each a multiple of {@code 2^doublings}
 * @param channels before the first doubling and after each of them
 * @param taps of every convolution along every axis, odd
 */
public record GeneratorShape(int parameters, int hidden, List<Integer> block, List<Integer> channels, int taps) {
    /**
     * @throws InvalidProblem if sizes do not divide or numbers are out of range
     */
    public GeneratorShape {
        block = List.copyOf(block);
        channels = List.copyOf(channels);
        if (parameters < 1 || hidden < 1 || channels.size() < 2 || block.isEmpty() || block.size() > 3) {
            throw new InvalidProblem("a generator needs parameters, a hidden width, a block of 1 to 3 axes and at least"
                    + " two numbers of channels, given " + parameters + ", " + hidden + ", " + block + ", " + channels);
        }
        int factor = 1 << (channels.size() - 1);
        for (int size : block) {
            if (size < factor || size % factor != 0) {
                throw new InvalidProblem("a block of " + block + " does not divide by 2^" + (channels.size() - 1)
                        + " = " + factor + ", as " + (channels.size() - 1) + " doublings need");
            }
        }
        Window.same(taps);
    }

    /** The shape of the published use case (channels of the library's choosing) for a block of 16 x 32 x 32. */
    public static GeneratorShape full() {
        return new GeneratorShape(4, 256, List.of(16, 32, 32), List.of(64, 32, 16, 16), 5);
    }

    /** With another number of parameters, for instance the length of a code. */
    public GeneratorShape withParameters(int other) {
        return new GeneratorShape(other, hidden, block, channels, taps);
    }

    /** Half of {@link #full} in every direction; about 32 times less work. */
    public static GeneratorShape half() {
        return new GeneratorShape(4, 256, List.of(8, 16, 16), List.of(32, 16, 8, 8), 5);
    }

    /** Number of doublings. */
    int doublings() {
        return channels.size() - 1;
    }

    /** The tensor before the first doubling, {@code [1, channels, sizes...]}. */
    long[] seed() {
        long[] seed = new long[block.size() + 2];
        seed[0] = 1;
        seed[1] = channels.get(0);
        for (int d = 0; d < block.size(); d++) {
            seed[d + 2] = block.get(d) >> doublings();
        }
        return seed;
    }

    /** Values of the tensor before the first doubling. */
    int seedSize() {
        return Math.toIntExact(Arrays.stream(seed()).reduce(1, (a, b) -> a * b));
    }

    /** Kernels of all convolutions, the last one to a single channel. */
    public List<KernelShape> kernels() {
        List<KernelShape> kernels = new java.util.ArrayList<>();
        for (int k = 0; k < doublings(); k++) {
            kernels.add(new KernelShape(channels.get(k + 1), channels.get(k), block.size(), taps));
        }
        kernels.add(new KernelShape(1, channels.get(doublings()), block.size(), taps));
        return kernels;
    }

    /** Kernels of the mirrored network: from one channel to the last number of channels, then back through all of them. */
    public List<KernelShape> mirroredKernels() {
        List<KernelShape> kernels = new java.util.ArrayList<>();
        for (int k = doublings(); k >= 0; k--) {
            int inputs = k == doublings() ? 1 : channels.get(k + 1);
            kernels.add(new KernelShape(channels.get(k), inputs, block.size(), taps));
        }
        return kernels;
    }
}
