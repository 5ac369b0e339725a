package org.ansatz.tensor.io;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * Writes an NPZ archive piece by piece, uncompressed, in constant memory: of any size (ZIP64), as {@code numpy.savez} does, so
 * that {@link NpzFile} and others can map it.
 *
 * <pre>{@code
 * try (NpzWriter npz = new NpzWriter(file)) {
 *     npz.begin("inputs", true, 1000, 1, 64, 64);
 *     for (...) npz.append(field);
 *     npz.text("provenance", "...");
 * }
 * }</pre>
 */
public final class NpzWriter implements AutoCloseable {
    /** Stands for a number that is in the ZIP64 record, and the first size that must be there. */
    private static final long IN_RECORD = 0xFFFFFFFFL;
    // 1 January 1980, the earliest date of the format: the same data make the same bytes.
    private static final int DATE = 0x21;
    private static final int BUFFER = 1 << 16;

    private record Entry(byte[] name, long offset, long size, long crc) {}

    private final Path path;
    private final long zip64From;
    private final RandomAccessFile file;
    private final List<Entry> entries = new ArrayList<>();
    private final CRC32 crc = new CRC32();
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    private byte[] name;
    private long offset;
    private long size;
    private long left;
    private boolean single;

    /** Replaces the file. */
    public NpzWriter(Path path) throws IOException {
        this(path, IN_RECORD);
    }

    NpzWriter(Path path, long zip64From) throws IOException {
        this.path = path;
        this.zip64From = zip64From;
        Files.deleteIfExists(path);
        file = new RandomAccessFile(path.toFile(), "rw");
    }

    /**
     * Begins an array; its numbers follow by {@link #append}, row-major.
     *
     * @param singlePrecision whether numbers are stored as {@code <f4} instead of {@code <f8}
     */
    public void begin(String array, boolean singlePrecision, long... shape) throws IOException {
        long count = NdArray.size(shape);
        begin(array, singlePrecision ? "<f4" : "<f8", shape, Math.multiplyExact(count, singlePrecision ? 4L : 8L));
        single = singlePrecision;
        left = count;
    }

    private void begin(String array, String type, long[] shape, long bytes) throws IOException {
        finish();
        String tuple = Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining(", "));
        String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + tuple
                + (shape.length == 1 ? ",)" : ")") + ", }";
        header += " ".repeat(63 - (10 + header.length()) % 64) + "\n";
        name = (array + ".npy").getBytes(StandardCharsets.UTF_8);
        offset = file.length();
        size = 10 + header.length() + bytes;
        crc.reset();
        file.seek(offset);
        file.write(local(0));
        put(ByteBuffer.allocate(10 + header.length())
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) header.length())
                .put(header.getBytes(StandardCharsets.US_ASCII))
                .array());
    }

    /**
     * Appends numbers to the array that was begun.
     *
     * @throws IllegalStateException if its shape has no room for them
     */
    public void append(double... values) throws IOException {
        if (name == null || values.length > left) {
            throw new IllegalStateException(path + ": " + values.length + " numbers for an array that has room for "
                    + (name == null ? 0 : left));
        }
        left -= values.length;
        for (double value : values) {
            if (buffer.remaining() < Double.BYTES) {
                flush();
            }
            if (single) {
                buffer.putFloat((float) value);
            } else {
                buffer.putDouble(value);
            }
        }
        flush();
    }

    /** A whole array. */
    public void array(String array, NdArray values) throws IOException {
        begin(array, false, values.shape());
        append(values.values());
    }

    /** A text, as NumPy's array of one string without dimensions. */
    public void text(String array, String text) throws IOException {
        int[] characters = text.codePoints().toArray();
        begin(array, "<U" + Math.max(1, characters.length), new long[0], 4L * Math.max(1, characters.length));
        ByteBuffer bytes =
                ByteBuffer.allocate(4 * Math.max(1, characters.length)).order(ByteOrder.LITTLE_ENDIAN);
        for (int character : characters) {
            bytes.putInt(character);
        }
        put(bytes.array());
    }

    private void flush() throws IOException {
        byte[] bytes = Arrays.copyOf(buffer.array(), buffer.position());
        buffer.clear();
        put(bytes);
    }

    private void put(byte[] bytes) throws IOException {
        crc.update(bytes);
        file.write(bytes);
    }

    /** Completes the array that was begun: its checksum is known only now. */
    private void finish() throws IOException {
        if (name == null) {
            return;
        }
        if (left > 0) {
            throw new IllegalStateException(path + ": " + left + " numbers of the array "
                    + new String(name, StandardCharsets.UTF_8) + " were not written");
        }
        long end = file.getFilePointer();
        file.seek(offset);
        file.write(local(crc.getValue()));
        file.seek(end);
        entries.add(new Entry(name, offset, size, crc.getValue()));
        name = null;
    }

    private byte[] local(long checksum) {
        boolean large = size >= zip64From;
        ByteBuffer head =
                ByteBuffer.allocate(30 + name.length + (large ? 20 : 0)).order(ByteOrder.LITTLE_ENDIAN);
        head.putInt(0x04034b50).putShort((short) (large ? 45 : 20)).putShort((short) 0x800);
        head.putShort((short) 0).putShort((short) 0).putShort((short) DATE).putInt((int) checksum);
        int shown = (int) (large ? IN_RECORD : size);
        head.putInt(shown).putInt(shown).putShort((short) name.length).putShort((short) (large ? 20 : 0));
        head.put(name);
        if (large) {
            head.putShort((short) 1).putShort((short) 16).putLong(size).putLong(size);
        }
        return head.array();
    }

    private byte[] central(Entry entry) {
        ByteBuffer head = ByteBuffer.allocate(46 + entry.name().length + 28).order(ByteOrder.LITTLE_ENDIAN);
        boolean large = entry.size() >= zip64From || entry.offset() >= zip64From;
        head.putInt(0x02014b50).putShort((short) 45).putShort((short) (large ? 45 : 20));
        head.putShort((short) 0x800).putShort((short) 0).putShort((short) 0).putShort((short) DATE);
        head.putInt((int) entry.crc());
        int shown = (int) (large ? IN_RECORD : entry.size());
        head.putInt(shown).putInt(shown).putShort((short) entry.name().length);
        head.putShort((short) (large ? 28 : 0));
        head.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0);
        head.putInt((int) (large ? IN_RECORD : entry.offset())).put(entry.name());
        if (large) {
            head.putShort((short) 1).putShort((short) 24);
            head.putLong(entry.size()).putLong(entry.size()).putLong(entry.offset());
        }
        return Arrays.copyOf(head.array(), head.position());
    }

    /** Writes the directory of the archive and closes the file. */
    @Override
    public void close() throws IOException {
        try (file) {
            finish();
            long start = file.getFilePointer();
            for (Entry entry : entries) {
                file.write(central(entry));
            }
            long length = file.getFilePointer() - start;
            ByteBuffer end = ByteBuffer.allocate(56 + 20 + 22).order(ByteOrder.LITTLE_ENDIAN);
            boolean large = start + length >= zip64From;
            if (large) {
                end.putInt(0x06064b50).putLong(44).putShort((short) 45).putShort((short) 45);
                end.putInt(0).putInt(0).putLong(entries.size()).putLong(entries.size());
                end.putLong(length).putLong(start);
                end.putInt(0x07064b50).putInt(0).putLong(start + length).putInt(1);
            }
            end.putInt(0x06054b50).putShort((short) 0).putShort((short) 0);
            end.putShort((short) entries.size()).putShort((short) entries.size());
            end.putInt((int) length).putInt((int) (large ? IN_RECORD : start)).putShort((short) 0);
            file.write(end.array(), 0, end.position());
        }
    }
}
