package org.ansatz.solve.collocation;

import java.util.List;
import java.util.Map;
import org.ansatz.physics.expr.Expr.FieldTerm;
import org.ansatz.physics.problem.PointSet;
import org.ansatz.tensor.jet.JetBasis;
import org.ansatz.tensor.jet.MultiIndex;
import org.ansatz.tensor.kernel.JetKernel;

/**
 * A named set of residuals at points, cut into tiles with the features' jets ready. Rows are either one per point and
 * equation, or sums over several points with weights (integrals, differences between the ends of a period).
 */
final class ResidualGroup {
    /** Sums over points: row {@code row[p]} receives {@code weight[p]} times the residual at p, less {@code target[row]}. */
    record Sums(int rows, int[] row, double[] weight, double[] target) {}

    final String name;
    final PointResidual residual;
    final JetBasis basis;
    final Trial trial;
    final int equations;
    final Sums sums;
    final boolean law;
    PointSet points;
    double weight = 1;
    double noise;
    boolean data;
    double[] pointWeights;
    int tilePoints;
    private Map<String, Envelope.Jets> envelopes = Map.of();
    /** Derivatives of the known singular parts at the points, [terms][n]; empty if there are none. */
    double[][] known = new double[0][];

    double[][] featureTiles = new double[0][];
    double[][][] inputTiles = new double[0][][];
    double[][][] normalTiles = new double[0][][];

    ResidualGroup(String name, boolean law, PointResidual residual, Trial trial, PointSet points, Sums sums) {
        this.name = name;
        this.law = law;
        this.residual = residual;
        this.trial = trial;
        this.equations = residual.equations();
        this.sums = sums;
        List<MultiIndex> wanted =
                residual.terms().stream().map(FieldTerm::orders).toList();
        this.basis = JetBasis.of(trial.features().inputs(), wanted);
        setPoints(points);
    }

    void setPoints(PointSet fresh) {
        points = fresh;
        pointWeights = null;
        envelopes = fresh.size() == 0 ? Map.of() : trial.envelopeJets(basis, fresh.inputs());
        known = trial.singular().isEmpty() || fresh.size() == 0
                ? new double[0][]
                : trial.singular().evaluate(fresh.inputs(), residual.terms());
        tilePoints = trial.kernel().tilePoints(basis);
        int n = fresh.size();
        int tiles = (n + tilePoints - 1) / tilePoints;
        int columns = basis.size() * tilePoints;
        featureTiles = new double[tiles][trial.features().count() * columns];
        inputTiles = new double[tiles][][];
        normalTiles = new double[tiles][][];
        for (int tile = 0; tile < tiles; tile++) {
            for (int p = 0; p < tilePoints; p++) {
                int source = Math.min(tile * tilePoints + p, n - 1);
                trial.features().jets(basis, fresh.inputs(), source, featureTiles[tile], tilePoints, p);
            }
            inputTiles[tile] = cut(fresh.inputs(), tile);
            normalTiles[tile] = fresh.normals() == null ? null : cut(fresh.normals(), tile);
        }
    }

    private double[][] cut(double[][] all, int tile) {
        double[][] part = new double[all.length][tilePoints];
        for (int i = 0; i < all.length; i++) {
            for (int p = 0; p < tilePoints; p++) {
                part[i][p] = all[i][Math.min(tile * tilePoints + p, all[i].length - 1)];
            }
        }
        return part;
    }

    int tiles() {
        return featureTiles.length;
    }

    int rows() {
        return sums == null ? points.size() * equations : sums.rows();
    }

    /** Scratch of one thread for this group. */
    Worker worker(int unknowns) {
        return new Worker(unknowns);
    }

    final class Worker {
        final JetKernel.Worker kernel = trial.kernel().worker(basis);
        final PointResidual program = residual.copy();
        final double[][] jets;
        final double[][] out;
        final double[][] partials;
        final double[][] byUnknowns;
        final double[] seed;
        private final int[] offsets;
        private final double[] factors;

        private Worker(int unknowns) {
            List<FieldTerm> terms = residual.terms();
            int t = kernel.points();
            jets = new double[terms.size()][t];
            out = new double[equations][t];
            partials = new double[equations * terms.size()][t];
            byUnknowns = new double[equations * unknowns][t];
            seed = new double[trial.fields().size() * kernel.columns()];
            offsets = new int[terms.size()];
            factors = new double[terms.size()];
            for (int i = 0; i < terms.size(); i++) {
                FieldTerm term = terms.get(i);
                int field = trial.fields().indexOf(term.field());
                offsets[i] = field * kernel.columns() + basis.position(term.orders()) * t;
                factors[i] = trial.scales().get(field) * term.orders().factorial();
            }
        }

        /** Residuals (and derivatives if asked) of one tile; returns the number of real points in it. */
        int evaluate(int tile, double[] unknowns, boolean derivatives) {
            double[] y = kernel.forward(featureTiles[tile]);
            int t = kernel.points();
            trial.dress(basis, envelopes, tile * t, y, t);
            for (int i = 0; i < jets.length; i++) {
                for (int p = 0; p < t; p++) {
                    jets[i][p] = factors[i] * y[offsets[i] + p];
                }
                for (int p = 0; p < t && known.length > 0; p++) {
                    jets[i][p] += known[i][Math.min(tile * t + p, known[i].length - 1)];
                }
            }
            program.evaluate(
                    tile * t,
                    t,
                    inputTiles[tile],
                    normalTiles[tile],
                    unknowns,
                    jets,
                    out,
                    derivatives ? partials : null,
                    derivatives ? byUnknowns : null);
            return Math.min(t, points.size() - tile * t);
        }

        /** Derivative of equation {@code e} by the outputs' jets, times {@code scale}, zero beyond {@code count} points. */
        void fillSeed(int tile, int e, double scale, int count) {
            java.util.Arrays.fill(seed, 0);
            addSeed(tile, e, scale, count, null);
            finishSeed(tile);
        }

        /** Turns the seed into the adjoint of the bare kernel's outputs. */
        void finishSeed(int tile) {
            trial.undress(basis, envelopes, tile * kernel.points(), seed, kernel.points());
        }

        /** Adds to the seed {@code scale * factor[p]} times the derivative of equation {@code e}. */
        void addSeed(int tile, int e, double scale, int count, double[] factor) {
            int terms = jets.length;
            for (int i = 0; i < terms; i++) {
                double[] partial = partials[e * terms + i];
                for (int p = 0; p < count; p++) {
                    double w = pointWeights == null ? scale : scale * pointWeights[tile * kernel.points() + p];
                    seed[offsets[i] + p] += w * factors[i] * partial[p] * (factor == null ? 1 : factor[p]);
                }
            }
        }
    }
}
