package org.ansatz.learn.sequence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.io.Safetensors;

/** Decoders in safetensors files: parameters by name, the architecture in the metadata. */
final class DecoderFile {
    private static final String FORMAT = "transformer-decoder";

    private DecoderFile() {}

    static void write(Path file, TransformerDecoder decoder) throws IOException {
        DecoderSettings settings = decoder.settings();
        MomentumAttention attention = settings.attention();
        Map<String, String> words = new LinkedHashMap<>();
        words.put("format", FORMAT);
        words.put("symbols", "" + settings.symbols());
        words.put("layers", "" + settings.layers());
        words.put("width", "" + settings.width());
        words.put("hidden", "" + settings.hidden());
        words.put("layer_norm", "" + settings.layerNorm());
        words.put("embedding_size", "" + settings.embeddingSize());
        words.put("weight_size", "" + settings.weightSize());
        words.put("padding", "" + settings.padding());
        words.put("document_end", "" + settings.documentEnd());
        words.put("heads", "" + attention.heads());
        words.put("query_gamma", "" + attention.queryGamma());
        words.put("key_gamma", "" + attention.keyGamma());
        words.put("value_gamma", "" + attention.valueGamma());
        words.put("coupling", attention.coupling().name());
        words.put("placement", attention.placement().name());
        words.put("rotary_base", "" + attention.rotaryBase());
        Safetensors.write(file, decoder.parameters().arrays(), words);
    }

    static TransformerDecoder read(Path file, DType precision, Device device) throws IOException {
        Safetensors.Content content = Safetensors.read(file);
        Map<String, String> words = content.metadata();
        if (!FORMAT.equals(words.get("format"))) {
            throw new IllegalArgumentException(file + " holds no decoder: its metadata are " + words);
        }
        Entries entries = new Entries(file, words);
        MomentumAttention attention = new MomentumAttention(
                entries.of("heads", Integer::parseInt),
                entries.of("query_gamma", Double::parseDouble),
                entries.of("key_gamma", Double::parseDouble),
                entries.of("value_gamma", Double::parseDouble),
                entries.of("coupling", ShearCoupling::valueOf),
                entries.of("placement", ShearPlacement::valueOf),
                entries.of("rotary_base", Double::parseDouble));
        DecoderSettings settings = new DecoderSettings(
                entries.of("symbols", Integer::parseInt),
                entries.of("layers", Integer::parseInt),
                entries.of("width", Integer::parseInt),
                entries.of("hidden", Integer::parseInt),
                attention,
                entries.of("layer_norm", Boolean::parseBoolean),
                entries.of("embedding_size", Double::parseDouble),
                entries.of("weight_size", Double::parseDouble),
                entries.of("padding", Integer::parseInt),
                entries.of("document_end", Integer::parseInt));
        TransformerDecoder decoder =
                new TransformerDecoder(new TensorParameters(precision, device), settings, RandomStream.seeded(0));
        try {
            decoder.parameters().restore(content.tensors());
        } catch (IllegalArgumentException e) {
            decoder.close();
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
        return decoder;
    }

    private record Entries(Path file, Map<String, String> words) {
        <T> T of(String name, Function<String, T> reader) {
            String word = words.get(name);
            try {
                if (word != null) {
                    return reader.apply(word);
                }
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(file + ": " + name + " cannot be \"" + word + "\"", e);
            }
            throw new IllegalArgumentException(file + ": no entry " + name + " in the metadata " + words.keySet());
        }
    }
}
