package org.ansatz.physics.problem;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.ansatz.physics.geometry.Region;
import org.ansatz.physics.geometry.Region.Spread;

/**
 * The set of all points of a problem: a spatial region times the intervals of time and ranging parameters. Draws points
 * inside it and on the sets where conditions hold.
 */
public interface Domain {
    List<Input> inputs();

    /** The shape of the spatial part if it is not simply the box of all intervals. */
    Optional<Region> region();

    /** Whether the closed domain holds the point (relative tolerance 1e-9). */
    boolean contains(double[] point);

    /** Points inside, spread as asked. */
    PointSet interior(int n, Spread spread, RandomGenerator random);

    /**
     * Points where a condition holds, with normals if they lie on the boundary; where sets of value conditions on the
     * same field overlap the later condition keeps the points, and a value wins over a derivative.
     *
     * @throws InvalidProblem if the condition meets no point of the closed domain
     */
    PointSet on(Condition.Pointwise condition, int n, Spread spread, RandomGenerator random);

    /** Points of a part of the boundary by name ({@code boundary}, a shape, a mesh group) at fixed inputs where given. */
    PointSet onPiece(String name, int n, Spread spread, RandomGenerator random);

    /** A shape of the problem by name, whether or not it is part of the region. */
    Optional<Region> shape(String name);

    /** Whether a point lies inside a named shape or mesh group. */
    boolean inside(String shape, double[] point);

    /**
     * If the locus is exactly one or several faces {@code input = constant} of the box of all inputs (and nothing else),
     * those faces; else empty. What collocation methods and hard constraints ask.
     */
    Optional<List<Face>> faces(Locus locus);

    /** Whether the locus holds at a point of the closed domain, up to a tolerance relative to the box. */
    boolean holds(Locus locus, double[] point, double tolerance);

    /** A face of the box of all inputs. */
    record Face(int input, boolean upper) {}
}
