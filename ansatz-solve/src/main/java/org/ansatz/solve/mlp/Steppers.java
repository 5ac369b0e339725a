package org.ansatz.solve.mlp;

import java.util.Map;
import java.util.function.BiFunction;
import org.ansatz.learn.optim.Adam;
import org.ansatz.learn.optim.DescentMethod;
import org.ansatz.learn.optim.LBfgs;
import org.ansatz.learn.optim.LevenbergMarquardt;
import org.ansatz.learn.optim.Optimizer;
import org.ansatz.learn.optim.Schedule;
import org.ansatz.learn.optim.SelfScaledBfgs;
import org.ansatz.learn.optim.SelfScaledBroyden;
import org.ansatz.learn.optim.SmoothObjective;
import org.ansatz.tensor.io.NdArray;

/** The optimizers of {@code method: mlp} by name. */
final class Steppers {
    private static final double FIRST_DAMPING = 1e-3;
    private static final int LBFGS_MEMORY = 50;

    private Steppers() {}

    static Stepper named(String optimizer, ResidualSystem system, double learningRate) {
        return switch (optimizer) {
            case "lm" -> new Damped(system);
            case "ssbroyden" -> new Searching(system, SelfScaledBroyden::new);
            case "ssbfgs" -> new Searching(system, SelfScaledBfgs::new);
            case "l-bfgs" -> new Searching(system, (objective, start) -> new LBfgs(objective, start, LBFGS_MEMORY));
            case "adam" -> new FirstOrder(system, Adam.of(system.parameters(), Schedule.constant(learningRate)));
            default -> throw new IllegalArgumentException("no optimizer " + optimizer);
        };
    }

    /** Levenberg-Marquardt. */
    private static final class Damped implements Stepper {
        private final LevenbergMarquardt method;

        Damped(ResidualSystem system) {
            method = new LevenbergMarquardt(system, FIRST_DAMPING, true);
        }

        @Override
        public Result step(double[] x) {
            LevenbergMarquardt.Step step = method.step(x);
            if (Double.isNaN(step.value())) {
                return Result.NOT_FINITE;
            }
            if (!step.accepted()) {
                method.setDamping(FIRST_DAMPING);
                return Result.STALLED;
            }
            return Result.MOVED;
        }

        @Override
        public void redrawn() {}

        @Override
        public Map<String, NdArray> state() {
            return Map.of("damping", NdArray.of(method.damping()));
        }

        @Override
        public void restore(Map<String, NdArray> state) {
            method.setDamping(state.get("damping").values()[0]);
        }
    }

    /** A direction with a line search; curvature is kept when points are drawn anew. */
    private static final class Searching implements Stepper {
        private final ResidualSystem system;
        private final BiFunction<SmoothObjective, double[], DescentMethod> make;
        private DescentMethod method;

        Searching(ResidualSystem system, BiFunction<SmoothObjective, double[], DescentMethod> make) {
            this.system = system;
            this.make = make;
        }

        private DescentMethod method(double[] x) {
            if (method == null) {
                method = make.apply(new LeastSquaresObjective(system), x);
            }
            return method;
        }

        @Override
        public Result step(double[] x) {
            DescentMethod m = method(x);
            DescentMethod.Step step = m.step();
            System.arraycopy(m.point(), 0, x, 0, x.length);
            return switch (step.status()) {
                case MOVED -> Result.MOVED;
                case CONVERGED, STALLED -> Result.STALLED;
                case NOT_FINITE -> Result.NOT_FINITE;
            };
        }

        @Override
        public void redrawn() {
            if (method != null) {
                method.refresh();
            }
        }

        @Override
        public Map<String, NdArray> state() {
            return method == null ? Map.of() : method.state();
        }

        @Override
        public void restore(Map<String, NdArray> state) {
            if (!state.isEmpty()) {
                method(state.get("point").values()).restore(state);
            }
        }
    }

    /** A step along the gradient without a search. */
    private static final class FirstOrder implements Stepper {
        private final ResidualSystem system;
        private final Optimizer method;
        private final double[] gradient;

        FirstOrder(ResidualSystem system, Optimizer method) {
            this.system = system;
            this.method = method;
            gradient = new double[system.parameters()];
        }

        @Override
        public Result step(double[] x) {
            double value = system.valueAndGradient(x, gradient);
            if (!Double.isFinite(value)) {
                return Result.NOT_FINITE;
            }
            method.step(x, gradient);
            return Result.MOVED;
        }

        @Override
        public void redrawn() {}

        @Override
        public Map<String, NdArray> state() {
            return method.state();
        }

        @Override
        public void restore(Map<String, NdArray> state) {
            method.restore(state);
        }
    }

    private record LeastSquaresObjective(ResidualSystem system) implements SmoothObjective {
        @Override
        public int dimension() {
            return system.parameters();
        }

        @Override
        public double value(double[] x) {
            double[] r = new double[system.residuals()];
            system.residuals(x, r);
            double sum = 0;
            for (double value : r) {
                sum += value * value;
            }
            return 0.5 * sum;
        }

        @Override
        public double valueAndGradient(double[] x, double[] gradient) {
            return system.valueAndGradient(x, gradient);
        }
    }
}
