package org.ansatz.tensor;

import java.util.Arrays;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Discrete Fourier transforms as in NumPy: {@code X_k = sum_n x_n exp(-2 pi i k n / N)}, the inverse divides by N. Any
 * length; powers of small primes are fast. The {@code r} transforms keep the N/2 + 1 independent numbers of real input.
 */
public final class Fft {
    private Fft() {}

    /** The transform along a dimension; complex. */
    public static Tensor fft(Tensor x, int dim) {
        int d = dim("fft", x, dim);
        return Native.make("fft", () -> torch.fft_fft(x.handle(), Native.NO_LONG, d, Native.NO_STRING));
    }

    /** The inverse of {@link #fft}. */
    public static Tensor ifft(Tensor x, int dim) {
        int d = dim("ifft", x, dim);
        return Native.make("ifft", () -> torch.fft_ifft(x.handle(), Native.NO_LONG, d, Native.NO_STRING));
    }

    /** The transform of real numbers along a dimension, N/2 + 1 complex numbers. */
    public static Tensor rfft(Tensor x, int dim) {
        checkReal("rfft", x);
        int d = dim("rfft", x, dim);
        return Native.make("rfft", () -> torch.fft_rfft(x.handle(), Native.NO_LONG, d, Native.NO_STRING));
    }

    /**
     * The inverse of {@link #rfft}.
     *
     * @param n length of the real result, which the transform alone does not tell
     */
    public static Tensor irfft(Tensor x, long n, int dim) {
        int d = dim("irfft", x, dim);
        checkHalf("irfft", x, n, d);
        return Native.make("irfft", () -> {
            try (LongOptional length = new LongOptional(n)) {
                return torch.fft_irfft(x.handle(), length, d, Native.NO_STRING);
            }
        });
    }

    /** The transform of the last two dimensions. */
    public static Tensor fft2(Tensor x) {
        return fftn(x, -2, -1);
    }

    /** The inverse of {@link #fft2}. */
    public static Tensor ifft2(Tensor x) {
        return ifftn(x, -2, -1);
    }

    /** The transform of real numbers in the last two dimensions; the last one is halved. */
    public static Tensor rfft2(Tensor x) {
        return rfftn(x, -2, -1);
    }

    /** The inverse of {@link #rfft2}; the sizes of the last two dimensions of the result are given. */
    public static Tensor irfft2(Tensor x, long n, long m) {
        return irfftn(x, new long[] {n, m}, -2, -1);
    }

    /** The transform along several dimensions. */
    public static Tensor fftn(Tensor x, int... dims) {
        long[] over = dims("fftn", x, dims);
        return Native.make("fftn", () -> torch.fft_fftn(x.handle(), sizes(x, over), over, Native.NO_STRING));
    }

    /** The inverse of {@link #fftn}. */
    public static Tensor ifftn(Tensor x, int... dims) {
        long[] over = dims("ifftn", x, dims);
        return Native.make("ifftn", () -> torch.fft_ifftn(x.handle(), sizes(x, over), over, Native.NO_STRING));
    }

    /** The transform of real numbers along several dimensions; the last one named is halved. */
    public static Tensor rfftn(Tensor x, int... dims) {
        checkReal("rfftn", x);
        long[] over = dims("rfftn", x, dims);
        return Native.make("rfftn", () -> torch.fft_rfftn(x.handle(), sizes(x, over), over, Native.NO_STRING));
    }

    /**
     * The inverse of {@link #rfftn}.
     *
     * @param sizes of the result in the dimensions named
     */
    public static Tensor irfftn(Tensor x, long[] sizes, int... dims) {
        long[] over = dims("irfftn", x, dims);
        if (sizes.length != over.length) {
            throw new IllegalArgumentException("irfftn: " + sizes.length + " sizes and " + over.length + " dimensions");
        }
        for (int i = 0; i + 1 < over.length; i++) {
            if (sizes[i] != x.size((int) over[i])) {
                throw new ShapeMismatch("irfftn", x.shape(), sizes, "dimension " + over[i] + " has another size");
            }
        }
        checkHalf("irfftn", x, sizes[sizes.length - 1], (int) over[over.length - 1]);
        return Native.make("irfftn", () -> torch.fft_irfftn(x.handle(), sizes, over, Native.NO_STRING));
    }

    /** Frequencies of {@link #fft} for samples at distance {@code spacing}, in cycles per unit; float64. */
    public static Tensor fftfreq(long n, double spacing) {
        checkCount("fftfreq", n);
        return Native.make("fftfreq", () -> torch.fft_fftfreq(n, spacing, Native.options(DType.FLOAT64, Device.CPU)));
    }

    /** Frequencies of {@link #rfft} for samples at distance {@code spacing}, in cycles per unit; float64. */
    public static Tensor rfftfreq(long n, double spacing) {
        checkCount("rfftfreq", n);
        return Native.make("rfftfreq", () -> torch.fft_rfftfreq(n, spacing, Native.options(DType.FLOAT64, Device.CPU)));
    }

    /** Moves frequency zero to the middle. */
    public static Tensor fftshift(Tensor x, int... dims) {
        long[] over = dims("fftshift", x, dims);
        return Native.make("fftshift", () -> torch.fft_fftshift(x.handle(), over));
    }

    /** The inverse of {@link #fftshift}. */
    public static Tensor ifftshift(Tensor x, int... dims) {
        long[] over = dims("ifftshift", x, dims);
        return Native.make("ifftshift", () -> torch.fft_ifftshift(x.handle(), over));
    }

    private static int dim(String operation, Tensor x, int dim) {
        return (int) dims(operation, x, dim)[0];
    }

    private static long[] dims(String operation, Tensor x, int... dims) {
        if (x.dim() == 0 || dims.length == 0) {
            throw new IllegalArgumentException(operation + ": needs at least one dimension, the tensor has shape "
                    + Arrays.toString(x.shape()) + " and " + dims.length + " are named");
        }
        long[] over = Shapes.dims(operation, x.shape(), dims);
        for (long d : over) {
            if (x.size((int) d) == 0) {
                throw new ShapeMismatch(
                        operation + ": dimension " + d + " of shape " + Arrays.toString(x.shape()) + " is empty");
            }
        }
        return over;
    }

    private static long[] sizes(Tensor x, long[] dims) {
        return Arrays.stream(dims).map(d -> x.size((int) d)).toArray();
    }

    private static void checkReal(String operation, Tensor x) {
        if (x.dtype().isComplex()) {
            throw new IllegalArgumentException(operation + ": needs real numbers, given " + x.dtype());
        }
    }

    private static void checkHalf(String operation, Tensor x, long n, int dim) {
        if (n < 1 || x.size(dim) != n / 2 + 1) {
            throw new ShapeMismatch(operation + ": a real result of length " + n + " needs " + (n / 2 + 1)
                    + " numbers in dimension " + dim + ", the shape is " + Arrays.toString(x.shape()));
        }
    }

    private static void checkCount(String operation, long n) {
        if (n < 1) {
            throw new IllegalArgumentException(operation + ": needs at least one frequency, given " + n);
        }
    }
}
