package org.ansatz.physics.reference;

import java.util.List;
import org.ansatz.physics.expr.Expr.FieldTerm;
import org.ansatz.physics.problem.Problem;

/**
 * The closed-form parts of a problem's solution in corners of a box where given boundary values jump, such as those of the
 * lid of a cavity, for methods of every kind: what is left when they are taken out is bounded.
 */
public final class SingularParts {
    private final CornerSingularities corners;

    private SingularParts(CornerSingularities corners) {
        this.corners = corners;
    }

    /** Those of a problem; empty if it has none that are known in closed form. */
    public static SingularParts of(Problem problem) {
        if (Arrangement.refuses(problem).isPresent()) {
            return none(problem);
        }
        Arrangement arrangement = Arrangement.of(problem);
        return new SingularParts(
                CornerDetector.find(problem, arrangement, CollocationRun.standardBases(problem, arrangement)));
    }

    /** No singular part. */
    public static SingularParts none(Problem problem) {
        return new SingularParts(CornerSingularities.none(problem));
    }

    public boolean isEmpty() {
        return corners.isEmpty();
    }

    /** Which fields have one at which corners, for messages. */
    public String describe() {
        return corners.describe();
    }

    /**
     * Derivatives of their sum; in a corner itself what has no bound is infinite.
     *
     * @param inputs [inputs][n]
     * @return [terms][n]
     */
    public double[][] evaluate(double[][] inputs, List<FieldTerm> terms) {
        return corners.evaluate(inputs, terms);
    }
}
