package org.ansatz.solve.implicit;

/** Some rows of a least-squares problem in the weights of a field; {@code sum r^2} is a weighted mean square. */
sealed interface Rows permits PointRows, DifferenceRows {
    String name();

    int count();

    /** Fills {@code r[at .. at + count())}. */
    void residuals(double[] weights, double[] r, int at);

    /** The same and the Jacobian, {@code jt[parameter * rowLength + at + i]}. */
    void linearise(double[] weights, double[] r, double[] jt, int rowLength, int at);

    /** Adds the gradient of half the sum of squares and returns that. */
    double addGradient(double[] weights, double[] gradient);
}
