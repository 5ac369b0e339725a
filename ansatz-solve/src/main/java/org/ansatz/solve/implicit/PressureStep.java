package org.ansatz.solve.implicit;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.ansatz.tensor.jet.JetBasis;
import org.ansatz.tensor.jet.MultiIndex;

/**
 * The pressure that takes the divergence out of a velocity: {@code Lap p = div u} with {@code dp/dn = 0} on the walls. The
 * time step is part of p (density one).
 */
public record PressureStep(String velocity, String pressure, FlowBox box, InnerSolver inner) implements SplitStep {
    private static final JetBasis GRADIENT = JetBasis.of(2, List.of(MultiIndex.of(1, 0), MultiIndex.of(0, 1)));
    private static final JetBasis SECOND = JetBasis.of(2, List.of(MultiIndex.of(2, 0), MultiIndex.of(0, 2)));

    @Override
    public String name() {
        return "pressure";
    }

    /** {@code u_x + v_y} at points. */
    public static double[] divergence(NeuralField velocity, double[][] points) {
        double[][][] jets = velocity.jets(points, GRADIENT);
        double[] ux = jets[0][GRADIENT.position(MultiIndex.of(1, 0))];
        double[] vy = jets[1][GRADIENT.position(MultiIndex.of(0, 1))];
        double[] sum = new double[ux.length];
        for (int p = 0; p < sum.length; p++) {
            sum[p] = ux[p] + vy[p];
        }
        return sum;
    }

    @Override
    public Stage apply(FieldState before, double dt, RandomGenerator random, String when) {
        NeuralField u = before.field(velocity);
        NeuralField old = before.field(pressure);
        List<LinearResidual.Part> laplacian = List.of(
                new LinearResidual.Part(0, SECOND.position(MultiIndex.of(2, 0)), 1),
                new LinearResidual.Part(0, SECOND.position(MultiIndex.of(0, 2)), 1));
        StepProblem problem = generator -> {
            double[][] points = box.interior(generator);
            List<Rows> rows = new ArrayList<>();
            LinearResidual poisson = new LinearResidual(List.of(laplacian), new double[][] {divergence(u, points)});
            rows.add(new PointRows("pressure", old.network(), points, SECOND, poisson, 1));
            rows.addAll(box.wallRows(old.network(), true, generator));
            return new FieldLeastSquares(old.layout(), rows);
        };
        InnerSolver.Fit fit = inner.minimise(problem, old.weights(), random, when + ", stage " + name());
        return new Stage(
                name(), before.with(pressure, old.with(fit.weights())), fit.loss(), fit.iterations(), fit.converged());
    }
}
