package org.ansatz.tensor;

import java.util.Arrays;

/**
 * A seeded stream of random numbers: Philox 4x32 with ten rounds (Salmon, Moraes, Dror and Shaw, "Parallel random numbers:
 * as easy as 1, 2, 3", SC 2011), a block cipher of a counter.
 *
 * <p>The same seed gives the same numbers on every machine and device. A stream is a key and a counter, so its state is three
 * numbers, and {@link #child} streams are independent by construction: a component that draws more numbers does not
 * change those of another. Not for use by two threads at a time. Does not load libtorch.
 */
public final class RandomStream {
    /**
     * The whole state.
     *
     * @param key of the stream
     * @param lane upper half of the counter
     * @param position words drawn so far
     */
    public record State(long key, long lane, long position) {}

    private static final int M0 = 0xD2511F53;
    private static final int M1 = 0xCD9E8D57;
    private static final int W0 = 0x9E3779B9;
    private static final int W1 = 0xBB67AE85;
    private static final int ROUNDS = 10;
    private static final double UNIT = 0x1p-53;

    private final long key;
    private final long lane;
    private long position;
    private final int[] block = new int[4];
    private long blockNumber = -1;

    private RandomStream(long key, long lane, long position) {
        this.key = key;
        this.lane = lane;
        this.position = position;
    }

    /** The stream of a seed. */
    public static RandomStream seeded(long seed) {
        return new RandomStream(seed, 0, 0);
    }

    /** A stream that goes on where another was when its state was taken. */
    public static RandomStream restored(State state) {
        return new RandomStream(state.key(), state.lane(), state.position());
    }

    public State state() {
        return new State(key, lane, position);
    }

    /**
     * An independent stream, decided by this stream's seed and the number alone, whatever was drawn before. Children of
     * different numbers, of different parents, and the parents themselves have different keys or counters.
     */
    public RandomStream child(long number) {
        // A fresh key by enciphering (number, lane) under the parent's key: as good as distinct random keys.
        int[] mixed = new int[4];
        philox((int) number, (int) (number >>> 32), (int) lane, ~(int) (lane >>> 32), key, mixed);
        long childKey = (mixed[0] & 0xffffffffL) | (long) mixed[1] << 32;
        long childLane = (mixed[2] & 0xffffffffL) | (long) mixed[3] << 32;
        return new RandomStream(childKey, childLane, 0);
    }

    /** One block: four words of output from four of counter and two of key. */
    static void philox(int c0, int c1, int c2, int c3, long key, int[] out) {
        int k0 = (int) key;
        int k1 = (int) (key >>> 32);
        int x0 = c0;
        int x1 = c1;
        int x2 = c2;
        int x3 = c3;
        for (int round = 0; round < ROUNDS; round++) {
            long p0 = (M0 & 0xffffffffL) * (x0 & 0xffffffffL);
            long p1 = (M1 & 0xffffffffL) * (x2 & 0xffffffffL);
            int y0 = (int) (p1 >>> 32) ^ x1 ^ k0;
            int y2 = (int) (p0 >>> 32) ^ x3 ^ k1;
            x0 = y0;
            x1 = (int) p1;
            x2 = y2;
            x3 = (int) p0;
            k0 += W0;
            k1 += W1;
        }
        out[0] = x0;
        out[1] = x1;
        out[2] = x2;
        out[3] = x3;
    }

    private int nextInt() {
        long number = position >>> 2;
        if (number != blockNumber) {
            philox((int) number, (int) (number >>> 32), (int) lane, (int) (lane >>> 32), key, block);
            blockNumber = number;
        }
        return block[(int) (position++ & 3)];
    }

    /** 64 random bits. */
    public long nextLong() {
        return (nextInt() & 0xffffffffL) | (long) nextInt() << 32;
    }

    /** A number in [0, 1), a multiple of 2^-53. */
    public double uniform() {
        return (nextLong() >>> 11) * UNIT;
    }

    /** Numbers in [0, 1). */
    public double[] uniform(int count) {
        double[] values = new double[count];
        Arrays.setAll(values, i -> uniform());
        return values;
    }

    /** A number from the standard normal distribution (Box and Muller 1958; two uniform numbers for one). */
    public double normal() {
        double radius = Math.sqrt(-2 * Math.log1p(-uniform()));
        return radius * Math.cos(2 * Math.PI * uniform());
    }

    /** Numbers from the standard normal distribution. */
    public double[] normal(int count) {
        double[] values = new double[count];
        for (int i = 0; i + 1 < count; i += 2) {
            double radius = Math.sqrt(-2 * Math.log1p(-uniform()));
            double angle = 2 * Math.PI * uniform();
            values[i] = radius * Math.cos(angle);
            values[i + 1] = radius * Math.sin(angle);
        }
        if (count % 2 == 1) {
            values[count - 1] = normal();
        }
        return values;
    }

    /**
     * A whole number in [low, high), without bias.
     *
     * @throws IllegalArgumentException if there is none
     */
    public long integer(long low, long high) {
        long range = high - low;
        if (high <= low || range < 0) {
            throw new IllegalArgumentException("no whole numbers in [" + low + ", " + high + ")");
        }
        // The largest multiple of the range below 2^63; what lies above would make small numbers likelier.
        long limit = Long.MAX_VALUE - (Long.MAX_VALUE % range + 1) % range;
        long bits = nextLong() >>> 1;
        while (bits > limit) {
            bits = nextLong() >>> 1;
        }
        return low + bits % range;
    }

    /** Whole numbers in [low, high). */
    public long[] integers(long low, long high, int count) {
        long[] values = new long[count];
        Arrays.setAll(values, i -> integer(low, high));
        return values;
    }

    /** The numbers 0 to {@code n - 1} in random order (Fisher and Yates). */
    public int[] permutation(int n) {
        int[] order = new int[n];
        Arrays.setAll(order, i -> i);
        for (int i = n - 1; i > 0; i--) {
            int j = (int) integer(0, i + 1L);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }
}
