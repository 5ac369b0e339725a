package org.ansatz.tensor;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a tensor lives: {@code cpu} or {@code cuda:0}. Making one does not load the engine. */
public record Device(Kind kind, int index) {
    /** Kinds of device. */
    public enum Kind {
        CPU,
        CUDA
    }

    public static final Device CPU = new Device(Kind.CPU, 0);

    private static final Pattern CUDA = Pattern.compile("cuda(?::(\\d{1,3}))?");

    public Device {
        if (index < 0 || index > 127 || kind == Kind.CPU && index != 0) {
            throw new IllegalArgumentException("no device " + kind + " with index " + index);
        }
    }

    /** The graphics processor with this index, from zero. */
    public static Device cuda(int index) {
        return new Device(Kind.CUDA, index);
    }

    /**
     * Reads {@code cpu}, {@code cuda} (the first) or {@code cuda:1}.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Device parse(String text) {
        if (text.equals("cpu")) {
            return CPU;
        }
        Matcher cuda = CUDA.matcher(text);
        if (!cuda.matches()) {
            throw new IllegalArgumentException("no device '" + text + "'; give cpu, cuda or cuda:N");
        }
        return cuda(cuda.group(1) == null ? 0 : Integer.parseInt(cuda.group(1)));
    }

    @Override
    public String toString() {
        return kind == Kind.CPU ? "cpu" : "cuda:" + index;
    }
}
