package org.ansatz.tensor.io;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * NumPy's archives: reads real, integer and boolean arrays of either byte order and memory order (NEP 1, versions 1 to
 * 3), writes {@code <f8}.
 */
public final class Npz {
    private static final Pattern DESCRIPTION = Pattern.compile("'descr'\\s*:\\s*'([<>|=])(\\w)(\\d+)'");
    private static final Pattern FORTRAN = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([^)]*)\\)");

    // Bytes of an array are addressed by int.
    private static final int LARGEST = Integer.MAX_VALUE / 8;
    static final long LARGEST_WHOLE = 1L << 53;

    private Npz() {}

    /**
     * Reads all arrays.
     *
     * @throws IOException if the file is not an archive of arrays of real numbers, or is damaged
     */
    public static Map<String, NdArray> read(Path file) throws IOException {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        String name = "";
        try (ZipInputStream zip = new ZipInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                name = entry.getName().replaceFirst("\\.npy$", "");
                arrays.put(name, readArray(zip, file + ": " + name));
            }
        } catch (ZipException | EOFException damaged) {
            throw new IOException(file + ": " + name + " is damaged: " + damaged.getMessage(), damaged);
        }
        if (arrays.isEmpty()) {
            throw new IOException(file + " is not an NPZ archive");
        }
        return arrays;
    }

    /**
     * What stands before the numbers of an array.
     *
     * @param length of the header in bytes
     * @param type NumPy's letter and width, such as {@code f8}
     * @param width of a number in bytes
     */
    record Header(int length, String type, int width, boolean little, boolean fortran, long[] shape) {}

    /** Reads the header of an array in NPY form; the stream stands at its numbers afterwards. */
    static Header readHeader(InputStream in, String where) throws IOException {
        byte[] magic = in.readNBytes(8);
        if (magic.length < 8 || magic[0] != (byte) 0x93 || magic[1] != 'N') {
            throw new IOException(where + " is not an NPY array");
        }
        int width = magic[6] == 1 ? 2 : 4;
        ByteBuffer length = ByteBuffer.wrap(in.readNBytes(width)).order(ByteOrder.LITTLE_ENDIAN);
        if (length.remaining() < width) {
            throw new IOException(where + ": the file ends too early");
        }
        int headerLength = width == 2 ? length.getShort() & 0xffff : length.getInt();
        String header = new String(in.readNBytes(headerLength), StandardCharsets.UTF_8);
        Matcher type = DESCRIPTION.matcher(header);
        Matcher order = FORTRAN.matcher(header);
        Matcher dimensions = SHAPE.matcher(header);
        if (!type.find() || !order.find() || !dimensions.find()) {
            throw new IOException(where + ": arrays of type " + header.trim() + " are not supported");
        }
        int bytes = Integer.parseInt(type.group(3));
        return new Header(
                8 + width + headerLength,
                type.group(2) + bytes,
                bytes,
                !type.group(1).equals(">"),
                order.group(1).equals("True"),
                shape(dimensions.group(1), where));
    }

    /** Reads one array in NPY form; {@code where} is for messages. */
    public static NdArray readArray(InputStream in, String where) throws IOException {
        Header header = readHeader(in, where);
        int n = count(header.shape(), where);
        int bytes = header.width();
        ByteBuffer data = ByteBuffer.wrap(in.readNBytes(n * bytes))
                .order(header.little() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        if (data.remaining() < n * bytes) {
            throw new IOException(where + ": the file ends too early");
        }
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = number(data, i * bytes, header.type(), where);
        }
        return new NdArray(header.shape(), header.fortran() ? toRowMajor(values, header.shape()) : values);
    }

    private static int count(long[] shape, String where) throws IOException {
        long count = NdArray.size(shape);
        if (count > LARGEST) {
            throw new IOException(where + ": shape (" + Arrays.toString(shape).replaceAll("[\\[\\]]", "")
                    + ") has more than " + LARGEST + " elements");
        }
        return (int) count;
    }

    private static long[] shape(String sizes, String where) throws IOException {
        try {
            long[] shape = Arrays.stream(sizes.trim().split("\\s*,\\s*"))
                    .filter(size -> !size.isEmpty())
                    .mapToLong(Long::parseUnsignedLong)
                    .toArray();
            NdArray.size(shape);
            return shape;
        } catch (NumberFormatException | ArithmeticException unreadable) {
            throw new IOException(where + ": shape (" + sizes + ") cannot be read", unreadable);
        }
    }

    /** The number at a place in bytes. */
    static double number(ByteBuffer data, int at, String type, String where) throws IOException {
        return switch (type) {
            case "f8" -> data.getDouble(at);
            case "f4" -> data.getFloat(at);
            case "i8" -> exact(data.getLong(at), where);
            case "u8" -> exact(unsigned(data.getLong(at)), where);
            case "i4" -> data.getInt(at);
            case "u4" -> data.getInt(at) & 0xffffffffL;
            case "i2" -> data.getShort(at);
            case "u2" -> data.getShort(at) & 0xffff;
            case "i1", "b1" -> data.get(at);
            case "u1" -> data.get(at) & 0xff;
            default -> throw new IOException(where + ": arrays of type " + type + " are not supported");
        };
    }

    /** Numbers of 2^63 and more become 2^63 - 1, which {@link #exact} refuses too. */
    private static long unsigned(long bits) {
        return bits < 0 ? Long.MAX_VALUE : bits;
    }

    /** Refuses whole numbers that a double cannot hold. */
    static double exact(long value, String where) throws IOException {
        if (Math.abs(value) > LARGEST_WHOLE || value == Long.MIN_VALUE) {
            throw new IOException(where + ": the whole number " + value + " is not exact as a double");
        }
        return value;
    }

    private static double[] toRowMajor(double[] values, long[] shape) {
        double[] result = new double[values.length];
        int rank = shape.length;
        long[] index = new long[rank];
        for (double value : values) {
            long at = 0;
            for (int d = 0; d < rank; d++) {
                at = at * shape[d] + index[d];
            }
            result[(int) at] = value;
            for (int d = 0; d < rank; d++) {
                if (++index[d] < shape[d]) {
                    break;
                }
                index[d] = 0;
            }
        }
        return result;
    }

    /** Writes arrays as doubles, compressed. */
    public static void write(Path file, Map<String, NdArray> arrays) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            for (Map.Entry<String, NdArray> entry : arrays.entrySet()) {
                ZipEntry named = new ZipEntry(entry.getKey() + ".npy");
                // A fixed date: the same run writes the same bytes.
                named.setTime(0);
                zip.putNextEntry(named);
                writeArray(zip, entry.getValue());
                zip.closeEntry();
            }
        }
    }

    private static void writeArray(OutputStream out, NdArray array) throws IOException {
        StringBuilder shape = new StringBuilder();
        for (long s : array.shape()) {
            shape.append(s).append(", ");
        }
        String tuple = array.shape().length > 1
                ? shape.substring(0, shape.length() - 2)
                : shape.toString().trim();
        String header = "{'descr': '<f8', 'fortran_order': False, 'shape': (" + tuple + "), }";
        int padding = 64 - (10 + header.length() + 1) % 64;
        header = header + " ".repeat(padding % 64) + "\n";
        ByteBuffer buffer = ByteBuffer.allocate(10 + header.length() + 8 * array.values().length)
                .order(ByteOrder.LITTLE_ENDIAN);
        buffer.put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 0);
        buffer.putShort((short) header.length()).put(header.getBytes(StandardCharsets.US_ASCII));
        for (double value : array.values()) {
            buffer.putDouble(value);
        }
        out.write(buffer.array());
    }
}
