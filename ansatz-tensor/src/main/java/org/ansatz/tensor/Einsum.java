package org.ansatz.tensor;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks the equation of an Einstein sum against its operands. */
final class Einsum {
    private Einsum() {}

    static void check(String equation, List<Tensor> operands) {
        String text = equation.replace(" ", "");
        String[] sides = text.split("->", -1);
        String[] inputs = sides[0].split(",", -1);
        if (sides.length > 2 || !text.matches("[a-zA-Z,.]*(->[a-zA-Z.]*)?")) {
            throw new IllegalArgumentException("einsum: cannot read '" + equation + "', expected e.g. 'bij,bjk->bik'");
        }
        if (inputs.length != operands.size()) {
            throw new IllegalArgumentException(
                    "einsum: '" + equation + "' has " + inputs.length + " operands, given " + operands.size());
        }
        if (text.contains(".")) {
            return;
        }
        Map<Character, Integer> seenIn = new HashMap<>();
        for (int k = 0; k < inputs.length; k++) {
            long[] shape = operands.get(k).shape();
            if (inputs[k].length() != shape.length) {
                throw new ShapeMismatch("einsum: '" + inputs[k] + "' of '" + equation + "' names " + inputs[k].length()
                        + " dimensions, its operand has shape " + Arrays.toString(shape));
            }
            for (int d = 0; d < shape.length; d++) {
                char label = inputs[k].charAt(d);
                Integer other = seenIn.putIfAbsent(label, k);
                if (other != null) {
                    long[] first = operands.get(other).shape();
                    long size = first[inputs[other].indexOf(label)];
                    if (size != shape[d] && size != 1 && shape[d] != 1) {
                        throw new ShapeMismatch(
                                "einsum",
                                first,
                                shape,
                                "'" + label + "' of '" + equation + "' has sizes " + size + " and " + shape[d]);
                    }
                }
            }
        }
        if (sides.length == 2) {
            for (char label : sides[1].toCharArray()) {
                if (!seenIn.containsKey(label)) {
                    throw new IllegalArgumentException(
                            "einsum: '" + label + "' of the result of '" + equation + "' is in no operand");
                }
            }
        }
    }
}
