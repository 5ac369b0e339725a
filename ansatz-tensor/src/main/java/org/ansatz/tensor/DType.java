package org.ansatz.tensor;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Element types, named as in NumPy. */
public enum DType {
    FLOAT32(ScalarType.Float, 4),
    FLOAT64(ScalarType.Double, 8),
    INT64(ScalarType.Long, 8),
    BOOL(ScalarType.Bool, 1),
    COMPLEX64(ScalarType.ComplexFloat, 8),
    COMPLEX128(ScalarType.ComplexDouble, 16);

    private final ScalarType scalarType;
    private final int bytes;

    DType(ScalarType scalarType, int bytes) {
        this.scalarType = scalarType;
        this.bytes = bytes;
    }

    ScalarType scalarType() {
        return scalarType;
    }

    /** Size of an element in bytes. */
    public int bytes() {
        return bytes;
    }

    public boolean isFloatingPoint() {
        return this == FLOAT32 || this == FLOAT64;
    }

    public boolean isComplex() {
        return this == COMPLEX64 || this == COMPLEX128;
    }

    /** Whether derivatives by tensors of this type exist. */
    public boolean isDifferentiable() {
        return isFloatingPoint() || isComplex();
    }

    /** The type of real and imaginary parts: float64 of complex128; itself if not complex. */
    public DType toReal() {
        return switch (this) {
            case COMPLEX64 -> FLOAT32;
            case COMPLEX128 -> FLOAT64;
            default -> this;
        };
    }

    /**
     * Reads {@code float64} and so on.
     *
     * @throws IllegalArgumentException if there is no such type
     */
    public static DType parse(String text) {
        for (DType type : values()) {
            if (type.toString().equals(text)) {
                return type;
            }
        }
        throw new IllegalArgumentException("no element type '" + text + "'; there are "
                + Arrays.stream(values()).map(DType::toString).collect(Collectors.joining(", ")));
    }

    static DType of(ScalarType type) {
        for (DType known : values()) {
            if (known.scalarType == type) {
                return known;
            }
        }
        throw new EngineFailure("tensors of type " + type + " are not supported");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
