package org.ansatz.learn.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.random.RandomGenerator;
import org.ansatz.learn.module.Derivatives;
import org.ansatz.learn.module.Module;
import org.ansatz.tensor.jet.JetBasis;
import org.ansatz.tensor.jet.MultiIndex;

/**
 * The sum over one or several pieces of {@code scale * mean(r(x, u, u_x, ...)^2)}: equation residuals, boundary and
 * initial misfits. Used by one thread at a time.
 */
public final class CollocationTerm implements Term {
    /** Fills points [count][inputs] of a piece. */
    @FunctionalInterface
    public interface Sampler {
        void draw(RandomGenerator random, double[] x);
    }

    /** A residual at one point. */
    @FunctionalInterface
    public interface Residual {
        /**
         * @param x coordinates of the point
         * @param jet derivatives in the order in which they were asked for, first output
         * @param partials to be filled: derivative of the residual by every entry of {@code jet}
         */
        double at(double[] x, double[] jet, double[] partials);
    }

    private record Piece(
            Derivatives derivatives,
            int[] positions,
            double scale,
            Sampler sampler,
            Residual residual,
            double[] points) {}

    private final String name;
    private final Module module;
    private final List<Piece> pieces = new ArrayList<>();

    public CollocationTerm(String name, Module module) {
        this.name = name;
        this.module = module;
    }

    /**
     * Adds a piece.
     *
     * @param wanted derivatives that the residual reads, in its order
     * @throws IllegalArgumentException without points
     */
    public CollocationTerm piece(
            int points, double scale, Collection<MultiIndex> wanted, Sampler sampler, Residual residual) {
        if (points < 1) {
            throw new IllegalArgumentException("term " + name + " has no points");
        }
        JetBasis basis = JetBasis.of(module.inputs(), wanted);
        int[] positions = wanted.stream().mapToInt(basis::position).toArray();
        pieces.add(new Piece(
                module.derivatives(basis, points),
                positions,
                scale,
                sampler,
                residual,
                new double[points * module.inputs()]));
        return this;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void draw(RandomGenerator random) {
        for (Piece piece : pieces) {
            piece.sampler().draw(random, piece.points());
        }
    }

    @Override
    public double valueAndGradient(double[] parameters, double[] gradient) {
        if (pieces.isEmpty()) {
            throw new IllegalArgumentException("term " + name + " has no points");
        }
        Arrays.fill(gradient, 0);
        double sum = 0;
        for (Piece piece : pieces) {
            sum += add(piece, parameters, gradient);
        }
        return sum;
    }

    private double add(Piece piece, double[] parameters, double[] gradient) {
        Derivatives u = piece.derivatives();
        int[] positions = piece.positions();
        int inputs = module.inputs();
        u.evaluate(parameters, piece.points());
        u.clear();
        double[] x = new double[inputs];
        double[] jet = new double[positions.length];
        double[] partials = new double[positions.length];
        double factor = piece.scale() / u.points();
        double sum = 0;
        for (int p = 0; p < u.points(); p++) {
            System.arraycopy(piece.points(), p * inputs, x, 0, inputs);
            for (int k = 0; k < jet.length; k++) {
                jet[k] = u.get(positions[k], p, 0);
            }
            double r = piece.residual().at(x, jet, partials);
            sum += r * r;
            for (int k = 0; k < jet.length; k++) {
                u.sensitivity(positions[k], p, 0, 2 * factor * r * partials[k]);
            }
        }
        u.backward(parameters, gradient);
        return factor * sum;
    }
}
