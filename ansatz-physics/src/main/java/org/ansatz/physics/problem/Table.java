package org.ansatz.physics.problem;

import java.util.List;

/** A function given by numbers: it can be interpolated, and differentiated a few times, at any point. */
public interface Table {
    /** The inputs that it depends on, by name. */
    List<String> variables();

    /**
     * @param points [variables][n]
     * @param orders derivative order by variable
     * @return [n]
     */
    double[] evaluate(double[][] points, int[] orders);
}
