package org.ansatz.tensor.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The safetensors format: a length, a JSON header with type, shape and offsets per tensor, then the bytes. Writes F64;
 * reads F64, F32, I64, I32, I16, I8, U8 and BOOL.
 */
public final class Safetensors {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a file holds. */
    public record Content(Map<String, NdArray> tensors, Map<String, String> metadata) {}

    private Safetensors() {}

    public static void write(Path file, Map<String, NdArray> tensors, Map<String, String> metadata) throws IOException {
        ObjectNode header = JSON.createObjectNode();
        ObjectNode notes = header.putObject("__metadata__");
        metadata.forEach(notes::put);
        long at = 0;
        for (Map.Entry<String, NdArray> entry : tensors.entrySet()) {
            ObjectNode tensor = header.putObject(entry.getKey());
            tensor.put("dtype", "F64");
            var shape = tensor.putArray("shape");
            for (long s : entry.getValue().shape()) {
                shape.add(s);
            }
            long end = at + 8L * entry.getValue().values().length;
            tensor.putArray("data_offsets").add(at).add(end);
            at = end;
        }
        byte[] text = JSON.writeValueAsBytes(header);
        int padded = (text.length + 7) / 8 * 8;
        ByteBuffer buffer =
                ByteBuffer.allocate(Math.toIntExact(8 + padded + at)).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(padded).put(text);
        for (int i = text.length; i < padded; i++) {
            buffer.put((byte) ' ');
        }
        for (NdArray tensor : tensors.values()) {
            for (double value : tensor.values()) {
                buffer.putDouble(value);
            }
        }
        Files.write(file, buffer.array());
    }

    /**
     * Reads everything.
     *
     * @throws IOException if the file is not of this format
     */
    public static Content read(Path file) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        if (buffer.remaining() < 8) {
            throw new IOException(file + " is not a safetensors file: too short");
        }
        long length = buffer.getLong();
        if (length <= 0 || length > buffer.remaining()) {
            throw new IOException(file + " is not a safetensors file: header of " + length + " bytes");
        }
        byte[] text = new byte[(int) length];
        buffer.get(text);
        JsonNode header = header(text, file);
        int base = buffer.position();
        Map<String, NdArray> tensors = new LinkedHashMap<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Iterator<Map.Entry<String, JsonNode>> it = header.fields(); it.hasNext(); ) {
            Map.Entry<String, JsonNode> entry = it.next();
            if (entry.getKey().equals("__metadata__")) {
                entry.getValue()
                        .fields()
                        .forEachRemaining(
                                m -> metadata.put(m.getKey(), m.getValue().asText()));
            } else {
                tensors.put(entry.getKey(), tensor(buffer, base, entry.getValue(), file + ": " + entry.getKey()));
            }
        }
        return new Content(tensors, metadata);
    }

    private static JsonNode header(byte[] text, Path file) throws IOException {
        try {
            JsonNode header = JSON.readTree(new String(text, StandardCharsets.UTF_8));
            if (header.isObject()) {
                return header;
            }
        } catch (JsonProcessingException damaged) {
            throw new IOException(
                    file + " is not a safetensors file: its header is not JSON: " + damaged.getOriginalMessage(),
                    damaged);
        }
        throw new IOException(file + " is not a safetensors file: its header is not an object");
    }

    private static NdArray tensor(ByteBuffer buffer, int base, JsonNode description, String where) throws IOException {
        JsonNode sizes = description.path("shape");
        JsonNode offsets = description.path("data_offsets");
        String type = description.path("dtype").asText();
        if (!sizes.isArray() || offsets.size() != 2 || type.isEmpty()) {
            throw new IOException(where + ": needs dtype, shape and data_offsets, given " + description);
        }
        int bytes = bytes(type, where);
        long[] shape = new long[sizes.size()];
        long end = bytes;
        for (int i = 0; i < shape.length; i++) {
            shape[i] = sizes.get(i).asLong(-1);
            if (shape[i] < 0 || shape[i] > buffer.capacity()) {
                throw new IOException(where + ": shape " + sizes + " does not fit into the file");
            }
            end = Math.min(end * shape[i], Integer.MAX_VALUE);
        }
        long from = offsets.get(0).asLong(-1);
        long to = offsets.get(1).asLong(-1);
        if (from < 0 || to - from != end || to > buffer.capacity() - base) {
            throw new IOException(where + ": bytes " + offsets + " do not hold " + type + " of shape " + sizes
                    + ", or the file ends too early");
        }
        double[] values = new double[(int) (end / bytes)];
        buffer.position(base + (int) from);
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (type) {
                case "F64" -> buffer.getDouble();
                case "F32" -> buffer.getFloat();
                case "I64" -> Npz.exact(buffer.getLong(), where);
                case "I32" -> buffer.getInt();
                case "I16" -> buffer.getShort();
                case "U8" -> buffer.get() & 0xff;
                default -> buffer.get();
            };
        }
        return new NdArray(shape, values);
    }

    private static int bytes(String type, String where) throws IOException {
        return switch (type) {
            case "F64", "I64" -> 8;
            case "F32", "I32" -> 4;
            case "I16" -> 2;
            case "I8", "U8", "BOOL" -> 1;
            default -> throw new IOException(where + ": tensors of type " + type + " are not supported");
        };
    }
}
