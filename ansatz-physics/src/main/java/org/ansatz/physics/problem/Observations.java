package org.ansatz.physics.problem;

/**
 * Measured values of some fields at points.
 *
 * @param fields observed fields, in the order of {@code values}
 * @param points where
 * @param values [fields][n]
 * @param sigma standard deviation of the noise, NaN if unknown
 */
public record Observations(
        String name, java.util.List<String> fields, PointSet points, double[][] values, double sigma) {}
