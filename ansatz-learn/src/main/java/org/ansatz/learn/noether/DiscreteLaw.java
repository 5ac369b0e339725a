package org.ansatz.learn.noether;

import org.ansatz.learn.noether.SymmetryGenerator.Charged;
import org.ansatz.learn.optim.Schedule;
import org.ansatz.learn.optim.Sgd;
import org.ansatz.learn.optim.UpdateRule;

/**
 * What a symmetry of the loss makes of gradient descent with momentum and decay, without approximation, for any batches and
 * rates. With displacements {@code D_n = q_n - q_(n-1)} and {@code r_n = eta_n / eta_(n-1)} the update with coupled decay reads
 * {@code D_(n+1) = beta r_n D_n - eta_n (g_n + k q_n)}, and {@code <g_n, X> = 0} gives for {@code y = |q|^2} (differences for rescale)
 *
 * <pre>{@code
 * (y_(n+1) - y_n) - beta r_n (y_n - y_(n-1)) + 2 eta_n k y_n = |D_(n+1)|^2 + beta r_n |D_n|^2
 * }</pre>
 *
 * and the same without the right side and the 2 for {@code c = sum q}. The first step has {@code D_0 = 0}. With decoupled decay,
 * {@code q <- (1 - eta k) q - eta v}, the law holds for {@code E_n = D_n + eta_(n-1) k q_(n-1)} in the place of D in the momentum
 * term, and decay is not part of v.
 *
 * @param rates eta_n of step n
 * @param momentum beta
 * @param decay k
 */
public record DiscreteLaw(Schedule rates, double momentum, double decay, Decay form) {
    /** Where the decay enters. */
    public enum Decay {
        /** Added to the gradient, through the momentum. */
        COUPLED,
        /** Beside the momentum. */
        DECOUPLED
    }

    /** What the law says of, in words. */
    public static final String RULE = "gradient descent with momentum and decay, v <- beta v + g + k q, q <- q - eta v"
            + " (optimizer sgd), without Nesterov's look-ahead and without dampening";

    /** @throws IllegalArgumentException unless 0 <= beta < 1, k >= 0 and eta_0 > 0 */
    public DiscreteLaw {
        NoetherLaw.check(rates.rate(0), momentum, decay);
    }

    /** For a constant rate and coupled decay. */
    public static DiscreteLaw constant(double rate, double momentum, double decay) {
        return new DiscreteLaw(Schedule.constant(rate), momentum, decay, Decay.COUPLED);
    }

    /**
     * The law of a rule.
     *
     * @throws IllegalArgumentException if the law does not cover it, saying which it covers
     */
    public static DiscreteLaw of(UpdateRule rule) {
        if (rule instanceof Sgd sgd && !sgd.nesterov()) {
            return new DiscreteLaw(sgd.schedule(), sgd.momentum(), sgd.decay(), Decay.COUPLED);
        }
        String given = rule instanceof Sgd ? "Nesterov's form" : rule.getClass().getSimpleName();
        throw new IllegalArgumentException("Noether's law covers " + RULE + "; the rule here is " + given);
    }

    /** {@code beta eta_n / eta_(n-1)}, NaN after a step of rate zero. */
    private double kept(long n) {
        if (n == 0 || momentum == 0) {
            return 0;
        }
        double before = rates.rate(n - 1);
        return before > 0 ? momentum * rates.rate(n) / before : Double.NaN;
    }

    /** A charge before and after a step, and the square of the step's displacement. */
    public record Pair(double before, double after, double moveSquare) {}

    /**
     * Left side minus right side of a charge's law at step n.
     *
     * @param previous step n - 1, not read at step 0
     * @param step step n
     * @return NaN if the rate of step n - 1 was zero
     */
    public double residual(Charged generator, long n, Pair previous, Pair step) {
        double degree = generator.degree();
        double eta = rates.rate(n);
        double beta = kept(n);
        double change = step.after() - step.before() - step.moveSquare();
        double memory = beta == 0 ? 0 : beta * (previous.after() - previous.before() + previous.moveSquare());
        double loss = degree * eta * decay * step.before();
        if (form == Decay.DECOUPLED && beta != 0) {
            // <q_n, q_(n-1)> for quadratic charges is (y_n + y_(n-1) - |D_n|^2) / 2; degree 1 has no square.
            double cross =
                    degree == 2 ? previous.after() + previous.before() - previous.moveSquare() : previous.before();
            memory += beta * rates.rate(n - 1) * decay * cross;
        }
        return change - memory + loss;
    }

    /**
     * The law along any generator: {@code <D_(n+1) - beta r_n D_n + eta_n k q_n, X(q_n)>}, which is {@code -eta_n <g_n, X>} for
     * any loss and so zero for a symmetric one. Coupled decay.
     *
     * @param before displacement of the step before, not read at step 0
     * @param move displacement of step n
     * @param q parameters before step n
     */
    public double residual(SymmetryGenerator generator, long n, double[] before, double[] move, double[] q) {
        if (form != Decay.COUPLED) {
            throw new IllegalArgumentException("the general form is of coupled decay");
        }
        double beta = kept(n);
        double memory = beta == 0 ? 0 : beta * generator.along(q, before);
        return generator.along(q, move) - memory + rates.rate(n) * decay * generator.along(q, q);
    }
}
