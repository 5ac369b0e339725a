package org.ansatz.learn.train;

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
 * initial misfits of a network's first output. Used by one thread at a time.
 */
public final class CollocationTerm implements ResidualTerm {
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
         * @param jet derivatives in the order in which they were asked for
         * @param partials to be filled: derivative of the residual by every entry of {@code jet}
         */
        double at(double[] x, double[] jet, double[] partials);
    }

    /**
     * One set of points with one residual.
     *
     * @param points drawn at every step
     * @param scale factor on the mean square
     * @param wanted derivatives that the residual reads, in its order
     */
    public record Piece(int points, double scale, Collection<MultiIndex> wanted, Sampler sampler, Residual residual) {
        public Piece {
            wanted = List.copyOf(wanted);
        }
    }

    private final String name;
    private final List<PieceEvaluation> pieces;
    private final int residuals;

    /**
     * @throws IllegalArgumentException if the term or one of its pieces has no points
     */
    public CollocationTerm(String name, Module module, List<Piece> pieces) {
        if (pieces.isEmpty() || pieces.stream().anyMatch(piece -> piece.points() < 1)) {
            throw new IllegalArgumentException("term " + name + " has no points");
        }
        this.name = name;
        this.pieces =
                pieces.stream().map(piece -> new PieceEvaluation(piece, module)).toList();
        residuals = pieces.stream().mapToInt(Piece::points).sum();
    }

    public CollocationTerm(String name, Module module, Piece... pieces) {
        this(name, module, List.of(pieces));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void draw(RandomGenerator random) {
        pieces.forEach(piece -> piece.draw(random));
    }

    @Override
    public double valueAndGradient(double[] parameters, double[] gradient) {
        Arrays.fill(gradient, 0);
        double sum = 0;
        for (PieceEvaluation piece : pieces) {
            sum += piece.valueAndGradient(parameters, gradient);
        }
        return sum;
    }

    @Override
    public int residuals() {
        return residuals;
    }

    @Override
    public void residuals(double[] parameters, double[] r, int at) {
        prepare(parameters, r, at);
    }

    @Override
    public void linearise(double[] parameters, double[] r, double[] jt, int rowLength, int at) {
        prepare(parameters, r, at);
        int row = at;
        for (PieceEvaluation piece : pieces) {
            piece.jacobian(jt, rowLength, row);
            row += piece.points();
        }
    }

    @Override
    public void prepare(double[] parameters, double[] r, int at) {
        int row = at;
        for (PieceEvaluation piece : pieces) {
            piece.residuals(parameters, r, row);
            row += piece.points();
        }
    }

    @Override
    public void times(double[] v, double[] out, int at) {
        int row = at;
        for (PieceEvaluation piece : pieces) {
            piece.times(v, out, row);
            row += piece.points();
        }
    }

    @Override
    public void addTransposed(double factor, double[] w, int at, double[] out) {
        int row = at;
        for (PieceEvaluation piece : pieces) {
            piece.addTransposed(factor, w, row, out);
            row += piece.points();
        }
    }

    /** A piece with its present points and its network derivatives. */
    private static final class PieceEvaluation {
        private final Piece piece;
        private final Derivatives u;
        private final int[] positions;
        private final double[] points;
        private final double[] x;
        private final double[] jet;
        private final double[] partials;
        /** {@code sqrt(scale / points)}, the factor of a row. */
        private final double rowScale;
        /** Partial derivatives of the residuals of the last evaluation, [points][wanted]. */
        private final double[] slopes;

        PieceEvaluation(Piece piece, Module module) {
            this.piece = piece;
            JetBasis basis = JetBasis.of(module.inputs(), piece.wanted());
            u = module.derivatives(basis, piece.points());
            positions = piece.wanted().stream().mapToInt(basis::position).toArray();
            points = new double[piece.points() * module.inputs()];
            x = new double[module.inputs()];
            jet = new double[positions.length];
            partials = new double[positions.length];
            rowScale = Math.sqrt(piece.scale() / piece.points());
            slopes = new double[piece.points() * positions.length];
        }

        int points() {
            return piece.points();
        }

        void draw(RandomGenerator random) {
            piece.sampler().draw(random, points);
        }

        double valueAndGradient(double[] parameters, double[] gradient) {
            double factor = rowScale * rowScale;
            return u.accumulate(
                    parameters,
                    points,
                    (p, all, sensitivities) -> {
                        for (int k = 0; k < jet.length; k++) {
                            jet[k] = all[positions[k]];
                        }
                        double r = at(p);
                        for (int k = 0; k < jet.length; k++) {
                            sensitivities[positions[k]] += 2 * factor * r * partials[k];
                        }
                        return factor * r * r;
                    },
                    gradient);
        }

        /** The unscaled residual for the present {@code jet}; fills {@code partials}. */
        private double at(int p) {
            System.arraycopy(points, p * x.length, x, 0, x.length);
            return piece.residual().at(x, jet, partials);
        }

        void residuals(double[] parameters, double[] r, int row) {
            u.evaluate(parameters, points);
            for (int p = 0; p < piece.points(); p++) {
                for (int k = 0; k < jet.length; k++) {
                    jet[k] = u.get(positions[k], p, 0);
                }
                r[row + p] = rowScale * at(p);
                System.arraycopy(partials, 0, slopes, p * partials.length, partials.length);
            }
        }

        void jacobian(double[] jt, int rowLength, int row) {
            u.clear();
            for (int p = 0; p < piece.points(); p++) {
                for (int k = 0; k < positions.length; k++) {
                    u.sensitivity(positions[k], p, 0, rowScale * slopes[p * positions.length + k]);
                }
            }
            u.jacobian(jt, rowLength, row);
        }

        void times(double[] v, double[] out, int row) {
            u.tangent(v);
            for (int p = 0; p < piece.points(); p++) {
                double sum = 0;
                for (int k = 0; k < positions.length; k++) {
                    sum += slopes[p * positions.length + k] * u.change(positions[k], p, 0);
                }
                out[row + p] = rowScale * sum;
            }
        }

        void addTransposed(double factor, double[] w, int row, double[] out) {
            u.clear();
            for (int p = 0; p < piece.points(); p++) {
                double weight = factor * rowScale * w[row + p];
                for (int k = 0; k < positions.length; k++) {
                    u.sensitivity(positions[k], p, 0, weight * slopes[p * positions.length + k]);
                }
            }
            u.backward(out);
        }
    }
}
