package org.ansatz.physics.problem;

import java.util.List;
import org.ansatz.physics.expr.Expr.FieldTerm;

/** Anything that stands for unknown functions: it can be asked for values and partial derivatives at given points. */
public interface Ansatz {
    /** Names of the fields it stands for. */
    List<String> fields();

    /** Highest derivative order that {@link #evaluate} delivers. */
    int maximumOrder();

    /** Number of free numbers in it. */
    long parameterCount();

    /**
     * @param inputs [inputs][n], in the order of {@code Problem.inputs()}
     * @return [terms][n]
     * @throws IllegalArgumentException if a field is unknown or an order too high
     */
    double[][] evaluate(double[][] inputs, List<FieldTerm> terms);
}
