package org.ansatz.dynamics.learning;

import java.util.List;
import org.ansatz.physics.problem.NumericalFailure;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/**
 * Motions under learned Hamiltonians, one per task, all at once: the classical Runge-Kutta method with one step per interval, whose
 * error of order four is far below that of fields learned from data.
 */
public final class Rollout {
    private Rollout() {}

    /**
     * Integrates from the first points.
     *
     * @param parameters [tasks, ...] each
     * @param z0 [tasks, 1, bodies, 4]
     * @param times equally spaced
     * @return [tasks][times][bodies * 4]
     * @throws NumericalFailure if a motion leaves the finite numbers, naming task and time
     */
    public static double[][][] of(GraphHamiltonian model, List<Tensor> parameters, Tensor z0, double[] times) {
        int tasks = Math.toIntExact(z0.size(0));
        int size = Math.toIntExact(z0.numel() / tasks);
        double h = times[1] - times[0];
        double[][][] paths = new double[tasks][times.length][size];
        Scope scope = Scope.open();
        try {
            Tensor z = z0.copy();
            store(z, paths, 0, times[0]);
            for (int k = 1; k < times.length; k++) {
                step(model, parameters, z, h);
                store(z, paths, k, times[k]);
            }
        } finally {
            scope.close();
        }
        return paths;
    }

    private static void step(GraphHamiltonian model, List<Tensor> parameters, Tensor z, double h) {
        Scope scope = Scope.open();
        try {
            Tensor k1 = HamiltonianField.of(model, parameters, z, false);
            Tensor k2 = HamiltonianField.of(model, parameters, z.add(k1.mul(h / 2)), false);
            Tensor k3 = HamiltonianField.of(model, parameters, z.add(k2.mul(h / 2)), false);
            Tensor k4 = HamiltonianField.of(model, parameters, z.add(k3.mul(h)), false);
            Autograd.noGrad(() -> {
                z.addInPlace(k1, h / 6);
                z.addInPlace(k2, h / 3);
                z.addInPlace(k3, h / 3);
                z.addInPlace(k4, h / 6);
            });
        } finally {
            scope.close();
        }
    }

    private static void store(Tensor z, double[][][] paths, int at, double time) {
        Scope scope = Scope.open();
        try {
            double[] values = z.to(DType.FLOAT64).toDoubles();
            int size = paths[0][0].length;
            for (int task = 0; task < paths.length; task++) {
                System.arraycopy(values, task * size, paths[task][at], 0, size);
                for (double value : paths[task][at]) {
                    if (!Double.isFinite(value)) {
                        throw new NumericalFailure(
                                "the learned motion of task " + task + " left the finite numbers by t = " + time);
                    }
                }
            }
        } finally {
            scope.close();
        }
    }
}
