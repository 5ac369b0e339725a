package org.ansatz.learn.optim.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.ansatz.learn.optim.transform.KroneckerFisher.Form;
import org.ansatz.learn.optim.transform.KroneckerFisher.Scaling;
import org.ansatz.learn.optim.transform.KroneckerFisher.Settings;
import org.junit.jupiter.api.Test;

class KroneckerFisherTest {
    private static Matrix random(Random random, int rows, int columns) {
        return TransformTest.random(random, rows, columns);
    }

    private static Matrix positive(Random random, int order, double condition) {
        Matrix q = Svd.of(random(random, order, order)).u();
        double[] w = new double[order];
        Arrays.setAll(w, i -> Math.pow(condition, -i / (order - 1.0)));
        double trace = Arrays.stream(w).sum();
        Matrix d = Matrix.zeros(order, order);
        for (int i = 0; i < order; i++) {
            d.values()[i * order + i] = w[i] * order / trace;
        }
        return q.times(d).timesTransposed(q);
    }

    @Test
    void theDirectionIsTheSteepestOneInTheTrustRegion() {
        Random random = new Random(11);
        for (Scaling scaling : Scaling.values()) {
            KroneckerFisher fisher = new KroneckerFisher(4, 6, Settings.of(0.5, 0.1, scaling));
            for (int k = 0; k < 5; k++) {
                fisher.learn(random(random, 4, 6));
            }
            Matrix g = random(random, 4, 6);
            Matrix d = fisher.whiten(new Polar().apply(fisher.whiten(g)));
            Matrix rootP = SymmetricEigen.of(fisher.left()).function(Math::sqrt);
            Matrix rootQ = SymmetricEigen.of(fisher.right()).function(Math::sqrt);
            double[] s = Svd.of(rootP.times(d).times(rootQ)).values();
            assertThat(s).containsExactly(new double[] {1, 1, 1, 1}, within(1e-10));
            double nuclear = Arrays.stream(Svd.of(fisher.whiten(g)).values()).sum();
            assertThat(g.dot(d)).isCloseTo(nuclear, within(1e-10));
            for (int k = 0; k < 200; k++) {
                Matrix x = random(random, 4, 6);
                double size = Svd.of(rootP.times(x).times(rootQ)).values()[0];
                assertThat(g.dot(x) / size).isLessThanOrEqualTo(nuclear + 1e-12);
            }
        }
    }

    @Test
    void factorsKeepTheirTraceAndStaySymmetricAndPositive() {
        Random random = new Random(12);
        for (Scaling scaling : Scaling.values()) {
            KroneckerFisher fisher = new KroneckerFisher(3, 5, Settings.of(0.8, 0.01, scaling));
            for (int k = 0; k < 30; k++) {
                fisher.learn(random(random, 3, 5).scaled(Math.pow(10, random.nextInt(-3, 3))));
                for (Matrix f : new Matrix[] {fisher.left(), fisher.right()}) {
                    assertThat(f.trace()).isCloseTo(f.rows(), within(1e-12));
                    assertThat(f.transposed().values()).isEqualTo(f.values());
                    assertThat(SymmetricEigen.of(f).values()[0]).isPositive();
                }
            }
            Matrix root = SymmetricEigen.of(fisher.left()).power(-0.5, 1e-12);
            assertThat(root.times(fisher.left()).times(root).values())
                    .containsExactly(Matrix.identity(3).values(), within(1e-10));
        }
    }

    @Test
    void theFactorsOfAMatrixNormalDistributionAreRecovered() {
        Random random = new Random(13);
        Matrix p0 = positive(random, 4, 20);
        Matrix q0 = positive(random, 6, 50);
        Matrix rootP = SymmetricEigen.of(p0).function(Math::sqrt);
        Matrix rootQ = SymmetricEigen.of(q0).function(Math::sqrt);
        KroneckerFisher fisher = new KroneckerFisher(4, 6, Settings.of(0.999, 0, Scaling.LITERAL));
        for (int k = 0; k < 20_000; k++) {
            fisher.learn(rootP.times(random(random, 4, 6)).times(rootQ));
        }
        assertThat(fisher.left().combined(1, p0, -1).norm() / p0.norm()).isLessThan(0.03);
        assertThat(fisher.right().combined(1, q0, -1).norm() / q0.norm()).isLessThan(0.03);
    }

    @Test
    void theNormalisedFormDoesNotKnowTheUnitOfTheLossAndTheLiteralOneDoes() {
        for (Scaling scaling : Scaling.values()) {
            Matrix[] last = new Matrix[2];
            for (int i = 0; i < 2; i++) {
                Random random = new Random(14);
                KroneckerFisher fisher = new KroneckerFisher(3, 4, Settings.of(0.9, 0.1, scaling));
                UpdateTransform fismo = new Whitened(fisher, new Polar());
                for (int k = 0; k < 10; k++) {
                    last[i] = fismo.apply(random(random, 3, 4).scaled(i == 0 ? 1 : 1e-3));
                }
            }
            double difference = last[0].combined(1, last[1], -1).norm();
            if (scaling == Scaling.NORMALISED) {
                assertThat(difference).isLessThan(1e-9);
            } else {
                assertThat(difference).isGreaterThan(1e-2);
            }
        }
    }

    @Test
    void aColumnWithoutGradientGivesAFiniteDirection() {
        Random random = new Random(15);
        KroneckerFisher fisher = new KroneckerFisher(3, 4, Settings.of(0.9, 0.01, Scaling.NORMALISED));
        UpdateTransform fismo = new Whitened(fisher, new Polar());
        for (int k = 0; k < 50; k++) {
            Matrix g = random(random, 3, 4);
            for (int i = 0; i < 3; i++) {
                g.values()[i * 4 + 2] = 0;
            }
            double bound = Math.sqrt(1 / SymmetricEigen.of(fisher.left()).values()[0])
                    * Math.sqrt(1 / SymmetricEigen.of(fisher.right()).values()[0]);
            double size = Svd.of(fismo.apply(g)).values()[0];
            // The factors learn before the step, by at most a tenth.
            assertThat(size).isLessThanOrEqualTo(2 * bound);
        }
        assertThat(new Whitened(fisher, new Polar()).apply(Matrix.zeros(3, 4)).norm())
                .isZero();
    }

    @Test
    void diagonalFactorsAreTheDiagonalsForDiagonalMomentsAndIdentitiesDoNotMove() {
        Settings diagonal = new Settings(0.9, 0.1, Scaling.NORMALISED, 1, Form.DIAGONAL, Form.DIAGONAL, false);
        KroneckerFisher scales = new KroneckerFisher(2, 2, diagonal);
        KroneckerFisher full = new KroneckerFisher(2, 2, Settings.of(0.9, 0.1, Scaling.NORMALISED));
        Matrix g = Matrix.of(new double[] {3, 0}, new double[] {0, 0.5});
        for (int k = 0; k < 5; k++) {
            scales.learn(g);
            full.learn(g);
        }
        assertThat(scales.whiten(g).values()).containsExactly(full.whiten(g).values(), within(1e-13));
        Settings frozen = new Settings(0.9, 0.1, Scaling.NORMALISED, 1, Form.IDENTITY, Form.IDENTITY, false);
        KroneckerFisher identity = new KroneckerFisher(2, 2, frozen);
        identity.learn(g);
        assertThat(identity.whiten(g).values()).isEqualTo(g.values());
        assertThatThrownBy(identity::left).hasMessageContaining("only the diagonal");
    }

    @Test
    void mistakesAreToldWithTheirNames() {
        assertThatThrownBy(() -> new KroneckerFisher(2, 2, Settings.of(1.1, 0, Scaling.LITERAL)))
                .hasMessage("gamma must lie in [0, 1], got 1.1");
        assertThatThrownBy(() -> new KroneckerFisher(2, 2, Settings.of(0.9, -1, Scaling.LITERAL)))
                .hasMessage("damping must not be negative, got -1.0");
        assertThatThrownBy(() -> new KroneckerFisher(5000, 2, Settings.of(0.9, 1, Scaling.LITERAL)))
                .hasMessageContaining("left Fisher factor of order 5000")
                .hasMessageContaining("left=diagonal");
        KroneckerFisher fisher = new KroneckerFisher(1, 1, Settings.of(0.9, 1, Scaling.LITERAL));
        assertThatThrownBy(() -> fisher.learn(Matrix.of(new double[] {Double.NaN})))
                .isInstanceOf(ArithmeticException.class);
    }
}
