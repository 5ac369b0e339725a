package org.ansatz.operator.residual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import org.ansatz.operator.residual.PoissonOperator.Boundary;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.reference.grid.ConjugateGradients;
import org.ansatz.physics.reference.periodic.DirichletPoisson;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Linalg;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Tensor;
import org.junit.jupiter.api.Test;

class PoissonOperatorTest {
    private final RandomStream random = RandomStream.seeded(3);

    private static double largest(Tensor field) {
        return field.abs().max().item();
    }

    /** Values at the interior nodes of rows x columns. */
    private static Tensor field(int rows, int columns, DoubleBinaryOperator f) {
        double[] values = new double[rows * columns];
        Arrays.setAll(values, k -> {
            int row = k / columns + 1;
            int column = k % columns + 1;
            return f.applyAsDouble((double) row / (rows + 1), (double) column / (columns + 1));
        });
        return Tensor.of(values, 1, 1, rows, columns);
    }

    /** Values around the boundary in the lift's order. */
    private static double[] around(int rows, int columns, DoubleBinaryOperator g) {
        int down = rows + 1;
        int right = columns + 1;
        double[] values = new double[2 * (down + right)];
        Arrays.setAll(values, k -> {
            int i = k <= right ? 0 : Math.min(k - right, down);
            int j = Math.min(k, right);
            if (k > right + down) {
                j = Math.max(0, right - (k - right - down));
            }
            if (k > 2 * right + down) {
                i = down - (k - 2 * right - down);
            }
            return g.applyAsDouble((double) i / down, (double) j / right);
        });
        return values;
    }

    private static Tensor dense(PoissonOperator operator) {
        long[] grid = operator.grid();
        long size = Arrays.stream(grid).reduce(1, (a, b) -> a * b);
        long[] shape = new long[grid.length + 2];
        shape[0] = size;
        shape[1] = 1;
        System.arraycopy(grid, 0, shape, 2, grid.length);
        return operator.apply(Tensor.eye(size).reshape(shape)).reshape(size, size);
    }

    private static Tensor solve(PoissonOperator operator, Tensor f) {
        return Linalg.solve(dense(operator), f.reshape(-1, 1)).reshape(f.shape());
    }

    @Test
    void discreteEigenfunctionsLeaveNoResidualOnRectangles() {
        int rows = 9;
        int columns = 14;
        for (int k = 1; k <= 3; k++) {
            for (int l = 1; l <= 3; l++) {
                double a = k * Math.PI;
                double b = l * Math.PI;
                Tensor f = field(rows, columns, (x, y) -> Math.sin(a * x) * Math.sin(b * y));
                double sx = 2 * (rows + 1) * Math.sin(a / 2 / (rows + 1));
                double sy = 2 * (columns + 1) * Math.sin(b / 2 / (columns + 1));
                Tensor u = f.mul(1 / (sx * sx + sy * sy));
                assertThat(largest(PoissonOperator.dirichlet(rows, columns).residual(u, f)))
                        .isLessThan(1e-10);
            }
        }
    }

    @Test
    void harmonicPolynomialsAreReproducedFromTheirBoundaryValues() {
        PoissonOperator operator = PoissonOperator.dirichlet(6, 10);
        for (DoubleBinaryOperator g : new DoubleBinaryOperator[] {(x, y) -> x * x - y * y, (x, y) -> x * y}) {
            DirichletLift lift = new DirichletLift(operator, around(6, 10, g));
            Tensor u = solve(operator, lift.source(Tensor.zeros(1, 1, 6, 10)));
            assertThat(largest(u.sub(field(6, 10, g)))).isLessThan(1e-12);
        }
    }

    @Test
    void theLiftedSolutionSolvesTheEquationsWithBoundaryValues() {
        PoissonOperator operator = PoissonOperator.dirichlet(5, 8);
        double[] values = random.normal(2 * (5 + 8) + 4);
        DirichletLift lift = new DirichletLift(operator, values);
        Tensor f = Tensor.randn(random, 1, 1, 5, 8);
        Tensor whole = lift.assemble(solve(operator, lift.source(f)));
        assertThat(largest(lift.minusLaplacian(whole).sub(f))).isLessThan(1e-10);
        double[] firstRow = whole.select(0, 0).select(0, 0).select(0, 0).toDoubles();
        assertThat(firstRow).containsExactly(Arrays.copyOf(values, 10));
        assertThat(whole.select(0, 0).select(0, 0).select(0, 3).select(0, 9).item())
                .isEqualTo(values[9 + 3]);
    }

    @Test
    void theDirectSolverHasTheKnownValuesInTheCentre() {
        int[] sizes = {15, 31, 63};
        double[] centres = {0.07344577, 0.07361474, 0.07365719};
        for (int s = 0; s < sizes.length; s++) {
            int n = sizes[s];
            double[] f = new double[n * n];
            Arrays.fill(f, 1);
            double[] u = new DirichletPoisson(n).solve(f);
            assertThat(u[n / 2 * n + n / 2]).isCloseTo(centres[s], within(5e-9));
            Tensor ones = Tensor.of(f, 1, 1, n, n);
            assertThat(largest(PoissonOperator.dirichlet(n, n).residual(Tensor.of(u, 1, 1, n, n), ones)))
                    .isLessThan(1e-9);
        }
        assertThat(PoissonOperator.dirichlet(15, 15).smallestSingularValue()).isCloseTo(19.6759, within(5e-5));
        assertThat(PoissonOperator.dirichlet(31, 31).smallestSingularValue()).isCloseTo(19.7234, within(5e-5));
        assertThat(PoissonOperator.dirichlet(32, 32).smallestSingularValue()).isCloseTo(19.7243, within(5e-5));
    }

    @Test
    void theSmallestSingularValueIsThatOfTheMatrixForEveryBoundary() {
        for (PoissonOperator operator : new PoissonOperator[] {
            PoissonOperator.dirichlet(7),
            PoissonOperator.dirichlet(4, 6),
            PoissonOperator.dirichlet(3, 4, 2),
            new PoissonOperator(Boundary.NEUMANN_ZERO_MEAN, 5, 8)
        }) {
            double[] s = Linalg.svd(dense(operator)).s().toDoubles();
            assertThat(operator.smallestSingularValue()).isCloseTo(s[s.length - 1], within(1e-10));
        }
    }

    @Test
    void withZeroSlopesTheSolutionHasMeanZeroAndItsFluxesBalance() {
        PoissonOperator operator = new PoissonOperator(Boundary.NEUMANN_ZERO_MEAN, 40, 30);
        Tensor x =
                Tensor.linspace(0.5 / 40, 1 - 0.5 / 40, 40).mul(Math.PI).cos().reshape(1, 1, 40, 1);
        Tensor f = x.expand(1, 1, 40, 30).add(7);
        Tensor u = solve(operator, f.sub(f.mean()));
        assertThat(largest(operator.residual(u, f))).isLessThan(1e-9);
        assertThat(u.mean().item()).isCloseTo(0, within(1e-12));
        assertThat(largest(u.sub(f.sub(7).mul(1 / (Math.PI * Math.PI))))).isLessThan(1e-4);
    }

    @Test
    void thePromisedErrorBoundHoldsForEveryPrediction() {
        int n = 15;
        Tensor f = new SineSeriesField(n, n).sample(random, 20, DType.FLOAT64);
        double[] flat = f.toDoubles();
        Tensor noise = Tensor.randn(random, 20, 1, n, n).mul(0.01);
        double[] truth = new double[flat.length];
        for (int b = 0; b < 20; b++) {
            double[] one = new DirichletPoisson(n).solve(Arrays.copyOfRange(flat, b * n * n, (b + 1) * n * n));
            System.arraycopy(one, 0, truth, b * n * n, n * n);
        }
        Tensor exact = Tensor.of(truth, 20, 1, n, n);
        PoissonOperator operator = PoissonOperator.dirichlet(n, n);
        double[] bounds = operator.certify(exact.add(noise), f).errorBounds();
        double[] errors = noise.reshape(20, -1).square().sum(1).sqrt().toDoubles();
        for (int b = 0; b < 20; b++) {
            assertThat(errors[b]).isPositive().isLessThanOrEqualTo(bounds[b]);
        }
        // The bound is attained by the lowest eigenfunction.
        Tensor lowest = field(n, n, (x, y) -> Math.sin(Math.PI * x) * Math.sin(Math.PI * y));
        double attained = operator.certify(lowest, Tensor.zeros(1, 1, n, n)).errorBounds()[0];
        assertThat(attained).isCloseTo(lowest.norm().item(), within(1e-10));
    }

    @Test
    void theLossVanishesAtTheSolutionAndHasTheGradientOfDifferences() {
        PoissonOperator operator = PoissonOperator.dirichlet(6, 9);
        Tensor f = new SineSeriesField(6, 9).sample(random, 2, DType.FLOAT64);
        Tensor solution = Linalg.solve(dense(operator), f.reshape(2, -1).mT().contiguous())
                .mT()
                .reshape(f.shape());
        ResidualLoss msr = ResidualLoss.meanSquare(operator);
        assertThat(msr.of(solution, f).item())
                .isLessThan(1e-16 * f.square().mean().item());
        for (ResidualLoss loss :
                new ResidualLoss[] {msr, ResidualLoss.jacobi(operator, 3), ResidualLoss.ritz(operator)}) {
            Tensor u = Tensor.randn(random, 2, 1, 6, 9).requiresGrad();
            Tensor direction = Tensor.randn(random, 2, 1, 6, 9);
            double slope = Autograd.gradient(loss.of(u, f), u, false)
                    .mul(direction)
                    .sum()
                    .item();
            double h = 1e-3;
            double above = loss.of(u.detach().add(direction.mul(h)), f).item();
            double below = loss.of(u.detach().sub(direction.mul(h)), f).item();
            assertThat(slope).as(loss.label()).isCloseTo((above - below) / (2 * h), within(1e-6 * Math.abs(slope)));
            double best = loss.of(solution, f).item();
            assertThat(loss.of(solution.add(direction.mul(1e-3)), f).item())
                    .as(loss.label())
                    .isGreaterThan(best);
        }
    }

    @Test
    void oneNewtonStepFromAnyFieldGivesTheDiscreteSolution() {
        int n = 12;
        PoissonOperator operator = PoissonOperator.dirichlet(n, n);
        Tensor f = Tensor.randn(random, 1, 1, n, n);
        Tensor guess = Tensor.randn(random, 1, 1, n, n);
        double[] step = new DirichletPoisson(n)
                .solve(operator.residual(guess, f).contiguous().toDoubles());
        Tensor corrected = guess.sub(Tensor.of(step, 1, 1, n, n));
        assertThat(largest(operator.residual(corrected, f))).isLessThan(1e-9);
    }

    @Test
    void reflectedSourcesHaveReflectedSolutions() {
        PoissonOperator operator = PoissonOperator.dirichlet(5, 7);
        Tensor f = Tensor.randn(random, 1, 1, 5, 7);
        assertThat(largest(solve(operator, f.flip(2).contiguous())
                        .sub(solve(operator, f).flip(2))))
                .isLessThan(1e-12);
    }

    @Test
    void randomFieldsHaveUnitDeviationAndDependOnTheSeedOnly() {
        Tensor f = new SineSeriesField(10, 14).sample(RandomStream.seeded(1), 5, DType.FLOAT64);
        for (double variance : f.var(0, new int[] {2, 3}, false).toDoubles()) {
            assertThat(variance).isCloseTo(1, within(1e-12));
        }
        Tensor again = new SineSeriesField(10, 14).sample(RandomStream.seeded(1), 5, DType.FLOAT64);
        assertThat(largest(f.sub(again))).isZero();
    }

    @Test
    void randomFieldsAreSumsOfSinesAlongOneToThreeAxes() {
        for (long[] grid : new long[][] {{6}, {4, 7}, {3, 4, 5}}) {
            Tensor f = new SineSeriesField(grid).sample(RandomStream.seeded(2), 1, DType.FLOAT64);
            long[] shape = f.shape();
            double[] normal = Tensor.randn(RandomStream.seeded(2), shape).toDoubles();
            Tensor sum = Tensor.zeros(shape);
            for (int flat = 0; flat < normal.length; flat++) {
                double squares = 0;
                Tensor mode = Tensor.ones(1);
                int rest = flat;
                for (int axis = grid.length - 1; axis >= 0; axis--) {
                    long n = grid[axis];
                    long wave = rest % n + 1;
                    rest /= (int) n;
                    squares += wave * wave;
                    Tensor sine = Tensor.linspace(1.0 / (n + 1), n / (n + 1.0), n)
                            .mul(Math.PI * wave)
                            .sin();
                    mode = sine.outer(mode).flatten();
                }
                double coefficient = normal[flat] * 25 / (Math.PI * Math.PI * squares + 25);
                sum = sum.add(mode.reshape(shape).mul(coefficient));
            }
            Tensor scaled = sum.div(sum.var(0).sqrt());
            assertThat(largest(f.sub(scaled))).isLessThan(1e-12);
        }
        assertThatThrownBy(() -> new SineSeriesField(4, 1))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("given [4, 1]");
    }

    @Test
    void conjugateGradientsSolveTheEquationsInSpace() {
        PoissonOperator operator = PoissonOperator.dirichlet(3, 4, 5);
        Tensor f = Tensor.randn(random, 1, 1, 3, 4, 5);
        double[] u = ConjugateGradients.plain(operator.toMatrix(), 1e-13, 100)
                .solve(f.toDoubles(), new double[60])
                .x();
        assertThat(largest(solve(operator, f).sub(Tensor.of(u, f.shape())))).isLessThan(1e-12);
    }

    @Test
    void impossibleProblemsAreRefusedByName() {
        assertThatThrownBy(() -> new PoissonOperator(Boundary.NEUMANN, 8, 8))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("singular")
                .hasMessageContaining("NEUMANN_ZERO_MEAN");
        PoissonOperator operator = PoissonOperator.dirichlet(4, 6);
        assertThatThrownBy(() -> new DirichletLift(operator, new double[23]))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("24 numbers")
                .hasMessageContaining("given 23");
        double[] values = new double[24];
        values[11] = Double.NaN;
        assertThatThrownBy(() -> new DirichletLift(operator, values))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("boundary values: the number at [0, 0, 4, 7] is not finite");
        Tensor broken = Tensor.of(new double[] {0, Double.NaN, 0, 0}, 1, 1, 2, 2);
        assertThatThrownBy(() -> PoissonOperator.dirichlet(2, 2).certify(Tensor.zeros(1, 1, 2, 2), broken))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("f: the number at [0, 0, 0, 1] is not finite");
        assertThatThrownBy(() -> operator.residual(Tensor.zeros(1, 1, 6, 4), Tensor.zeros(1, 1, 4, 6)))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("grid [4, 6]");
    }
}
