package org.ansatz.tensor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.StringViewOptional;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch.DeviceType;

/** The border to libtorch: calls, constants, and conversions of arguments. Its first use loads libtorch. */
final class Native {
    static {
        Engine.load();
    }

    static final LongOptional NO_LONG = new LongOptional();
    static final StringViewOptional NO_STRING = new StringViewOptional();
    static final ScalarTypeOptional NO_TYPE = new ScalarTypeOptional();
    static final ScalarOptional NO_SCALAR = new ScalarOptional();
    static final DoubleOptional NO_DOUBLE = new DoubleOptional();
    static final TensorOptional NO_TENSOR = new TensorOptional();
    static final MemoryFormatOptional NO_FORMAT = new MemoryFormatOptional();
    static final BoolOptional FALSE = new BoolOptional(false);
    static final BoolOptional TRUE = new BoolOptional(true);

    // Making and freeing a native number costs as much as a small operation; constants repeat.
    private static final int CACHED_SCALARS = 256;
    private static final ThreadLocal<Map<Number, Scalar>> SCALARS = ThreadLocal.withInitial(HashMap::new);
    private static final Map<Device, org.bytedeco.pytorch.Device> DEVICES = new ConcurrentHashMap<>();
    private static final Map<List<Object>, TensorOptions> OPTIONS = new ConcurrentHashMap<>();

    private Native() {}

    /** A call that returns a new native tensor. */
    interface Call {
        org.bytedeco.pytorch.Tensor run();
    }

    /** A call that returns two. */
    interface PairCall {
        T_TensorTensor_T run();
    }

    /** A call that returns three. */
    interface TripleCall {
        T_TensorTensorTensor_T run();
    }

    /** A call that returns many. */
    interface VectorCall {
        TensorVector run();
    }

    static Tensor make(String operation, Call call) {
        try {
            return new Tensor(call.run());
        } catch (RuntimeException failure) {
            throw EngineFailure.of(operation, failure);
        }
    }

    static void run(String operation, Runnable call) {
        try {
            call.run();
        } catch (RuntimeException failure) {
            throw EngineFailure.of(operation, failure);
        }
    }

    static Tensor[] pair(String operation, PairCall call) {
        try (T_TensorTensor_T pair = call.run()) {
            return new Tensor[] {copy(pair.get0()), copy(pair.get1())};
        } catch (RuntimeException failure) {
            throw EngineFailure.of(operation, failure);
        }
    }

    static Tensor[] triple(String operation, TripleCall call) {
        try (T_TensorTensorTensor_T triple = call.run()) {
            return new Tensor[] {copy(triple.get0()), copy(triple.get1()), copy(triple.get2())};
        } catch (RuntimeException failure) {
            throw EngineFailure.of(operation, failure);
        }
    }

    /** Tensors of a native list; where one is undefined the entry is null. */
    static List<Tensor> list(String operation, VectorCall call) {
        try (TensorVector vector = call.run()) {
            int n = Math.toIntExact(vector.size());
            List<Tensor> result = new ArrayList<>(n);
            for (int i = 0; i < n; i++) {
                org.bytedeco.pytorch.Tensor entry = vector.get(i);
                result.add(entry.defined() ? copy(entry) : null);
            }
            return result;
        } catch (RuntimeException failure) {
            throw EngineFailure.of(operation, failure);
        }
    }

    /** Entries of native tuples and lists are references into them; this owns a reference to the same tensor. */
    private static Tensor copy(org.bytedeco.pytorch.Tensor reference) {
        return new Tensor(new org.bytedeco.pytorch.Tensor(reference));
    }

    static TensorVector vector(List<Tensor> tensors) {
        org.bytedeco.pytorch.Tensor[] handles = new org.bytedeco.pytorch.Tensor[tensors.size()];
        for (int i = 0; i < handles.length; i++) {
            handles[i] = tensors.get(i).handle();
        }
        return new TensorVector(handles);
    }

    static Scalar scalar(double value) {
        return cached(value);
    }

    static Scalar scalar(long value) {
        return cached(value);
    }

    private static Scalar cached(Number value) {
        Map<Number, Scalar> cache = SCALARS.get();
        Scalar scalar = cache.get(value);
        if (scalar == null) {
            if (cache.size() >= CACHED_SCALARS) {
                // Left to the collector: an operation in progress may hold one of them.
                cache.clear();
            }
            scalar = value instanceof Long whole ? new Scalar(whole.longValue()) : new Scalar(value.doubleValue());
            cache.put(value, scalar);
        }
        return scalar;
    }

    static org.bytedeco.pytorch.Device device(Device device) {
        return DEVICES.computeIfAbsent(device, d -> {
            if (!Engine.isAvailable(d)) {
                throw new IllegalArgumentException(
                        "device " + d + " is not available here; there are " + Engine.devices());
            }
            DeviceType type = d.kind() == Device.Kind.CPU ? DeviceType.CPU : DeviceType.CUDA;
            return new org.bytedeco.pytorch.Device(type, (byte) (d.kind() == Device.Kind.CPU ? -1 : d.index()));
        });
    }

    static TensorOptions options(DType type, Device device) {
        return OPTIONS.computeIfAbsent(List.of(type, device), key -> new TensorOptions(type.scalarType())
                .device(new DeviceOptional(device(device))));
    }

    static Device device(org.bytedeco.pytorch.Tensor handle) {
        if (handle.is_cpu()) {
            return Device.CPU;
        }
        try (org.bytedeco.pytorch.Device device = handle.device()) {
            if (!device.is_cuda()) {
                throw new EngineFailure("tensors on this kind of device are not supported");
            }
            return Device.cuda(Math.max(0, device.index()));
        }
    }
}
