package org.ansatz.learn.optim;

/**
 * The proximal model behind adaptive memory (arXiv 2510.04988): with the gradient g, the remembered direction d and a move s,
 *
 * <pre>{@code
 * max{ f + <g, s>, f + gap + <d, s> } + |s|^2 / (2 rate) + lambda / (2 rate) |s + rate d|^2
 * }</pre>
 *
 * The maximum is that over beta in [0, 1] of the mixture of both planes with weight beta on the second; for fixed beta the
 * best move is {@code -rate ((beta + lambda) d + (1 - beta) g) / (1 + lambda)}.
 *
 * @param gap height of the plane of memory over the loss f at the present point
 * @param lambda pull towards the move of memory alone
 */
public record TwoPlaneModel(double[] g, double[] d, double gap, double lambda, double rate) {
    /** The model at a move, less f. */
    public double value(double[] move) {
        double byGradient = Vectors.dot(g, move);
        double byMemory = gap + Vectors.dot(d, move);
        double near = 0;
        for (int i = 0; i < move.length; i++) {
            double away = move[i] + rate * d[i];
            near += move[i] * move[i] + lambda * away * away;
        }
        return Math.max(byGradient, byMemory) + near / (2 * rate);
    }

    /** The least value of the mixture with weight beta, less f: concave in beta. */
    public double dual(double beta) {
        double[] move = move(beta);
        double mixed = (1 - beta) * Vectors.dot(g, move) + beta * (gap + Vectors.dot(d, move));
        double near = 0;
        for (int i = 0; i < move.length; i++) {
            double away = move[i] + rate * d[i];
            near += move[i] * move[i] + lambda * away * away;
        }
        return mixed + near / (2 * rate);
    }

    /**
     * The weight that maximises {@link #dual} over [0, largest]: {@code ((1 + lambda) gap / rate - <d - g, g + lambda d>) / |d -
     * g|^2}, clipped; 0 if d = g.
     */
    public double beta(double largest) {
        double product = 0;
        double distance = 0;
        for (int i = 0; i < g.length; i++) {
            double difference = d[i] - g[i];
            product += difference * (g[i] + lambda * d[i]);
            distance += difference * difference;
        }
        return clipped((1 + lambda) * gap / rate - product, distance, largest);
    }

    /** {@code numerator / denominator} within [0, largest], 0 for a denominator of 0. */
    static double clipped(double numerator, double denominator, double largest) {
        return denominator > 0 ? Math.max(0, Math.min(largest, numerator / denominator)) : 0;
    }

    /** The best move for a fixed weight. */
    public double[] move(double beta) {
        double[] move = new double[g.length];
        for (int i = 0; i < move.length; i++) {
            move[i] = -rate * ((beta + lambda) * d[i] + (1 - beta) * g[i]) / (1 + lambda);
        }
        return move;
    }
}
