package org.ansatz.learn.noether;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ansatz.learn.optim.ParameterLayout;
import org.ansatz.learn.optim.ParameterLayout.Block;
import org.ansatz.learn.optim.ParameterLayout.Order;

/**
 * Generators of one kind, such as the scales of all rows of a weight matrix.
 *
 * @param name of the kind and the array
 */
public record SymmetryFamily(String name, List<SymmetryGenerator.Charged> generators) {
    public SymmetryFamily {
        generators = List.copyOf(generators);
    }

    /**
     * What networks with these parameters may have as symmetries: the scale of every array but biases, and of the rows of matrices
     * (in front of a normalisation without learned scale), the translation of every bias and of every column of a matrix (in front
     * of a softmax), between matrices that follow each other the rescaling of every hidden unit (positive homogeneous
     * activations), and the rescaling of an array against the one before it in the same layer (factors of a product, such as
     * separable kernels, or queries and keys); a layer is what a name says before its last point. A bias is the block behind its matrix, with an entry per output. Whether a loss has them is for a
     * {@link SymmetryAudit} to find.
     */
    public static List<SymmetryFamily> candidates(ParameterLayout layout) {
        List<SymmetryFamily> families = new ArrayList<>();
        List<Block> blocks = layout.blocks();
        Block earlier = null;
        Block earlierBias = null;
        for (int b = 0; b < blocks.size(); b++) {
            Block block = blocks.get(b);
            if (!block.isMatrix()) {
                boolean biasOfMatrix = b > 0
                        && blocks.get(b - 1).isMatrix()
                        && blocks.get(b - 1).outputs() == block.size();
                if (!biasOfMatrix) {
                    families.add(scale(block));
                    factors(blocks, b).ifPresent(families::add);
                }
                continue;
            }
            Block next = b + 1 < blocks.size() ? blocks.get(b + 1) : null;
            Block bias = next != null && !next.isMatrix() && next.size() == block.outputs() ? next : null;
            families.add(scale(block));
            factors(blocks, b).ifPresent(families::add);
            if (block.outputs() > 1) {
                families.add(rows(block));
            }
            if (earlier != null && earlier.outputs() == block.inputs()) {
                families.add(units(earlier, earlierBias, block));
            }
            families.add(columns(block));
            if (bias != null) {
                families.add(new SymmetryFamily(
                        "translation of " + bias.name(),
                        List.of(new SymmetryGenerator.Translation(
                                ParameterGroup.stretch(bias.name(), bias.offset(), bias.size())))));
            }
            earlier = block;
            earlierBias = bias;
        }
        // A single number has no direction but its own, so that its gradient is never orthogonal to it.
        families.removeIf(family -> family.generators().get(0).support().length == 1);
        return families;
    }

    /** The scale of a whole array. */
    public static SymmetryFamily scale(Block block) {
        return new SymmetryFamily(
                "scale of " + block.name(),
                List.of(new SymmetryGenerator.Scale(
                        ParameterGroup.stretch(block.name(), block.offset(), block.size()))));
    }

    /** The scale of every row, the weights into one unit. */
    public static SymmetryFamily rows(Block matrix) {
        List<SymmetryGenerator.Charged> scales = new ArrayList<>();
        for (int row = 0; row < matrix.outputs(); row++) {
            scales.add(new SymmetryGenerator.Scale(row(matrix, row)));
        }
        return new SymmetryFamily("scale of each row of " + matrix.name(), scales);
    }

    private static SymmetryFamily columns(Block matrix) {
        List<SymmetryGenerator.Charged> translations = new ArrayList<>();
        for (int column = 0; column < matrix.inputs(); column++) {
            translations.add(new SymmetryGenerator.Translation(column(matrix, column)));
        }
        return new SymmetryFamily("translation of each column of " + matrix.name(), translations);
    }

    private static SymmetryFamily units(Block into, Block bias, Block out) {
        List<SymmetryGenerator.Charged> rescales = new ArrayList<>();
        for (int unit = 0; unit < into.outputs(); unit++) {
            ParameterGroup incoming = row(into, unit);
            rescales.add(new SymmetryGenerator.Rescale(
                    bias == null ? incoming : incoming.with(bias.offset() + unit), column(out, unit)));
        }
        return new SymmetryFamily("rescale of each unit between " + into.name() + " and " + out.name(), rescales);
    }

    /** An array against the one before it, if both belong to one layer. */
    private static Optional<SymmetryFamily> factors(List<Block> blocks, int b) {
        if (b == 0 || layer(blocks.get(b)).isEmpty() || !layer(blocks.get(b)).equals(layer(blocks.get(b - 1)))) {
            return Optional.empty();
        }
        Block first = blocks.get(b - 1);
        Block second = blocks.get(b);
        return Optional.of(new SymmetryFamily(
                "rescale of " + first.name() + " against " + second.name(),
                List.of(new SymmetryGenerator.Rescale(
                        ParameterGroup.stretch(first.name(), first.offset(), first.size()),
                        ParameterGroup.stretch(second.name(), second.offset(), second.size())))));
    }

    private static String layer(Block block) {
        return block.name().substring(0, Math.max(0, block.name().lastIndexOf('.')));
    }

    private static ParameterGroup row(Block matrix, int row) {
        String name = "row " + row + " of " + matrix.name();
        return matrix.order() == Order.OUTPUTS_FIRST
                ? ParameterGroup.stretch(name, matrix.offset() + row * matrix.inputs(), matrix.inputs())
                : ParameterGroup.every(name, matrix.offset() + row, matrix.inputs(), matrix.outputs());
    }

    private static ParameterGroup column(Block matrix, int column) {
        String name = "column " + column + " of " + matrix.name();
        return matrix.order() == Order.OUTPUTS_FIRST
                ? ParameterGroup.every(name, matrix.offset() + column, matrix.outputs(), matrix.inputs())
                : ParameterGroup.stretch(name, matrix.offset() + column * matrix.outputs(), matrix.outputs());
    }
}
