package org.ansatz.tensor.io;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * An array of real numbers in a file, mapped into memory in pieces (Java maps at most 2 GB at once): reading it fills the
 * system's cache of the file, neither the heap nor memory of the process' own.
 */
public final class MappedArray {
    private static final long PIECE = 1L << 30;
    private static final int LONGEST_HEADER = 1 << 16;

    private final long[] shape;
    private final String type;
    private final int width;
    private final List<ByteBuffer> pieces;

    private MappedArray(long[] shape, String type, int width, List<ByteBuffer> pieces) {
        this.shape = shape;
        this.type = type;
        this.width = width;
        this.pieces = pieces;
    }

    /** Maps the array in NPY form that begins at a place of a file; {@code where} is for messages. */
    static MappedArray open(Path file, long from, String where) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer head = ByteBuffer.allocate((int) Math.min(LONGEST_HEADER, channel.size() - from));
            int count;
            do {
                count = channel.read(head, from + head.position());
            } while (count > 0);
            Npz.Header header = Npz.readHeader(new ByteArrayInputStream(head.array(), 0, head.position()), where);
            if (header.fortran() && header.shape().length > 1) {
                throw new IOException(
                        where + ": the array is in column order; write it with numpy.ascontiguousarray(...)");
            }
            long start = from + header.length();
            long end = Math.addExact(start, Math.multiplyExact(NdArray.size(header.shape()), (long) header.width()));
            if (end > channel.size()) {
                throw new IOException(where + ": the file ends too early");
            }
            List<ByteBuffer> pieces = new ArrayList<>();
            for (long at = start; at < end; at += PIECE) {
                pieces.add(channel.map(MapMode.READ_ONLY, at, Math.min(PIECE, end - at))
                        .order(header.little() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN));
            }
            MappedArray array = new MappedArray(header.shape(), header.type(), header.width(), pieces);
            if (!pieces.isEmpty()) {
                // Refuses types that cannot be read before anyone relies on them.
                Npz.number(pieces.get(0), 0, header.type(), where);
            }
            return array;
        }
    }

    /** The sizes of all dimensions. */
    public long[] shape() {
        return shape.clone();
    }

    /**
     * Reads numbers that follow each other, as doubles.
     *
     * @param from index of the first in row-major order
     * @param into is filled from {@code place} on with {@code count} numbers
     */
    public void read(long from, double[] into, int place, int count) throws IOException {
        long byteAt = from * width;
        int done = 0;
        while (done < count) {
            ByteBuffer piece = pieces.get((int) (byteAt / PIECE));
            int at = (int) (byteAt % PIECE);
            int many = Math.min(count - done, (piece.capacity() - at) / width);
            ByteBuffer view = piece.duplicate().order(piece.order()).position(at);
            switch (type) {
                case "f8" -> view.asDoubleBuffer().get(into, place + done, many);
                case "f4" -> widen(view, into, place + done, many);
                default -> {
                    for (int k = 0; k < many; k++) {
                        into[place + done + k] = Npz.number(piece, at + k * width, type, "array");
                    }
                }
            }
            done += many;
            byteAt += (long) many * width;
        }
    }

    private static void widen(ByteBuffer view, double[] into, int place, int count) {
        var floats = view.asFloatBuffer();
        for (int k = 0; k < count; k++) {
            into[place + k] = floats.get(k);
        }
    }
}
