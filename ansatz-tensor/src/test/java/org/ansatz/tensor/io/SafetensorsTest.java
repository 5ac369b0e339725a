package org.ansatz.tensor.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
    @TempDir
    private Path folder;

    private static Path python() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(SafetensorsTest.class.getResource("python.safetensors"))
                .toURI());
    }

    private static void check(NdArray array, long[] shape, double... values) {
        assertThat(array.shape()).isEqualTo(shape);
        assertThat(array.values()).isEqualTo(values);
    }

    private static long[] s(long... shape) {
        return shape;
    }

    /** Written by safetensors.numpy.save_file. */
    @Test
    void filesOfPythonAreReadExactly() throws IOException, URISyntaxException {
        Safetensors.Content content = Safetensors.read(python());
        Map<String, NdArray> tensors = content.tensors();
        check(tensors.get("weights"), s(2, 3), 0, 1 / 7.0, 2 / 7.0, 3 / 7.0, 4 / 7.0, 5 / 7.0);
        check(tensors.get("single"), s(2), 0.1f, 2.5);
        check(tensors.get("whole"), s(2), -5, 0x1p40);
        check(tensors.get("small"), s(2, 1), 3, -4);
        check(tensors.get("flags"), s(2), 1, 0);
        check(tensors.get("scalar"), s(), 1.25);
        assertThat(tensors).hasSize(6);
        assertThat(content.metadata()).containsOnly(Map.entry("format", "np"), Map.entry("note", "grüße"));
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        Map<String, NdArray> tensors = new LinkedHashMap<>();
        tensors.put("a", new NdArray(s(2, 2), new double[] {1, -0.0, Double.NaN, 1e-310}));
        tensors.put("scalar", new NdArray(s(), new double[] {3}));
        tensors.put("empty", new NdArray(s(0), new double[0]));
        Path file = folder.resolve("a.safetensors");
        Safetensors.write(file, tensors, Map.of("seed", "7"));
        Safetensors.Content back = Safetensors.read(file);
        tensors.forEach((name, array) -> check(back.tensors().get(name), array.shape(), array.values()));
        assertThat(back.metadata()).containsOnly(Map.entry("seed", "7"));
    }

    @Test
    void truncationAnywhereIsAnErrorThatNamesTheFile() throws IOException, URISyntaxException {
        byte[] whole = Files.readAllBytes(python());
        Path file = folder.resolve("cut.safetensors");
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Safetensors.read(file))
                    .as("cut at %s", length)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cut.safetensors");
        }
    }

    @Test
    void headersThatContradictTheDataAreRefused() throws IOException {
        assertRefused("nonsense", "its header is not JSON");
        assertRefused("[1]", "its header is not an object");
        assertRefused(
                "{\"w\": {\"dtype\": \"F16\", \"shape\": [4], \"data_offsets\": [0, 8]}}", "w: tensors of type F16");
        assertRefused("{\"w\": {\"dtype\": \"F64\", \"shape\": [1]}}", "w: needs dtype, shape and data_offsets");
        assertRefused(
                "{\"w\": {\"dtype\": \"F64\", \"shape\": [2], \"data_offsets\": [0, 8]}}", "w: bytes [0,8] do not");
        assertRefused("{\"w\": {\"dtype\": \"F64\", \"shape\": [1], \"data_offsets\": [8, 16]}}", "w: bytes [8,16]");
        assertRefused("{\"w\": {\"dtype\": \"F64\", \"shape\": [1], \"data_offsets\": [-8, 0]}}", "w: bytes [-8,0]");
        assertRefused("{\"w\": {\"dtype\": \"F64\", \"shape\": [-1], \"data_offsets\": [0, 8]}}", "w: shape [-1]");
        assertRefused("{\"w\": 3}", "w: needs dtype");
    }

    private void assertRefused(String header, String message) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(16 + text.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(text.length).put(text);
        Path file = folder.resolve("bad.safetensors");
        Files.write(file, bytes.array());
        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("bad.safetensors")
                .hasMessageContaining(message);
    }
}
