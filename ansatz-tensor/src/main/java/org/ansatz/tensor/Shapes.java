package org.ansatz.tensor;

import java.util.Arrays;

/** The rules for shapes, checked before libtorch is called. */
final class Shapes {
    private Shapes() {}

    static long count(long[] shape) {
        long n = 1;
        for (long size : shape) {
            n = Math.multiplyExact(n, size);
        }
        return n;
    }

    static long[] checkSizes(String operation, long[] shape) {
        for (long size : shape) {
            if (size < 0) {
                throw new ShapeMismatch(operation + ": negative size in shape " + Arrays.toString(shape));
            }
        }
        return shape;
    }

    /** The common shape of two operands: aligned at the last dimension, equal or one of them 1. */
    static long[] broadcast(String operation, long[] a, long[] b) {
        if (Arrays.equals(a, b)) {
            return a;
        }
        int rank = Math.max(a.length, b.length);
        long[] result = new long[rank];
        for (int back = 1; back <= rank; back++) {
            long left = back <= a.length ? a[a.length - back] : 1;
            long right = back <= b.length ? b[b.length - back] : 1;
            if (left != right && left != 1 && right != 1) {
                throw new ShapeMismatch(
                        operation,
                        a,
                        b,
                        "sizes " + left + " and " + right + " of dimension -" + back + " do not broadcast");
            }
            result[rank - back] = left == 1 ? right : left;
        }
        return result;
    }

    /** Checks that {@code from} can be expanded to {@code to}. */
    static void checkExpands(String operation, long[] from, long[] to) {
        if (!Arrays.equals(from, to)
                && (from.length > to.length || !Arrays.equals(broadcast(operation, from, to), to))) {
            throw new ShapeMismatch(operation, from, to, "the first does not expand to the second");
        }
    }

    static void checkEqual(String operation, long[] a, long[] b) {
        if (!Arrays.equals(a, b)) {
            throw new ShapeMismatch(operation, a, b, "they must be equal");
        }
    }

    /** A dimension counted from the front. */
    static int dim(String operation, long[] shape, int dim) {
        int rank = shape.length;
        int bound = Math.max(rank, 1);
        if (dim < -bound || dim >= bound) {
            throw new IllegalArgumentException(
                    operation + ": no dimension " + dim + " in shape " + Arrays.toString(shape));
        }
        return dim < 0 ? dim + bound : dim;
    }

    /** Dimensions counted from the front; no entry twice. */
    static long[] dims(String operation, long[] shape, int... dims) {
        long[] result = new long[dims.length];
        for (int i = 0; i < dims.length; i++) {
            result[i] = dim(operation, shape, dims[i]);
            for (int j = 0; j < i; j++) {
                if (result[j] == result[i]) {
                    throw new IllegalArgumentException(
                            operation + ": dimension " + dims[i] + " twice in " + Arrays.toString(dims));
                }
            }
        }
        return result;
    }

    static void checkReshape(long[] from, long[] to) {
        long known = 1;
        int free = 0;
        for (long size : to) {
            if (size == -1) {
                free++;
            } else if (size < 0) {
                throw new ShapeMismatch("reshape", from, to, "negative size");
            } else {
                known = Math.multiplyExact(known, size);
            }
        }
        long count = count(from);
        boolean fits = free == 0 ? known == count : free == 1 && known != 0 && count % known == 0;
        if (!fits) {
            throw new ShapeMismatch(
                    "reshape",
                    from,
                    to,
                    free > 1 ? "only one size may be -1" : "they differ in the number of elements");
        }
    }

    static void checkMatmul(long[] a, long[] b) {
        if (a.length == 0 || b.length == 0) {
            throw new ShapeMismatch("matmul", a, b, "matmul needs vectors or matrices, use mul for numbers");
        }
        long inner = a[a.length - 1];
        long other = b.length == 1 ? b[0] : b[b.length - 2];
        if (inner != other) {
            throw new ShapeMismatch("matmul", a, b, "inner sizes " + inner + " and " + other + " differ");
        }
        if (a.length > 2 && b.length > 2) {
            long[] left = Arrays.copyOf(a, a.length - 2);
            long[] right = Arrays.copyOf(b, b.length - 2);
            try {
                broadcast("matmul", left, right);
            } catch (ShapeMismatch mismatch) {
                throw new ShapeMismatch("matmul", a, b, "the batch dimensions do not broadcast");
            }
        }
    }

    static void checkIndexRange(String operation, long[] shape, int dim, long from, long to) {
        if (from < 0 || to > shape[dim] || from > to) {
            throw new IllegalArgumentException(operation + ": [" + from + ", " + to + ") is outside dimension " + dim
                    + " of shape " + Arrays.toString(shape));
        }
    }

    static void checkSquare(String operation, long[] shape) {
        int n = shape.length;
        if (n < 2 || shape[n - 1] != shape[n - 2]) {
            throw new ShapeMismatch(
                    operation + ": needs a square matrix (or a batch of them), given shape " + Arrays.toString(shape));
        }
    }

    static void checkMatrix(String operation, long[] shape) {
        if (shape.length < 2) {
            throw new ShapeMismatch(
                    operation + ": needs a matrix (or a batch of them), given shape " + Arrays.toString(shape));
        }
    }
}
