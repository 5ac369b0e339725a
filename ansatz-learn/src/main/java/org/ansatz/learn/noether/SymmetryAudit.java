package org.ansatz.learn.noether;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.ansatz.learn.noether.SymmetryGenerator.Charged;
import org.ansatz.learn.optim.SmoothObjective;

/**
 * Which symmetries a loss has at some points, by its gradient: {@code |<g, X>| / (|g| |X|)}, the norm of g being that of the
 * parameters that X moves. At a point other than the initial one, since biases of zero and the like have more symmetries than
 * the model; {@link #around} makes such points.
 *
 * @param findings one per family
 * @param tolerance up to which an identity counts as holding
 */
public record SymmetryAudit(List<Finding> findings, double tolerance) {
    /** What double precision allows after cancellation. */
    public static final double DOUBLE_TOLERANCE = 1e-6;
    /** What single precision allows. */
    public static final double SINGLE_TOLERANCE = 1e-3;

    // A gradient this small beside the whole one is round-off: the loss does not depend on the group.
    private static final double INDIFFERENT = 1e-11;
    private static final double MOVED = 0.2;

    /**
     * What was found of a family.
     *
     * @param violations the largest of each generator over the points; NaN if the loss does not depend on its parameters
     */
    public record Finding(SymmetryFamily family, double[] violations) {
        /** The generators whose identity holds. */
        public List<Charged> holding(double tolerance) {
            List<Charged> holding = new ArrayList<>();
            for (int i = 0; i < violations.length; i++) {
                if (violations[i] <= tolerance) {
                    holding.add(family.generators().get(i));
                }
            }
            return holding;
        }

        /** The largest violation, NaN if the loss depends on none of the family. */
        public double worst() {
            double worst = Double.NaN;
            for (double violation : violations) {
                worst = Double.isNaN(worst) ? violation : Math.max(worst, Double.isNaN(violation) ? 0 : violation);
            }
            return worst;
        }

        /** The smallest. */
        public double least() {
            double least = Double.NaN;
            for (double violation : violations) {
                least = Double.isNaN(least) || violation < least ? violation : least;
            }
            return least;
        }

        /** A sentence. */
        public String sentence(double tolerance) {
            if (Double.isNaN(worst())) {
                return family.name() + ": the loss does not depend on it";
            }
            int holding = holding(tolerance).size();
            String span = least() < worst()
                    ? String.format(Locale.ROOT, "%.1e to %.1e", least(), worst())
                    : String.format(Locale.ROOT, "%.1e", worst());
            if (family.generators().size() == 1) {
                return family.name() + ": " + (holding == 1 ? "holds" : "broken") + ", |<g,X>|/(|g||X|) = " + span;
            }
            return family.name() + ": " + holding + " of " + family.generators().size() + " hold, |<g,X>|/(|g||X|) = "
                    + span;
        }
    }

    /** Audits at points. */
    public static SymmetryAudit of(
            SmoothObjective loss, List<double[]> points, List<SymmetryFamily> families, double tolerance) {
        List<Finding> findings = new ArrayList<>();
        families.forEach(family ->
                findings.add(new Finding(family, new double[family.generators().size()])));
        double[] gradient = new double[loss.dimension()];
        for (double[] point : points) {
            loss.valueAndGradient(point, gradient);
            double whole = norm(gradient);
            if (!Double.isFinite(whole)) {
                throw new ArithmeticException("the gradient is not finite where symmetries are audited");
            }
            for (Finding finding : findings) {
                for (int i = 0; i < finding.violations().length; i++) {
                    SymmetryGenerator generator = finding.family().generators().get(i);
                    double here = violation(generator, point, gradient, INDIFFERENT * whole);
                    finding.violations()[i] = Math.max(finding.violations()[i], here);
                }
            }
        }
        return new SymmetryAudit(List.copyOf(findings), tolerance);
    }

    /** The generators whose identities hold, of all families. */
    public List<Charged> symmetric() {
        return findings.stream()
                .flatMap(finding -> finding.holding(tolerance).stream())
                .toList();
    }

    /** Two points near a start, moved at random by a fifth of the root mean square of its entries. */
    public static List<double[]> around(double[] start) {
        double size = MOVED * norm(start) / Math.sqrt(start.length);
        List<double[]> points = new ArrayList<>();
        for (int seed = 1; seed <= 2; seed++) {
            Random random = new Random(seed);
            double[] point = start.clone();
            for (int i = 0; i < point.length; i++) {
                point[i] += size * random.nextGaussian();
            }
            points.add(point);
        }
        return points;
    }

    /** {@code |<g, X>| / (|g| |X|)} at a point; zero where X is zero. */
    public static double violation(SymmetryGenerator generator, double[] point, double[] gradient) {
        double value = violation(generator, point, gradient, 0);
        return Double.isNaN(value) ? 0 : value;
    }

    private static double violation(SymmetryGenerator generator, double[] point, double[] gradient, double floor) {
        double square = 0;
        for (int i : generator.support()) {
            square += gradient[i] * gradient[i];
        }
        double slope = Math.sqrt(square);
        if (slope <= floor) {
            return Double.NaN;
        }
        double size = generator.size(point);
        return size == 0 ? 0 : Math.abs(generator.along(point, gradient)) / (slope * size);
    }

    /**
     * How far {@code H X + (dX/dq)^T g = 0} fails at a point, the derivative of the gradient's identity: the norm of the left side
     * over {@code |(dX/dq)^T g| + |H R|} with a random direction R of the size of X on the same parameters.
     */
    public static double hessianViolation(SmoothObjective loss, SymmetryGenerator generator, double[] point) {
        double[] gradient = new double[point.length];
        loss.valueAndGradient(point, gradient);
        double[] field = new double[point.length];
        generator.field(point, field);
        double[] pulled = new double[point.length];
        generator.pullBack(point, gradient, pulled);
        double[] random = new double[point.length];
        Random source = new Random(1);
        for (int i : generator.support()) {
            random[i] = source.nextGaussian();
        }
        double factor = norm(field) / norm(random);
        for (int i = 0; i < random.length; i++) {
            random[i] *= factor;
        }
        double scale = norm(pulled) + norm(loss.hessianProduct(point, random));
        double[] curved = loss.hessianProduct(point, field);
        for (int i = 0; i < curved.length; i++) {
            curved[i] += pulled[i];
        }
        return norm(curved) / scale;
    }

    private static double norm(double[] v) {
        double sum = 0;
        for (double x : v) {
            sum += x * x;
        }
        return Math.sqrt(sum);
    }
}
