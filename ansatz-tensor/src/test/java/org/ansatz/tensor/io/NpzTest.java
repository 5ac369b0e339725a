package org.ansatz.tensor.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzTest {
    @TempDir
    private Path folder;

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(NpzTest.class.getResource(name)).toURI());
    }

    private static void check(NdArray array, long[] shape, double... values) {
        assertThat(array.shape()).isEqualTo(shape);
        assertThat(array.values()).isEqualTo(values);
    }

    private static long[] s(long... shape) {
        return shape;
    }

    /** Written by NumPy 2.4: np.savez_compressed. */
    @Test
    void filesOfNumPyAreReadExactly() throws IOException, URISyntaxException {
        Map<String, NdArray> arrays = Npz.read(resource("numpy.npz"));
        check(arrays.get("f8"), s(2, 3), 1.5, -2.25, Math.PI, Double.POSITIVE_INFINITY, -0.0, 1e-300);
        check(arrays.get("f4"), s(2), 0.1f, -3.5);
        check(arrays.get("i8"), s(2), -0x1p53, 7);
        check(arrays.get("i4"), s(2, 1), 1, -2);
        check(arrays.get("u1"), s(2), 0, 255);
        check(arrays.get("b1"), s(3), 1, 0, 1);
        check(arrays.get("big"), s(2), 1, 2);
        check(
                arrays.get("fortran"),
                s(2, 3, 4),
                IntStream.range(0, 24).asDoubleStream().toArray());
        check(arrays.get("scalar"), s(), 42);
        check(arrays.get("empty"), s(0, 3));
        assertThat(arrays).hasSize(10);
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        arrays.put("matrix", new NdArray(s(2, 3), new double[] {1, -0.0, Double.NaN, 1e-310, Math.E, -7}));
        arrays.put("vector", NdArray.of(1, 2));
        arrays.put("scalar", new NdArray(s(), new double[] {3}));
        arrays.put("empty", new NdArray(s(2, 0), new double[0]));
        Path file = folder.resolve("a.npz");
        Npz.write(file, arrays);
        Map<String, NdArray> back = Npz.read(file);
        assertThat(back.keySet()).containsExactly("matrix", "vector", "scalar", "empty");
        arrays.forEach((name, array) -> check(back.get(name), array.shape(), array.values()));
        byte[] first = Files.readAllBytes(file);
        Npz.write(file, arrays);
        assertThat(Files.readAllBytes(file)).isEqualTo(first);
    }

    @Property(tries = 50)
    void anyNumbersSurvive(@ForAll @Size(max = 20) double[] values) throws IOException {
        Path file = Files.createTempFile("any", ".npz");
        try {
            Npz.write(file, Map.of("x", NdArray.of(values)));
            check(Npz.read(file).get("x"), s(values.length), values);
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void truncationAnywhereIsAnErrorThatNamesTheFile() throws IOException, URISyntaxException {
        byte[] whole = Files.readAllBytes(resource("numpy.npz"));
        int central = new String(whole, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
        Path file = folder.resolve("cut.npz");
        for (int length = 0; length < central; length += 41) {
            Files.write(file, Arrays.copyOf(whole, length));
            int kept = length;
            try {
                // A cut between two entries leaves a valid archive of fewer arrays.
                assertThat(Npz.read(file).size()).isLessThan(10);
            } catch (IOException expected) {
                assertThat(expected).as("cut at %s", kept).hasMessageContaining("cut.npz");
            }
        }
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        Path file = folder.resolve("text.npz");
        Files.writeString(file, "x, y\n1, 2\n");
        assertThatThrownBy(() -> Npz.read(file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + " is not an NPZ archive");
        assertThatThrownBy(() -> Npz.readArray(new ByteArrayInputStream(new byte[] {1, 2, 3}), "here"))
                .hasMessage("here is not an NPY array");
    }

    @Test
    void typesAndShapesThatCannotBeHeldAreRefused() throws IOException {
        assertRefused("'<c16'", "(1,)", new byte[16], "here: arrays of type c16 are not supported");
        assertRefused("'<f2'", "(1,)", new byte[2], "here: arrays of type f2 are not supported");
        assertRefused("'|O'", "(1,)", new byte[8], "are not supported");
        assertRefused("'<f8'", "(-1,)", new byte[8], "here: shape (-1,) cannot be read");
        assertRefused("'<f8'", "(9999999999, 9999999999)", new byte[8], "cannot be read");
        assertRefused("'<f8'", "(9999999999,)", new byte[8], "has more than 268435455 elements");
        assertRefused("'<f8'", "(3,)", new byte[16], "here: the file ends too early");
        byte[] large = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong((1L << 53) + 1)
                .array();
        assertRefused("'<i8'", "(1,)", large, "here: the whole number 9007199254740993 is not exact as a double");
        byte[] negative = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(-1)
                .array();
        assertRefused("'<u8'", "(1,)", negative, "is not exact as a double");
    }

    private static void assertRefused(String type, String shape, byte[] data, String message) throws IOException {
        String header = "{'descr': " + type + ", 'fortran_order': False, 'shape': " + shape + ", }\n";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(0x93);
        bytes.writeBytes("NUMPY".getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(new byte[] {1, 0, (byte) header.length(), 0});
        bytes.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(data);
        assertThatThrownBy(() -> Npz.readArray(new ByteArrayInputStream(bytes.toByteArray()), "here"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(message);
    }
}
