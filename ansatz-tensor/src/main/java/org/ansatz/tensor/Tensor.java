package org.ansatz.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Storage;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A dense array of numbers in native memory, with the operations of PyTorch and NumPy under their names.
 *
 * <p>Operations return new tensors (reshapes and slices are views of the same numbers) and are recorded for
 * {@link Autograd} where an operand requires a gradient; those whose name ends in {@code InPlace} change the tensor. Shapes
 * broadcast as in NumPy. Shapes, types and devices are checked before the engine is called: a mistake is a
 * {@link ShapeMismatch} or an {@link IllegalArgumentException}. Negative dimensions count from the end.
 *
 * <p>Memory belongs to the innermost open {@link Scope} of the thread. Creation without a type gives float64 on the
 * processor. A small operation costs about 5 microseconds whatever its size.
 */
public final class Tensor implements AutoCloseable {
    private static final int PRINTED_ELEMENTS = 12;

    private final org.bytedeco.pytorch.Tensor handle;
    private long[] shape;
    private DType type;
    private Device device;
    private Scope scope;
    private boolean closed;

    Tensor(org.bytedeco.pytorch.Tensor handle) {
        this.handle = handle;
        this.scope = Scope.own(this);
    }

    // ---------------------------------------------------------------- lifetime

    org.bytedeco.pytorch.Tensor handle() {
        if (closed) {
            throw new IllegalStateException("the tensor of shape " + (shape == null ? "?" : Arrays.toString(shape))
                    + " is closed: the scope that made it has ended (keep it there if it is needed longer)");
        }
        return handle;
    }

    Scope scope() {
        return scope;
    }

    void moveTo(Scope newScope) {
        scope = newScope;
    }

    void free() {
        if (!closed) {
            closed = true;
            handle.close();
        }
    }

    /** Bytes of the numbers that this tensor and all its views share, by an identity of them. */
    void addStorage(Map<Long, Long> bytesByStorage) {
        try (Storage storage = handle().storage()) {
            bytesByStorage.put(storage.unsafeGetStorageImpl().address(), storage.nbytes());
        }
    }

    /** Frees the memory now, or when the last view of it is freed. */
    @Override
    public void close() {
        if (!closed) {
            free();
            if (scope != null) {
                scope.forget();
            }
        }
    }

    public boolean isClosed() {
        return closed;
    }

    // ---------------------------------------------------------------- creation

    /** Zeros of type float64. */
    public static Tensor zeros(long... shape) {
        return zeros(DType.FLOAT64, Device.CPU, shape);
    }

    public static Tensor zeros(DType type, Device device, long... shape) {
        Shapes.checkSizes("zeros", shape);
        return Native.make("zeros", () -> torch.zeros(shape, Native.options(type, device)));
    }

    /** Ones of type float64. */
    public static Tensor ones(long... shape) {
        return ones(DType.FLOAT64, Device.CPU, shape);
    }

    public static Tensor ones(DType type, Device device, long... shape) {
        Shapes.checkSizes("ones", shape);
        return Native.make("ones", () -> torch.ones(shape, Native.options(type, device)));
    }

    /** One number everywhere, of type float64. */
    public static Tensor full(double value, long... shape) {
        return full(value, DType.FLOAT64, Device.CPU, shape);
    }

    public static Tensor full(double value, DType type, Device device, long... shape) {
        Shapes.checkSizes("full", shape);
        return Native.make("full", () -> torch.full(shape, Native.scalar(value), Native.options(type, device)));
    }

    /** Zeros of this shape, type and device. */
    public Tensor zerosLike() {
        return zeros(dtype(), device(), shape());
    }

    /** Ones of this shape, type and device. */
    public Tensor onesLike() {
        return ones(dtype(), device(), shape());
    }

    /** The whole numbers from 0 to {@code end - 1}, of type int64. */
    public static Tensor arange(long end) {
        return arange(0, end, 1);
    }

    /** The whole numbers {@code start, start + step, ...} before {@code end}, of type int64. */
    public static Tensor arange(long start, long end, long step) {
        if (step == 0 || (end - start) * Math.signum(step) < 0) {
            throw new IllegalArgumentException("arange: from " + start + " to " + end + " in steps of " + step);
        }
        return Native.make(
                "arange",
                () -> torch.arange(
                        Native.scalar(start),
                        Native.scalar(end),
                        Native.scalar(step),
                        Native.options(DType.INT64, Device.CPU)));
    }

    /** {@code count} equally spaced numbers, both ends included, of type float64. */
    public static Tensor linspace(double start, double end, long count) {
        if (count < 1) {
            throw new IllegalArgumentException("linspace: needs at least one number, given " + count);
        }
        return Native.make(
                "linspace",
                () -> torch.linspace(
                        Native.scalar(start), Native.scalar(end), count, Native.options(DType.FLOAT64, Device.CPU)));
    }

    /** The unit matrix of type float64. */
    public static Tensor eye(long n) {
        Shapes.checkSizes("eye", new long[] {n});
        return Native.make("eye", () -> torch.eye(n, Native.options(DType.FLOAT64, Device.CPU)));
    }

    /** A number without dimensions, of type float64. */
    public static Tensor scalar(double value) {
        return full(value);
    }

    /**
     * Copies an array, row by row.
     *
     * @param shape its product is the length of the array; left out, the tensor is a vector (for a number
     *     without dimensions see {@link #scalar})
     */
    public static Tensor of(double[] values, long... shape) {
        Tensor tensor = empty(DType.FLOAT64, values.length, shape);
        if (values.length > 0) {
            tensor.handle.data_ptr_double().put(values);
        }
        return tensor;
    }

    /** As {@link #of(double[], long...)}, of type float32. */
    public static Tensor of(float[] values, long... shape) {
        Tensor tensor = empty(DType.FLOAT32, values.length, shape);
        if (values.length > 0) {
            tensor.handle.data_ptr_float().put(values);
        }
        return tensor;
    }

    /** As {@link #of(double[], long...)}, of type int64. */
    public static Tensor of(long[] values, long... shape) {
        Tensor tensor = empty(DType.INT64, values.length, shape);
        if (values.length > 0) {
            tensor.handle.data_ptr_long().put(values);
        }
        return tensor;
    }

    /** As {@link #of(double[], long...)}, of type bool. */
    public static Tensor of(boolean[] values, long... shape) {
        Tensor tensor = empty(DType.BOOL, values.length, shape);
        if (values.length > 0) {
            byte[] bytes = new byte[values.length];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (values[i] ? 1 : 0);
            }
            new org.bytedeco.javacpp.BytePointer(tensor.handle.data_ptr_bool()).put(bytes);
        }
        return tensor;
    }

    private static Tensor empty(DType type, int length, long[] shape) {
        long[] whole = shape.length == 0 ? new long[] {length} : shape;
        if (Shapes.count(Shapes.checkSizes("of", whole)) != length) {
            throw new ShapeMismatch("of: shape " + Arrays.toString(whole) + " has " + Shapes.count(whole)
                    + " elements, the array has " + length);
        }
        return Native.make("of", () -> torch.empty(whole, Native.options(type, Device.CPU), Native.NO_FORMAT));
    }

    /** Uniform numbers in [0, 1) of type float64. */
    public static Tensor rand(RandomStream random, long... shape) {
        double[] values = random.uniform(Math.toIntExact(Shapes.count(Shapes.checkSizes("rand", shape))));
        return shape.length == 0 ? scalar(values[0]) : of(values, shape);
    }

    /** Standard normal numbers of type float64. */
    public static Tensor randn(RandomStream random, long... shape) {
        double[] values = random.normal(Math.toIntExact(Shapes.count(Shapes.checkSizes("randn", shape))));
        return shape.length == 0 ? scalar(values[0]) : of(values, shape);
    }

    /** Complex numbers from real and imaginary parts of one real type and shape. */
    public static Tensor complex(Tensor real, Tensor imaginary) {
        Shapes.checkEqual("complex", real.shape(), imaginary.shape());
        if (!real.dtype().isFloatingPoint() || real.dtype() != imaginary.dtype()) {
            throw new IllegalArgumentException(
                    "complex: needs two parts of one real type, given " + real.dtype() + " and " + imaginary.dtype());
        }
        return Scope.compute(() -> stack(-1, real, imaginary).viewAsComplex());
    }

    // ---------------------------------------------------------------- description

    private long[] sizes() {
        if (shape == null) {
            org.bytedeco.pytorch.Tensor h = handle();
            long[] sizes = new long[(int) h.dim()];
            for (int d = 0; d < sizes.length; d++) {
                sizes[d] = h.size(d);
            }
            shape = sizes;
        }
        return shape;
    }

    /** Sizes of all dimensions. */
    public long[] shape() {
        return sizes().clone();
    }

    /** Size of one dimension. */
    public long size(int dim) {
        return sizes()[Shapes.dim("size", sizes(), dim)];
    }

    /** Number of dimensions. */
    public int dim() {
        return sizes().length;
    }

    /** Number of elements. */
    public long numel() {
        return Shapes.count(sizes());
    }

    public DType dtype() {
        if (type == null) {
            type = DType.of(handle().scalar_type().intern());
        }
        return type;
    }

    public Device device() {
        if (device == null) {
            device = Native.device(handle());
        }
        return device;
    }

    /** Shape, type, device, and the numbers if they are few. */
    @Override
    public String toString() {
        if (closed) {
            return "Tensor (closed)";
        }
        String text = "Tensor" + Arrays.toString(sizes()) + " " + dtype() + " " + device();
        if (numel() > PRINTED_ELEMENTS) {
            return text;
        }
        return text + " "
                + switch (dtype()) {
                    case FLOAT32, FLOAT64 -> Arrays.toString(toDoubles());
                    case INT64 -> Arrays.toString(toLongs());
                    case BOOL -> Arrays.toString(toBooleans());
                    case COMPLEX64, COMPLEX128 -> printComplex();
                };
    }

    private String printComplex() {
        double[] parts = complexParts();
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < parts.length; i += 2) {
            numbers.add(parts[i] + (parts[i + 1] < 0 ? "" : "+") + parts[i + 1] + "i");
        }
        return numbers.toString();
    }

    private double[] complexParts() {
        try (org.bytedeco.pytorch.Tensor detached = handle().detach();
                org.bytedeco.pytorch.Tensor resolved = detached.resolve_conj();
                org.bytedeco.pytorch.Tensor parts = torch.view_as_real(resolved);
                org.bytedeco.pytorch.Tensor host = onHost(parts, ScalarType.Double)) {
            double[] values = new double[Math.toIntExact(2 * numel())];
            if (values.length > 0) {
                host.data_ptr_double().get(values);
            }
            return values;
        }
    }

    // ---------------------------------------------------------------- data out

    private static org.bytedeco.pytorch.Tensor onHost(org.bytedeco.pytorch.Tensor tensor, ScalarType type) {
        try (org.bytedeco.pytorch.Tensor detached = tensor.detach();
                org.bytedeco.pytorch.Tensor plain = detached.is_neg() ? detached.resolve_neg() : detached.detach();
                org.bytedeco.pytorch.Tensor converted =
                        plain.to(Native.device(Device.CPU), type, false, false, Native.NO_FORMAT)) {
            return converted.contiguous();
        }
    }

    private void checkReal(String operation) {
        if (dtype().isComplex()) {
            throw new IllegalArgumentException(
                    operation + ": the tensor is " + dtype() + "; take real, imag or abs first");
        }
    }

    /** All numbers, row by row, as doubles. */
    public double[] toDoubles() {
        checkReal("toDoubles");
        double[] values = new double[Math.toIntExact(numel())];
        if (values.length > 0) {
            try (org.bytedeco.pytorch.Tensor host = onHost(handle(), ScalarType.Double);
                    DoublePointer data = host.data_ptr_double()) {
                data.get(values);
            }
        }
        return values;
    }

    /** All numbers, row by row, rounded to floats. */
    public float[] toFloats() {
        checkReal("toFloats");
        float[] values = new float[Math.toIntExact(numel())];
        if (values.length > 0) {
            try (org.bytedeco.pytorch.Tensor host = onHost(handle(), ScalarType.Float);
                    FloatPointer data = host.data_ptr_float()) {
                data.get(values);
            }
        }
        return values;
    }

    /**
     * All whole numbers or truth values (1 and 0), row by row.
     *
     * @throws IllegalArgumentException for floating point numbers: convert them first
     */
    public long[] toLongs() {
        if (dtype() != DType.INT64 && dtype() != DType.BOOL) {
            throw new IllegalArgumentException("toLongs: the tensor is " + dtype() + "; convert it to int64 first");
        }
        return toLongsOfAnyWidth();
    }

    /** LAPACK's information comes as int32, which has no {@link DType} of its own. */
    long[] toLongsOfAnyWidth() {
        long[] values = new long[Math.toIntExact(numel())];
        if (values.length > 0) {
            try (org.bytedeco.pytorch.Tensor host = onHost(handle(), ScalarType.Long);
                    LongPointer data = host.data_ptr_long()) {
                data.get(values);
            }
        }
        return values;
    }

    /** All elements, row by row; numbers are true if not zero. */
    public boolean[] toBooleans() {
        boolean[] values = new boolean[Math.toIntExact(numel())];
        double[] numbers = dtype().isComplex() ? Scope.compute(this::abs).toDoubles() : toDoubles();
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers[i] != 0;
        }
        return values;
    }

    /**
     * The only number.
     *
     * @throws IllegalArgumentException if there is not exactly one, or if it is complex
     */
    public double item() {
        checkReal("item");
        if (numel() != 1) {
            throw new IllegalArgumentException(
                    "item: needs exactly one element, the tensor has shape " + Arrays.toString(sizes()));
        }
        return handle().item_double();
    }

    // ---------------------------------------------------------------- conversion

    /** This tensor, or a copy on the device. */
    public Tensor to(Device target) {
        return to(dtype(), target);
    }

    /** This tensor, or a copy of the type. */
    public Tensor to(DType target) {
        return to(target, device());
    }

    private Tensor to(DType targetType, Device targetDevice) {
        if (targetType == dtype() && targetDevice.equals(device())) {
            return this;
        }
        if (dtype().isComplex() && !targetType.isComplex()) {
            throw new IllegalArgumentException(
                    "to: " + dtype() + " to " + targetType + " would drop the imaginary part; take real first");
        }
        return Native.make("to", () -> handle().to(
                        Native.device(targetDevice), targetType.scalarType(), false, false, Native.NO_FORMAT));
    }

    /** A copy of its own. */
    public Tensor copy() {
        return Native.make("copy", () -> handle().clone(Native.NO_FORMAT));
    }

    /** The same numbers without their history for {@link Autograd}. */
    public Tensor detach() {
        return Native.make("detach", () -> handle().detach());
    }

    /** This tensor, or a copy whose rows follow each other in memory. */
    public Tensor contiguous() {
        return handle().is_contiguous() ? this : Native.make("contiguous", () -> handle().contiguous());
    }

    // ---------------------------------------------------------------- gradients

    /**
     * Marks a leaf: operations on it are recorded from now on.
     *
     * @return this
     * @throws IllegalArgumentException if the type is not differentiable
     * @throws IllegalStateException if the tensor is itself a result of recorded operations
     */
    public Tensor requiresGrad() {
        if (!dtype().isDifferentiable()) {
            throw new IllegalArgumentException("requiresGrad: tensors of type " + dtype() + " have no gradient");
        }
        if (!handle().is_leaf()) {
            throw new IllegalStateException(
                    "requiresGrad: the tensor is a result of recorded operations; detach it first");
        }
        handle().set_requires_grad(true);
        return this;
    }

    /** Whether operations on it are recorded. */
    public boolean isRequiringGrad() {
        return handle().requires_grad();
    }

    // ---------------------------------------------------------------- arithmetic

    private void checkOperands(String operation, Tensor other) {
        Shapes.broadcast(operation, sizes(), other.sizes());
        checkDevice(operation, other);
    }

    private void checkDevice(String operation, Tensor other) {
        if (!device().equals(other.device())) {
            throw new IllegalArgumentException(
                    operation + ": tensors on " + device() + " and " + other.device() + "; move one of them");
        }
    }

    /** {@code x + y}; shapes broadcast. */
    public Tensor add(Tensor other) {
        checkOperands("add", other);
        return Native.make("add", () -> handle().add(other.handle()));
    }

    /** {@code x + y}; whole numbers become float64. */
    public Tensor add(double other) {
        return Native.make("add", () -> handle().add(Native.scalar(other)));
    }

    /** {@code x + y}; keeps the type. */
    public Tensor add(long other) {
        return Native.make("add", () -> handle().add(Native.scalar(other)));
    }

    /** {@code x - y}; shapes broadcast. */
    public Tensor sub(Tensor other) {
        checkOperands("sub", other);
        return Native.make("sub", () -> handle().sub(other.handle()));
    }

    /** {@code x - y}; whole numbers become float64. */
    public Tensor sub(double other) {
        return Native.make("sub", () -> handle().sub(Native.scalar(other)));
    }

    /** {@code x - y}; keeps the type. */
    public Tensor sub(long other) {
        return Native.make("sub", () -> handle().sub(Native.scalar(other)));
    }

    /** {@code x y}, element by element; shapes broadcast. */
    public Tensor mul(Tensor other) {
        checkOperands("mul", other);
        return Native.make("mul", () -> handle().mul(other.handle()));
    }

    /** {@code x y}, element by element; whole numbers become float64. */
    public Tensor mul(double other) {
        return Native.make("mul", () -> handle().mul(Native.scalar(other)));
    }

    /** {@code x y}, element by element; keeps the type. */
    public Tensor mul(long other) {
        return Native.make("mul", () -> handle().mul(Native.scalar(other)));
    }

    /** {@code x / y}, of whole numbers as float64; shapes broadcast. */
    public Tensor div(Tensor other) {
        checkOperands("div", other);
        return Native.make("div", () -> handle().div(other.handle()));
    }

    /** {@code x / y}, of whole numbers as float64. */
    public Tensor div(double other) {
        return Native.make("div", () -> handle().div(Native.scalar(other)));
    }

    /** {@code x^y}; shapes broadcast. */
    public Tensor pow(Tensor other) {
        checkOperands("pow", other);
        return Native.make("pow", () -> handle().pow(other.handle()));
    }

    /** {@code x^y}. */
    public Tensor pow(double other) {
        return Native.make("pow", () -> handle().pow(Native.scalar(other)));
    }

    /** {@code x - y floor(x / y)}, the sign is that of y; shapes broadcast. */
    public Tensor remainder(Tensor other) {
        checkOperands("remainder", other);
        return Native.make("remainder", () -> handle().remainder(other.handle()));
    }

    /** {@code x - y floor(x / y)}, the sign is that of y. */
    public Tensor remainder(double other) {
        return Native.make("remainder", () -> handle().remainder(Native.scalar(other)));
    }

    /** The angle of the point with ordinate this and abscissa other; shapes broadcast. */
    public Tensor atan2(Tensor other) {
        checkOperands("atan2", other);
        return Native.make("atan2", () -> handle().atan2(other.handle()));
    }

    /** The larger of two; shapes broadcast. */
    public Tensor maximum(Tensor other) {
        checkOperands("maximum", other);
        return Native.make("maximum", () -> handle().maximum(other.handle()));
    }

    /** The smaller of two; shapes broadcast. */
    public Tensor minimum(Tensor other) {
        checkOperands("minimum", other);
        return Native.make("minimum", () -> handle().minimum(other.handle()));
    }

    /** {@code x + a y z}; shapes broadcast. One pass over memory instead of three. */
    public Tensor addcmul(Tensor y, Tensor z, double a) {
        Shapes.broadcast("addcmul", Shapes.broadcast("addcmul", sizes(), y.sizes()), z.sizes());
        checkDevice("addcmul", y);
        checkDevice("addcmul", z);
        return Native.make("addcmul", () -> torch.addcmul(handle(), y.handle(), z.handle(), Native.scalar(a)));
    }

    /** {@code value - x}. */
    public Tensor rsub(double value) {
        return Native.make("rsub", () -> torch.rsub(handle(), Native.scalar(value)));
    }

    /** {@code floor(x / y)}; shapes broadcast. */
    public Tensor floorDivide(Tensor other) {
        checkOperands("floorDivide", other);
        return Native.make("floorDivide", () -> handle().floor_divide(other.handle()));
    }

    /** Limits all numbers to [low, high]. */
    public Tensor clamp(double low, double high) {
        if (!(low <= high)) {
            throw new IllegalArgumentException("clamp: [" + low + ", " + high + "] is empty");
        }
        return Native.make("clamp", () -> {
            try (ScalarOptional from = new ScalarOptional(Native.scalar(low));
                    ScalarOptional to = new ScalarOptional(Native.scalar(high))) {
                return handle().clamp(from, to);
            }
        });
    }

    // ---------------------------------------------------------------- comparison

    /** Where equal, as bool; shapes broadcast. */
    public Tensor eq(Tensor other) {
        checkOperands("eq", other);
        return Native.make("eq", () -> handle().eq(other.handle()));
    }

    /** Where equal, as bool. */
    public Tensor eq(double other) {
        return Native.make("eq", () -> handle().eq(Native.scalar(other)));
    }

    /** Where different, as bool; shapes broadcast. */
    public Tensor ne(Tensor other) {
        checkOperands("ne", other);
        return Native.make("ne", () -> handle().ne(other.handle()));
    }

    /** Where different, as bool. */
    public Tensor ne(double other) {
        return Native.make("ne", () -> handle().ne(Native.scalar(other)));
    }

    /** Where less, as bool; shapes broadcast. */
    public Tensor lt(Tensor other) {
        checkOperands("lt", other);
        return Native.make("lt", () -> handle().lt(other.handle()));
    }

    /** Where less, as bool. */
    public Tensor lt(double other) {
        return Native.make("lt", () -> handle().lt(Native.scalar(other)));
    }

    /** Where less or equal, as bool; shapes broadcast. */
    public Tensor le(Tensor other) {
        checkOperands("le", other);
        return Native.make("le", () -> handle().le(other.handle()));
    }

    /** Where less or equal, as bool. */
    public Tensor le(double other) {
        return Native.make("le", () -> handle().le(Native.scalar(other)));
    }

    /** Where greater, as bool; shapes broadcast. */
    public Tensor gt(Tensor other) {
        checkOperands("gt", other);
        return Native.make("gt", () -> handle().gt(other.handle()));
    }

    /** Where greater, as bool. */
    public Tensor gt(double other) {
        return Native.make("gt", () -> handle().gt(Native.scalar(other)));
    }

    /** Where greater or equal, as bool; shapes broadcast. */
    public Tensor ge(Tensor other) {
        checkOperands("ge", other);
        return Native.make("ge", () -> handle().ge(other.handle()));
    }

    /** Where greater or equal, as bool. */
    public Tensor ge(double other) {
        return Native.make("ge", () -> handle().ge(Native.scalar(other)));
    }

    /** Where both of two are true (not zero), as bool; shapes broadcast. */
    public Tensor and(Tensor other) {
        checkOperands("and", other);
        return Native.make("and", () -> handle().logical_and(other.handle()));
    }

    /** Where at least one of two are true (not zero), as bool; shapes broadcast. */
    public Tensor or(Tensor other) {
        checkOperands("or", other);
        return Native.make("or", () -> handle().logical_or(other.handle()));
    }

    /** Where exactly one of two are true (not zero), as bool; shapes broadcast. */
    public Tensor xor(Tensor other) {
        checkOperands("xor", other);
        return Native.make("xor", () -> handle().logical_xor(other.handle()));
    }

    /** Where false (zero), as bool. */
    public Tensor not() {
        return Native.make("not", () -> handle().logical_not());
    }

    /** Whether shapes are equal and all {@code |x - y| <= absolute + relative |y|}. */
    public boolean allClose(Tensor other, double relative, double absolute) {
        Shapes.checkEqual("allClose", sizes(), other.sizes());
        checkDevice("allClose", other);
        return handle().allclose(other.handle(), relative, absolute, false);
    }

    /** Elements of {@code first} where the condition (bool) holds, of {@code second} elsewhere; all three broadcast. */
    public static Tensor where(Tensor condition, Tensor first, Tensor second) {
        condition.checkBool("where");
        Shapes.broadcast("where", condition.sizes(), Shapes.broadcast("where", first.sizes(), second.sizes()));
        condition.checkDevice("where", first);
        first.checkDevice("where", second);
        return Native.make("where", () -> torch.where(condition.handle(), first.handle(), second.handle()));
    }

    private void checkBool(String operation) {
        if (dtype() != DType.BOOL) {
            throw new IllegalArgumentException(operation + ": the condition must be bool, given " + dtype());
        }
    }

    // ---------------------------------------------------------------- functions

    /** {@code -x}. */
    public Tensor neg() {
        return Native.make("neg", () -> handle().neg());
    }

    /** Absolute value, of complex numbers the modulus. */
    public Tensor abs() {
        return Native.make("abs", () -> handle().abs());
    }

    /** -1, 0 or 1. */
    public Tensor sign() {
        return Native.make("sign", () -> handle().sign());
    }

    /** Exponential. */
    public Tensor exp() {
        return Native.make("exp", () -> handle().exp());
    }

    /** {@code exp(x) - 1} without cancellation. */
    public Tensor expm1() {
        return Native.make("expm1", () -> handle().expm1());
    }

    /** Natural logarithm. */
    public Tensor log() {
        return Native.make("log", () -> handle().log());
    }

    /** {@code log(1 + x)} without cancellation. */
    public Tensor log1p() {
        return Native.make("log1p", () -> handle().log1p());
    }

    /** Logarithm to base 2. */
    public Tensor log2() {
        return Native.make("log2", () -> handle().log2());
    }

    /** Logarithm to base 10. */
    public Tensor log10() {
        return Native.make("log10", () -> handle().log10());
    }

    /** Square root. */
    public Tensor sqrt() {
        return Native.make("sqrt", () -> handle().sqrt());
    }

    /** {@code 1 / sqrt(x)}. */
    public Tensor rsqrt() {
        return Native.make("rsqrt", () -> handle().rsqrt());
    }

    /** {@code x^2}. */
    public Tensor square() {
        return Native.make("square", () -> handle().square());
    }

    /** {@code 1 / x}. */
    public Tensor reciprocal() {
        return Native.make("reciprocal", () -> handle().reciprocal());
    }

    /** Sine. */
    public Tensor sin() {
        return Native.make("sin", () -> handle().sin());
    }

    /** Cosine. */
    public Tensor cos() {
        return Native.make("cos", () -> handle().cos());
    }

    /** Tangent. */
    public Tensor tan() {
        return Native.make("tan", () -> handle().tan());
    }

    /** Inverse sine. */
    public Tensor asin() {
        return Native.make("asin", () -> handle().asin());
    }

    /** Inverse cosine. */
    public Tensor acos() {
        return Native.make("acos", () -> handle().acos());
    }

    /** Inverse tangent. */
    public Tensor atan() {
        return Native.make("atan", () -> handle().atan());
    }

    /** Hyperbolic sine. */
    public Tensor sinh() {
        return Native.make("sinh", () -> handle().sinh());
    }

    /** Hyperbolic cosine. */
    public Tensor cosh() {
        return Native.make("cosh", () -> handle().cosh());
    }

    /** Hyperbolic tangent. */
    public Tensor tanh() {
        return Native.make("tanh", () -> handle().tanh());
    }

    /** Inverse hyperbolic sine. */
    public Tensor asinh() {
        return Native.make("asinh", () -> handle().asinh());
    }

    /** Inverse hyperbolic cosine. */
    public Tensor acosh() {
        return Native.make("acosh", () -> handle().acosh());
    }

    /** Inverse hyperbolic tangent. */
    public Tensor atanh() {
        return Native.make("atanh", () -> handle().atanh());
    }

    /** Error function. */
    public Tensor erf() {
        return Native.make("erf", () -> handle().erf());
    }

    /** Complementary error function. */
    public Tensor erfc() {
        return Native.make("erfc", () -> handle().erfc());
    }

    /** Inverse error function. */
    public Tensor erfinv() {
        return Native.make("erfinv", () -> handle().erfinv());
    }

    /** Logarithm of the gamma function. */
    public Tensor lgamma() {
        return Native.make("lgamma", () -> handle().lgamma());
    }

    /** Derivative of {@link #lgamma}. */
    public Tensor digamma() {
        return Native.make("digamma", () -> handle().digamma());
    }

    /** {@code 1 / (1 + exp(-x))}. */
    public Tensor sigmoid() {
        return Native.make("sigmoid", () -> handle().sigmoid());
    }

    /** {@code max(x, 0)}. */
    public Tensor relu() {
        return Native.make("relu", () -> handle().relu());
    }

    /** Next integer below. */
    public Tensor floor() {
        return Native.make("floor", () -> handle().floor());
    }

    /** Next integer above. */
    public Tensor ceil() {
        return Native.make("ceil", () -> handle().ceil());
    }

    /** Nearest integer, halves to even. */
    public Tensor round() {
        return Native.make("round", () -> handle().round());
    }

    /** Integer towards zero. */
    public Tensor trunc() {
        return Native.make("trunc", () -> handle().trunc());
    }

    /** {@code x - trunc(x)}. */
    public Tensor frac() {
        return Native.make("frac", () -> handle().frac());
    }

    /** Where not a number. */
    public Tensor isNan() {
        return Native.make("isNan", () -> handle().isnan());
    }

    /** Where neither infinite nor not a number. */
    public Tensor isFinite() {
        return Native.make("isFinite", () -> handle().isfinite());
    }

    /** {@code log(1 + exp(x))}. */
    public Tensor softplus() {
        return Native.make("softplus", () -> torch.softplus(handle()));
    }

    /** {@code x sigmoid(x)}. */
    public Tensor silu() {
        return Native.make("silu", () -> torch.silu(handle()));
    }

    /** {@code x Phi(x)} with the normal distribution function. */
    public Tensor gelu() {
        return Native.make("gelu", () -> torch.gelu(handle()));
    }

    /** {@code x tanh(log(1 + exp(x)))} (D. Misra, arXiv 1908.08681). */
    public Tensor mish() {
        return Native.make("mish", () -> torch.mish(handle()));
    }

    /** {@code sin(pi x) / (pi x)}. */
    public Tensor sinc() {
        return Native.make("sinc", () -> torch.sinc(handle()));
    }

    /** {@code exp(x) / sum(exp(x))} along a dimension. */
    public Tensor softmax(int dim) {
        int d = Shapes.dim("softmax", sizes(), dim);
        return Native.make("softmax", () -> handle().softmax(d));
    }

    // ---------------------------------------------------------------- reductions

    /** The sum of all. */
    public Tensor sum() {
        return Native.make("sum", () -> handle().sum());
    }

    /** Sums over dimensions. */
    public Tensor sum(int... dims) {
        return sum(dims, false);
    }

    /** Sums over dimensions, which stay with size 1 if {@code keepDims}. */
    public Tensor sum(int[] dims, boolean keepDims) {
        long[] over = Shapes.dims("sum", sizes(), dims);
        return Native.make("sum", () -> handle().sum(over, keepDims, Native.NO_TYPE));
    }

    /** The mean of all. */
    public Tensor mean() {
        checkMean();
        return Native.make("mean", () -> handle().mean());
    }

    /** Means over dimensions. */
    public Tensor mean(int... dims) {
        return mean(dims, false);
    }

    /** Means over dimensions, which stay with size 1 if {@code keepDims}. */
    public Tensor mean(int[] dims, boolean keepDims) {
        checkMean();
        long[] over = Shapes.dims("mean", sizes(), dims);
        return Native.make("mean", () -> handle().mean(over, keepDims, Native.NO_TYPE));
    }

    private void checkMean() {
        if (!dtype().isDifferentiable()) {
            throw new IllegalArgumentException("mean: the tensor is " + dtype() + "; convert it to float64 first");
        }
    }

    /** The product of all. */
    public Tensor prod() {
        return Native.make("prod", () -> handle().prod());
    }

    /** Products over one dimension. */
    public Tensor prod(int dim) {
        int d = Shapes.dim("prod", sizes(), dim);
        return Native.make("prod", () -> handle().prod(d));
    }

    /** The variance of all, {@code sum (x - mean)^2 / (n - correction)}; NumPy's default correction is 0. */
    public Tensor var(double correction) {
        return Native.make("var", () -> {
            try (ScalarOptional divisor = new ScalarOptional(Native.scalar(correction))) {
                return handle().var(new long[0], divisor, false);
            }
        });
    }

    /** The variance over dimensions, see {@link #var(double)}. */
    public Tensor var(double correction, int[] dims, boolean keepDims) {
        long[] over = Shapes.dims("var", sizes(), dims);
        return Native.make("var", () -> {
            try (ScalarOptional divisor = new ScalarOptional(Native.scalar(correction))) {
                return handle().var(over, divisor, keepDims);
            }
        });
    }

    /** The largest of all. */
    public Tensor max() {
        checkNotEmpty("max");
        return Native.make("max", () -> handle().max());
    }

    /** The largest over dimensions, equal maxima share the gradient. */
    public Tensor max(int... dims) {
        return max(dims, false);
    }

    /** The largest over dimensions, which stay with size 1 if {@code keepDims}. */
    public Tensor max(int[] dims, boolean keepDims) {
        checkNotEmpty("max");
        long[] over = Shapes.dims("max", sizes(), dims);
        return Native.make("max", () -> handle().amax(over, keepDims));
    }

    /** The smallest of all. */
    public Tensor min() {
        checkNotEmpty("min");
        return Native.make("min", () -> handle().min());
    }

    /** The smallest over dimensions, equal minima share the gradient. */
    public Tensor min(int... dims) {
        return min(dims, false);
    }

    /** The smallest over dimensions, which stay with size 1 if {@code keepDims}. */
    public Tensor min(int[] dims, boolean keepDims) {
        checkNotEmpty("min");
        long[] over = Shapes.dims("min", sizes(), dims);
        return Native.make("min", () -> handle().amin(over, keepDims));
    }

    private void checkNotEmpty(String operation) {
        if (numel() == 0) {
            throw new IllegalArgumentException(
                    operation + ": the tensor of shape " + Arrays.toString(sizes()) + " is empty");
        }
    }

    /** Position of the largest in the flattened tensor, int64. */
    public Tensor argmax() {
        checkNotEmpty("argmax");
        return Native.make("argmax", () -> handle().argmax());
    }

    /** Positions of the largest along a dimension, int64. */
    public Tensor argmax(int dim) {
        checkNotEmpty("argmax");
        int d = Shapes.dim("argmax", sizes(), dim);
        return Native.make("argmax", () -> torch.argmax(handle(), new org.bytedeco.pytorch.LongOptional(d), false));
    }

    /** Position of the smallest in the flattened tensor, int64. */
    public Tensor argmin() {
        checkNotEmpty("argmin");
        return Native.make("argmin", () -> handle().argmin());
    }

    /** Positions of the smallest along a dimension, int64. */
    public Tensor argmin(int dim) {
        checkNotEmpty("argmin");
        int d = Shapes.dim("argmin", sizes(), dim);
        return Native.make("argmin", () -> torch.argmin(handle(), new org.bytedeco.pytorch.LongOptional(d), false));
    }

    /** The Euclidean norm of all. */
    public Tensor norm() {
        return norm(2);
    }

    /** The norm of all: {@code (sum |x|^p)^(1/p)}, of infinite order the largest modulus. */
    public Tensor norm(double order) {
        return norm(order, new int[0], false);
    }

    /** The norm over dimensions (all if none is given), which stay with size 1 if {@code keepDims}. */
    public Tensor norm(double order, int[] dims, boolean keepDims) {
        long[] over = Shapes.dims("norm", sizes(), dims);
        long[] all = new long[dim()];
        Arrays.setAll(all, d -> d);
        return Native.make(
                "norm",
                () -> torch.linalg_vector_norm(
                        handle(), Native.scalar(order), over.length == 0 ? all : over, keepDims, Native.NO_TYPE));
    }

    /** Whether all are true (not zero), as bool. */
    public Tensor all() {
        return Native.make("all", () -> torch.all(handle()));
    }

    /** Whether all along a dimension are true (not zero), as bool. */
    public Tensor all(int dim) {
        int d = Shapes.dim("all", sizes(), dim);
        return Native.make("all", () -> handle().all(d, false));
    }

    /** Whether any is true (not zero), as bool. */
    public Tensor any() {
        return Native.make("any", () -> torch.any(handle()));
    }

    /** Whether any along a dimension is true (not zero), as bool. */
    public Tensor any(int dim) {
        int d = Shapes.dim("any", sizes(), dim);
        return Native.make("any", () -> handle().any(d, false));
    }

    /** Running sums along a dimension. */
    public Tensor cumsum(int dim) {
        int d = Shapes.dim("cumsum", sizes(), dim);
        return Native.make("cumsum", () -> handle().cumsum(d));
    }

    /** Running products along a dimension. */
    public Tensor cumprod(int dim) {
        int d = Shapes.dim("cumprod", sizes(), dim);
        return Native.make("cumprod", () -> handle().cumprod(d));
    }

    /** {@code log(sum(exp(x)))} over dimensions without overflow. */
    public Tensor logsumexp(int... dims) {
        long[] over = Shapes.dims("logsumexp", sizes(), dims);
        return Native.make("logsumexp", () -> handle().logsumexp(over, false));
    }

    /** Positions that sort along a dimension, ascending, int64. */
    public Tensor argsort(int dim) {
        int d = Shapes.dim("argsort", sizes(), dim);
        return Native.make("argsort", () -> handle().argsort(d, false));
    }

    /** Sorted along a dimension, ascending. */
    public Tensor sort(int dim) {
        int d = Shapes.dim("sort", sizes(), dim);
        Tensor[] sorted = Native.pair("sort", () -> handle().sort(d, false));
        sorted[1].close();
        return sorted[0];
    }

    // ---------------------------------------------------------------- shape

    /** The same numbers in another shape; one size may be -1 and is found. A view where memory allows. */
    public Tensor reshape(long... newShape) {
        Shapes.checkReshape(sizes(), newShape);
        return Native.make("reshape", () -> handle().reshape(newShape));
    }

    /** All numbers as a vector. */
    public Tensor flatten() {
        return reshape(-1);
    }

    /** Dimensions in another order: dimension {@code i} of the result is dimension {@code dims[i]}. */
    public Tensor permute(int... dims) {
        long[] order = Shapes.dims("permute", sizes(), dims);
        if (order.length != dim()) {
            throw new ShapeMismatch("permute: " + Arrays.toString(dims) + " does not name every dimension of shape "
                    + Arrays.toString(sizes()));
        }
        return Native.make("permute", () -> handle().permute(order));
    }

    /** Two dimensions exchanged. */
    public Tensor transpose(int first, int second) {
        int a = Shapes.dim("transpose", sizes(), first);
        int b = Shapes.dim("transpose", sizes(), second);
        return Native.make("transpose", () -> handle().transpose(a, b));
    }

    /** The transposed matrix: the last two dimensions exchanged. */
    public Tensor mT() {
        Shapes.checkMatrix("mT", sizes());
        return transpose(-2, -1);
    }

    /** Without all dimensions of size 1. */
    public Tensor squeeze() {
        return Native.make("squeeze", () -> handle().squeeze());
    }

    /**
     * Without one dimension of size 1.
     *
     * @throws ShapeMismatch if it has another size
     */
    public Tensor squeeze(int dim) {
        int d = Shapes.dim("squeeze", sizes(), dim);
        if (dim() == 0 || sizes()[d] != 1) {
            throw new ShapeMismatch(
                    "squeeze: dimension " + dim + " of shape " + Arrays.toString(sizes()) + " has not size 1");
        }
        return Native.make("squeeze", () -> handle().squeeze(d));
    }

    /** With a new dimension of size 1 at this place of the result. */
    public Tensor unsqueeze(int dim) {
        int rank = dim() + 1;
        if (dim < -rank || dim >= rank) {
            throw new IllegalArgumentException("unsqueeze: no place " + dim + " in shape " + Arrays.toString(sizes()));
        }
        return Native.make("unsqueeze", () -> handle().unsqueeze(dim < 0 ? dim + rank : dim));
    }

    /** Repeats dimensions of size 1 without copying. */
    public Tensor expand(long... newShape) {
        Shapes.checkExpands("expand", sizes(), newShape);
        return Native.make("expand", () -> handle().expand(newShape, false));
    }

    /** Copies side by side, {@code repeats[d]} times along dimension {@code d}, as NumPy's {@code tile}. */
    public Tensor tile(long... repeats) {
        Shapes.checkSizes("tile", repeats);
        return Native.make("tile", () -> handle().tile(repeats));
    }

    /** Joins along a dimension. */
    public static Tensor cat(int dim, Tensor... tensors) {
        return cat(dim, List.of(tensors));
    }

    /** Joins along a dimension; all other sizes are equal. */
    public static Tensor cat(int dim, List<Tensor> tensors) {
        Tensor first = first("cat", tensors);
        int d = Shapes.dim("cat", first.sizes(), dim);
        for (Tensor tensor : tensors) {
            long[] a = first.shape();
            long[] b = tensor.shape();
            if (b.length == a.length && a.length > 0) {
                a[d] = 0;
                b[d] = 0;
            }
            if (a.length == 0 || !Arrays.equals(a, b)) {
                throw new ShapeMismatch(
                        "cat", first.sizes(), tensor.sizes(), "they may differ only in dimension " + dim);
            }
            first.checkDevice("cat", tensor);
        }
        return Native.make("cat", () -> {
            try (TensorVector vector = Native.vector(tensors)) {
                return torch.cat(vector, d);
            }
        });
    }

    /** Stacks along a new dimension. */
    public static Tensor stack(int dim, Tensor... tensors) {
        return stack(dim, List.of(tensors));
    }

    /** Stacks along a new dimension; all shapes are equal. */
    public static Tensor stack(int dim, List<Tensor> tensors) {
        Tensor first = first("stack", tensors);
        int rank = first.dim() + 1;
        if (dim < -rank || dim >= rank) {
            throw new IllegalArgumentException(
                    "stack: no place " + dim + " in shape " + Arrays.toString(first.sizes()));
        }
        for (Tensor tensor : tensors) {
            Shapes.checkEqual("stack", first.sizes(), tensor.sizes());
            first.checkDevice("stack", tensor);
        }
        return Native.make("stack", () -> {
            try (TensorVector vector = Native.vector(tensors)) {
                return torch.stack(vector, dim < 0 ? dim + rank : dim);
            }
        });
    }

    private static Tensor first(String operation, List<Tensor> tensors) {
        if (tensors.isEmpty()) {
            throw new IllegalArgumentException(operation + ": no tensors given");
        }
        return tensors.get(0);
    }

    /** Pieces along a dimension of the given sizes, which add up to its size. */
    public List<Tensor> split(int dim, long... pieces) {
        int d = Shapes.dim("split", sizes(), dim);
        if (dim() == 0 || Arrays.stream(pieces).sum() != sizes()[d]) {
            throw new ShapeMismatch("split: pieces " + Arrays.toString(pieces) + " do not add up to dimension " + dim
                    + " of shape " + Arrays.toString(sizes()));
        }
        List<Tensor> result = new ArrayList<>();
        long start = 0;
        for (long piece : pieces) {
            result.add(narrow(d, start, piece));
            start += piece;
        }
        return result;
    }

    /** All places along a dimension, which disappears, as views: one record for all, unlike repeated {@link #select}. */
    public List<Tensor> unbind(int dim) {
        int d = checkedDim("unbind", dim);
        return Native.list("unbind", () -> handle().unbind(d));
    }

    // ---------------------------------------------------------------- elements

    /** The part of length {@code length} from {@code start} along a dimension; a view. */
    public Tensor narrow(int dim, long start, long length) {
        int d = checkedDim("narrow", dim);
        Shapes.checkIndexRange("narrow", sizes(), d, start, start + length);
        return Native.make("narrow", () -> handle().narrow(d, start, length));
    }

    /** Every {@code step}th from {@code start} (inclusive) to {@code end} (exclusive) along a dimension; a view. */
    public Tensor slice(int dim, long start, long end, long step) {
        int d = checkedDim("slice", dim);
        Shapes.checkIndexRange("slice", sizes(), d, start, end);
        if (step < 1) {
            throw new IllegalArgumentException("slice: needs a positive step, given " + step);
        }
        return Native.make("slice", () -> {
            try (org.bytedeco.pytorch.LongOptional from = new org.bytedeco.pytorch.LongOptional(start);
                    org.bytedeco.pytorch.LongOptional to = new org.bytedeco.pytorch.LongOptional(end)) {
                return handle().slice(d, from, to, step);
            }
        });
    }

    /** One place along a dimension, which disappears; a view. Negative indices count from the end. */
    public Tensor select(int dim, long index) {
        int d = checkedDim("select", dim);
        long at = index < 0 ? index + sizes()[d] : index;
        Shapes.checkIndexRange("select", sizes(), d, at, at + 1);
        return Native.make("select", () -> handle().select(d, at));
    }

    private int checkedDim(String operation, int dim) {
        if (dim() == 0) {
            throw new ShapeMismatch(operation + ": a number has no dimension " + dim);
        }
        return Shapes.dim(operation, sizes(), dim);
    }

    private void checkIndices(String operation, Tensor indices) {
        if (indices.dtype() != DType.INT64) {
            throw new IllegalArgumentException(operation + ": indices must be int64, given " + indices.dtype());
        }
        checkDevice(operation, indices);
    }

    /** The places named by a vector of indices along a dimension. */
    public Tensor indexSelect(int dim, Tensor indices) {
        int d = checkedDim("indexSelect", dim);
        checkIndices("indexSelect", indices);
        if (indices.dim() != 1) {
            throw new ShapeMismatch("indexSelect", sizes(), indices.sizes(), "the indices must be a vector");
        }
        return Native.make("indexSelect", () -> handle().index_select(d, indices.handle()));
    }

    /** {@code result[i, j] = this[indices[i, j], j]} for dimension 0, and so on. */
    public Tensor gather(int dim, Tensor indices) {
        int d = checkedDim("gather", dim);
        checkPointwiseIndices("gather", d, indices);
        return Native.make("gather", () -> handle().gather(d, indices.handle()));
    }

    private void checkPointwiseIndices(String operation, int d, Tensor indices) {
        checkIndices(operation, indices);
        boolean fits = indices.dim() == dim();
        for (int i = 0; fits && i < dim(); i++) {
            fits = i == d || indices.sizes()[i] <= sizes()[i];
        }
        if (!fits) {
            throw new ShapeMismatch(
                    operation, sizes(), indices.sizes(), "the indices may be longer only in dimension " + d);
        }
    }

    private void checkScatter(String operation, int d, Tensor indices, Tensor source) {
        checkPointwiseIndices(operation, d, indices);
        boolean fits = source.dim() == indices.dim();
        for (int i = 0; fits && i < dim(); i++) {
            fits = indices.sizes()[i] <= source.sizes()[i];
        }
        if (!fits) {
            throw new ShapeMismatch(operation, indices.sizes(), source.sizes(), "more indices than values");
        }
        if (source.dtype() != dtype()) {
            throw new IllegalArgumentException(
                    operation + ": values are " + source.dtype() + ", the tensor is " + dtype());
        }
    }

    /** A copy with {@code result[indices[i, j], j] = source[i, j]} for dimension 0, and so on. */
    public Tensor scatter(int dim, Tensor indices, Tensor source) {
        int d = checkedDim("scatter", dim);
        checkScatter("scatter", d, indices, source);
        return Native.make("scatter", () -> handle().scatter(d, indices.handle(), source.handle()));
    }

    /** A copy with {@code result[indices[i, j], j] += source[i, j]} for dimension 0, and so on. */
    public Tensor scatterAdd(int dim, Tensor indices, Tensor source) {
        int d = checkedDim("scatterAdd", dim);
        checkScatter("scatterAdd", d, indices, source);
        return Native.make("scatterAdd", () -> handle().scatter_add(d, indices.handle(), source.handle()));
    }

    /** A copy with slices added: {@code result[indices[i], ...] += source[i, ...]} for dimension 0, and so on. */
    public Tensor indexAdd(int dim, Tensor indices, Tensor source) {
        int d = checkedDim("indexAdd", dim);
        checkIndices("indexAdd", indices);
        long[] expected = shape();
        expected[d] = indices.numel();
        if (indices.dim() != 1 || !Arrays.equals(expected, source.sizes())) {
            throw new ShapeMismatch("indexAdd", expected, source.sizes(), "the values do not match tensor and indices");
        }
        return Native.make("indexAdd", () -> handle().index_add(d, indices.handle(), source.handle()));
    }

    /** The elements where the mask (bool, broadcast) is true, as a vector. */
    public Tensor maskedSelect(Tensor mask) {
        mask.checkBool("maskedSelect");
        checkOperands("maskedSelect", mask);
        return Native.make("maskedSelect", () -> handle().masked_select(mask.handle()));
    }

    /** A copy with a number where the mask (bool, broadcast) is true. */
    public Tensor maskedFill(Tensor mask, double value) {
        mask.checkBool("maskedFill");
        Shapes.checkExpands("maskedFill", mask.sizes(), sizes());
        checkDevice("maskedFill", mask);
        return Native.make("maskedFill", () -> handle().masked_fill(mask.handle(), Native.scalar(value)));
    }

    /** Indices of all elements that are not zero: [count, dimensions], int64. */
    public Tensor nonzero() {
        return Native.make("nonzero", () -> handle().nonzero());
    }

    /** Reversed along dimensions. */
    public Tensor flip(int... dims) {
        long[] over = Shapes.dims("flip", sizes(), dims);
        return Native.make("flip", () -> handle().flip(over));
    }

    /** Shifted along a dimension; what leaves at the end enters at the start. */
    public Tensor roll(long shift, int dim) {
        int d = checkedDim("roll", dim);
        return Native.make("roll", () -> handle().roll(new long[] {shift}, d));
    }

    /** With {@code before} and {@code after} copies of a number at the ends of a dimension. */
    public Tensor pad(int dim, long before, long after, double value) {
        int d = checkedDim("pad", dim);
        if (before < 0 || after < 0) {
            throw new IllegalArgumentException("pad: negative width in (" + before + ", " + after + ")");
        }
        long[] widths = new long[2 * (dim() - d)];
        widths[widths.length - 2] = before;
        widths[widths.length - 1] = after;
        return Native.make("pad", () -> torch.constant_pad_nd(handle(), widths, Native.scalar(value)));
    }

    /** With the last {@code before} places in front and the first {@code after} places behind: periodic continuation. */
    public Tensor padPeriodic(int dim, long before, long after) {
        int d = checkedDim("padPeriodic", dim);
        long n = sizes()[d];
        if (before < 0 || after < 0 || before > n || after > n) {
            throw new IllegalArgumentException(
                    "padPeriodic: widths (" + before + ", " + after + ") of a dimension of size " + n);
        }
        return cat(d, narrow(d, n - before, before), this, narrow(d, 0, after));
    }

    /** The lower triangle, zero above diagonal number {@code diagonal}. */
    public Tensor tril(long diagonal) {
        Shapes.checkMatrix("tril", sizes());
        return Native.make("tril", () -> handle().tril(diagonal));
    }

    /** The upper triangle, zero below diagonal number {@code diagonal}. */
    public Tensor triu(long diagonal) {
        Shapes.checkMatrix("triu", sizes());
        return Native.make("triu", () -> handle().triu(diagonal));
    }

    /** The diagonals of the matrices in the last two dimensions; a view. */
    public Tensor diagonal() {
        Shapes.checkMatrix("diagonal", sizes());
        return Native.make("diagonal", () -> handle().diagonal(0, -2, -1));
    }

    /** Diagonal matrices from the vectors in the last dimension. */
    public Tensor diagEmbed() {
        checkedDim("diagEmbed", -1);
        return Native.make("diagEmbed", () -> handle().diag_embed(0, -2, -1));
    }

    // ---------------------------------------------------------------- products

    private void checkSameType(String operation, Tensor other) {
        checkDevice(operation, other);
        if (dtype() != other.dtype()) {
            throw new IllegalArgumentException(
                    operation + ": tensors of types " + dtype() + " and " + other.dtype() + "; convert one of them");
        }
    }

    /** The matrix product; vectors as in NumPy, leading dimensions are a batch and broadcast. */
    public Tensor matmul(Tensor other) {
        Shapes.checkMatmul(sizes(), other.sizes());
        checkSameType("matmul", other);
        return Native.make("matmul", () -> handle().matmul(other.handle()));
    }

    /** The products of a batch of matrices [batch, n, k] and [batch, k, m]. */
    public Tensor bmm(Tensor other) {
        if (dim() != 3 || other.dim() != 3 || size(0) != other.size(0) || size(2) != other.size(1)) {
            throw new ShapeMismatch("bmm", sizes(), other.sizes(), "needs [batch, n, k] and [batch, k, m]");
        }
        checkSameType("bmm", other);
        return Native.make("bmm", () -> handle().bmm(other.handle()));
    }

    /** The inner product of two vectors (without conjugation). */
    public Tensor dot(Tensor other) {
        if (dim() != 1 || other.dim() != 1 || size(0) != other.size(0)) {
            throw new ShapeMismatch("dot", sizes(), other.sizes(), "needs two vectors of one length");
        }
        checkSameType("dot", other);
        return Native.make("dot", () -> handle().dot(other.handle()));
    }

    /** The outer product of two vectors. */
    public Tensor outer(Tensor other) {
        if (dim() != 1 || other.dim() != 1) {
            throw new ShapeMismatch("outer", sizes(), other.sizes(), "needs two vectors");
        }
        checkDevice("outer", other);
        return Native.make("outer", () -> handle().outer(other.handle()));
    }

    /** {@code alpha A B + beta C} with this as {@code C}: one call for a dense layer. */
    public Tensor addmm(Tensor a, Tensor b, double beta, double alpha) {
        if (a.dim() != 2 || b.dim() != 2 || a.size(1) != b.size(0)) {
            throw new ShapeMismatch("addmm", a.sizes(), b.sizes(), "needs [n, k] and [k, m]");
        }
        Shapes.checkExpands("addmm", sizes(), new long[] {a.size(0), b.size(1)});
        checkSameType("addmm", a);
        checkSameType("addmm", b);
        return Native.make(
                "addmm",
                () -> torch.addmm(handle(), a.handle(), b.handle(), Native.scalar(beta), Native.scalar(alpha)));
    }

    /** Einstein's sum: {@code einsum("bij,bjk->bik", a, b)}. */
    public static Tensor einsum(String equation, Tensor... operands) {
        List<Tensor> list = List.of(operands);
        Einsum.check(equation, list);
        for (Tensor operand : list) {
            list.get(0).checkSameType("einsum", operand);
        }
        return Native.make("einsum", () -> {
            try (TensorVector vector = Native.vector(list)) {
                return torch.einsum(equation, vector);
            }
        });
    }

    // ---------------------------------------------------------------- convolution

    /** Correlation of [batch, channels, n] with weights [out, channels / groups, taps], as neural networks call it. */
    public Tensor conv1d(Tensor weight, Convolution steps) {
        return conv("conv1d", 1, weight, Native.NO_TENSOR, steps);
    }

    /** With a bias [out]. */
    public Tensor conv1d(Tensor weight, Tensor bias, Convolution steps) {
        return biased("conv1d", 1, weight, bias, steps);
    }

    /** Correlation of [batch, channels, n, m] with weights [out, channels / groups, taps, taps]. */
    public Tensor conv2d(Tensor weight, Convolution steps) {
        return conv("conv2d", 2, weight, Native.NO_TENSOR, steps);
    }

    /** With a bias [out]. */
    public Tensor conv2d(Tensor weight, Tensor bias, Convolution steps) {
        return biased("conv2d", 2, weight, bias, steps);
    }

    /** Correlation of [batch, channels, n, m, l] with weights [out, channels / groups, taps, taps, taps]. */
    public Tensor conv3d(Tensor weight, Convolution steps) {
        return conv("conv3d", 3, weight, Native.NO_TENSOR, steps);
    }

    /** With a bias [out]. */
    public Tensor conv3d(Tensor weight, Tensor bias, Convolution steps) {
        return biased("conv3d", 3, weight, bias, steps);
    }

    private Tensor biased(String operation, int space, Tensor weight, Tensor bias, Convolution steps) {
        checkSameType(operation, bias);
        if (bias.dim() != 1 || weight.dim() == 0 || bias.size(0) != weight.size(0)) {
            throw new ShapeMismatch(
                    operation, weight.sizes(), bias.sizes(), "the bias must have one number per output");
        }
        try (TensorOptional optional = new TensorOptional(bias.handle())) {
            return conv(operation, space, weight, optional, steps);
        }
    }

    private Tensor conv(String operation, int space, Tensor weight, TensorOptional bias, Convolution steps) {
        steps.check(operation, space, this, weight);
        checkSameType(operation, weight);
        long[] stride = Convolution.repeated(space, steps.stride());
        long[] padding = Convolution.repeated(space, steps.padding());
        long[] dilation = Convolution.repeated(space, steps.dilation());
        long groups = steps.groups();
        return Native.make(operation, () -> switch (space) {
            case 1 -> torch.conv1d(handle(), weight.handle(), bias, stride, padding, dilation, groups);
            case 2 -> torch.conv2d(handle(), weight.handle(), bias, stride, padding, dilation, groups);
            default -> torch.conv3d(handle(), weight.handle(), bias, stride, padding, dilation, groups);
        });
    }

    // ---------------------------------------------------------------- complex numbers

    private void checkComplex(String operation) {
        if (!dtype().isComplex()) {
            throw new IllegalArgumentException(operation + ": needs complex numbers, given " + dtype());
        }
    }

    /** Real parts; a view. Real tensors are their own real part. */
    public Tensor real() {
        return dtype().isComplex() ? Native.make("real", () -> torch.real(handle())) : this;
    }

    /** Imaginary parts; a view. */
    public Tensor imag() {
        checkComplex("imag");
        return Native.make("imag", () -> torch.imag(handle()));
    }

    /** Conjugates. Real tensors are their own conjugate. */
    public Tensor conj() {
        return dtype().isComplex() ? Native.make("conj", () -> handle().conj()) : this;
    }

    /** Angle to the positive real axis, in (-pi, pi]. */
    public Tensor angle() {
        return Native.make("angle", () -> handle().angle());
    }

    /** [..., 2] with real and imaginary parts. */
    public Tensor viewAsReal() {
        checkComplex("viewAsReal");
        return Native.make("viewAsReal", () -> {
            try (org.bytedeco.pytorch.Tensor resolved = handle().resolve_conj()) {
                return torch.view_as_real(resolved);
            }
        });
    }

    /** Complex numbers from [..., 2] with real and imaginary parts. */
    public Tensor viewAsComplex() {
        if (!dtype().isFloatingPoint() || dim() == 0 || size(-1) != 2) {
            throw new ShapeMismatch("viewAsComplex: needs real numbers of shape [..., 2], given " + dtype() + " "
                    + Arrays.toString(sizes()));
        }
        return Native.make("viewAsComplex", () -> {
            try (org.bytedeco.pytorch.Tensor dense = handle().contiguous()) {
                return torch.view_as_complex(dense);
            }
        });
    }

    // ---------------------------------------------------------------- in place

    private org.bytedeco.pytorch.Tensor writable(String operation) {
        org.bytedeco.pytorch.Tensor h = handle();
        if (h.requires_grad() && h.is_leaf() && Autograd.isRecording()) {
            throw new IllegalStateException(
                    operation + ": the tensor requires a gradient; change it inside Autograd.noGrad");
        }
        return h;
    }

    private Tensor inPlace(String operation, Tensor other, Runnable call) {
        Shapes.checkExpands(operation, other.sizes(), sizes());
        checkDevice(operation, other);
        return inPlace(operation, call);
    }

    private Tensor inPlace(String operation, Runnable call) {
        Native.run(operation, call);
        return this;
    }

    /** {@code x += y}. */
    public Tensor addInPlace(Tensor other) {
        return inPlace("addInPlace", other, () -> writable("addInPlace").add_(other.handle()));
    }

    /** {@code x += alpha y}. */
    public Tensor addInPlace(Tensor other, double alpha) {
        return inPlace("addInPlace", other, () -> writable("addInPlace").add_(other.handle(), Native.scalar(alpha)));
    }

    /** {@code x += a}. */
    public Tensor addInPlace(double value) {
        return inPlace("addInPlace", () -> writable("addInPlace").add_(Native.scalar(value)));
    }

    /** {@code x -= y}. */
    public Tensor subInPlace(Tensor other) {
        return inPlace("subInPlace", other, () -> writable("subInPlace").sub_(other.handle()));
    }

    /** {@code x *= y}. */
    public Tensor mulInPlace(Tensor other) {
        return inPlace("mulInPlace", other, () -> writable("mulInPlace").mul_(other.handle()));
    }

    /** {@code x *= a}. */
    public Tensor mulInPlace(double value) {
        return inPlace("mulInPlace", () -> writable("mulInPlace").mul_(Native.scalar(value)));
    }

    /** {@code x /= y}. */
    public Tensor divInPlace(Tensor other) {
        return inPlace("divInPlace", other, () -> writable("divInPlace").div_(other.handle()));
    }

    /** {@code x += a y z}. */
    public Tensor addcmulInPlace(Tensor y, Tensor z, double a) {
        Shapes.checkExpands("addcmulInPlace", y.sizes(), sizes());
        return inPlace("addcmulInPlace", z, () -> writable("addcmulInPlace")
                .addcmul_(y.handle(), z.handle(), Native.scalar(a)));
    }

    /** {@code x += a y / z}. */
    public Tensor addcdivInPlace(Tensor y, Tensor z, double a) {
        Shapes.checkExpands("addcdivInPlace", y.sizes(), sizes());
        return inPlace("addcdivInPlace", z, () -> writable("addcdivInPlace")
                .addcdiv_(y.handle(), z.handle(), Native.scalar(a)));
    }

    /** {@code x += w (y - x)}. */
    public Tensor lerpInPlace(Tensor other, double weight) {
        return inPlace(
                "lerpInPlace", other, () -> writable("lerpInPlace").lerp_(other.handle(), Native.scalar(weight)));
    }

    /** Takes over the numbers of another tensor (broadcast, converted, from any device). */
    public Tensor copyFrom(Tensor other) {
        Shapes.checkExpands("copyFrom", other.sizes(), sizes());
        return inPlace("copyFrom", () -> writable("copyFrom").copy_(other.handle()));
    }

    /** One number everywhere. */
    public Tensor fillInPlace(double value) {
        Scalar scalar = Native.scalar(value);
        return inPlace("fillInPlace", () -> writable("fillInPlace").fill_(scalar));
    }

    /** Zero everywhere. */
    public Tensor zeroInPlace() {
        return inPlace("zeroInPlace", () -> writable("zeroInPlace").zero_());
    }
}
