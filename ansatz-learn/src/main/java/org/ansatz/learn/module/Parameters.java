package org.ansatz.learn.module;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.ansatz.learn.optim.ParameterLayout;
import org.ansatz.tensor.io.NdArray;
import org.ansatz.tensor.io.Safetensors;

/** Names and shapes of a network's parameters, which lie one after the other in one flat vector. */
public final class Parameters {
    /** A matrix [rows][columns] (a bias has one row) at {@code offset} of the flat vector. */
    public record Block(String name, int offset, int rows, int columns) {
        public int size() {
            return rows * columns;
        }

        /** The block's part of a flat vector, a copy. */
        public double[] of(double[] flat) {
            return java.util.Arrays.copyOfRange(flat, offset, offset + size());
        }
    }

    private final List<Block> blocks = new ArrayList<>();
    private int size;

    Parameters() {}

    Block add(String name, int rows, int columns) {
        Block block = new Block(name, size, rows, columns);
        blocks.add(block);
        size += block.size();
        return block;
    }

    /** Length of the flat vector. */
    public int size() {
        return size;
    }

    public List<Block> blocks() {
        return List.copyOf(blocks);
    }

    public List<Block> blocks(Predicate<Block> which) {
        return blocks.stream().filter(which).toList();
    }

    /** What the parameters are: all blocks but biases are weight matrices, stored with a row per input. */
    public ParameterLayout layout() {
        ParameterLayout layout = ParameterLayout.empty();
        for (Block block : blocks) {
            layout = block.name().endsWith("bias")
                    ? layout.vector(block.name(), block.size())
                    : layout.transposedMatrix(block.name(), block.columns(), block.rows());
        }
        return layout;
    }

    /** A flat vector as named arrays. */
    public Map<String, NdArray> named(double[] flat) {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        for (Block block : blocks) {
            long[] shape =
                    block.rows() == 1 ? new long[] {block.columns()} : new long[] {block.rows(), block.columns()};
            arrays.put(block.name(), new NdArray(shape, block.of(flat)));
        }
        return arrays;
    }

    /**
     * The inverse of {@link #named}.
     *
     * @throws IllegalArgumentException if a name is missing or has another number of entries
     */
    public double[] flat(Map<String, NdArray> arrays) {
        double[] flat = new double[size];
        for (Block block : blocks) {
            NdArray array = arrays.get(block.name());
            if (array == null || array.values().length != block.size()) {
                throw new IllegalArgumentException("parameter " + block.name() + " needs " + block.size()
                        + " entries, found " + (array == null ? "none" : array.values().length));
            }
            System.arraycopy(array.values(), 0, flat, block.offset(), block.size());
        }
        return flat;
    }

    /** Writes a flat vector as {@code .safetensors}. */
    public void save(Path file, double[] flat) throws IOException {
        Safetensors.write(file, named(flat), Map.of());
    }

    public double[] load(Path file) throws IOException {
        return flat(Safetensors.read(file).tensors());
    }
}
