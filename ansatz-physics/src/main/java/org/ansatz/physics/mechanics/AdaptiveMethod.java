package org.ansatz.physics.mechanics;

import java.util.function.ToDoubleFunction;
import org.ansatz.physics.problem.NumericalFailure;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.ode.ODEIntegrator;
import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;
import org.hipparchus.ode.nonstiff.GraggBulirschStoerIntegrator;

/**
 * Integration with error control by Hipparchus. Accurate over short times; the energy drifts slowly over long ones.
 */
public enum AdaptiveMethod {
    /** Embedded Runge-Kutta of order 8(5,3) (Hairer, Norsett, Wanner, Solving ODEs I, II.5): the usual choice. */
    DORMAND_PRINCE_853 {
        @Override
        ODEIntegrator integrator(double span, double tolerance) {
            return new DormandPrince853Integrator(span * SMALLEST, span, tolerance, tolerance);
        }
    },
    /** Extrapolation of the midpoint rule of variable order (ibid., II.9): for smooth fields and tight tolerances. */
    GRAGG_BULIRSCH_STOER {
        @Override
        ODEIntegrator integrator(double span, double tolerance) {
            return new GraggBulirschStoerIntegrator(span * SMALLEST, span, tolerance, tolerance);
        }
    };

    // A step below this part of the whole span is given up as stiff or singular.
    private static final double SMALLEST = 1e-12;

    abstract ODEIntegrator integrator(double span, double tolerance);

    /**
     * States at given times.
     *
     * @param energy the conserved quantity to watch
     * @param initial [dimension] at {@code times[0]}, not changed
     * @param times ascending, at least two
     * @param tolerance absolute and relative error allowed per step
     * @throws IllegalArgumentException if the times do not ascend or the tolerance is not positive
     * @throws NumericalFailure if the step becomes too small or the motion leaves the finite numbers, naming the time
     */
    public Trajectory integrate(
            VectorField field, ToDoubleFunction<double[]> energy, double[] initial, double[] times, double tolerance) {
        check(times, tolerance);
        OrdinaryDifferentialEquation equation = equation(field);
        double span = times[times.length - 1] - times[0];
        double[][] states = new double[times.length][];
        double[] energies = new double[times.length];
        states[0] = initial.clone();
        energies[0] = energy.applyAsDouble(initial);
        for (int k = 1; k < times.length; k++) {
            try {
                states[k] = integrator(span, tolerance)
                        .integrate(equation, new ODEState(times[k - 1], states[k - 1]), times[k])
                        .getPrimaryState();
            } catch (MathRuntimeException e) {
                throw new NumericalFailure(
                        this + " stopped between t = " + times[k - 1] + " and " + times[k] + ": " + e.getMessage());
            }
            energies[k] = energy.applyAsDouble(states[k]);
            if (!Double.isFinite(energies[k])) {
                throw new NumericalFailure("the motion left the finite numbers by t = " + times[k]);
            }
        }
        return new Trajectory(times.clone(), states, energies);
    }

    private static OrdinaryDifferentialEquation equation(VectorField field) {
        double[] slope = new double[field.dimension()];
        return new OrdinaryDifferentialEquation() {
            @Override
            public int getDimension() {
                return field.dimension();
            }

            @Override
            public double[] computeDerivatives(double t, double[] state) {
                field.slope(state, slope);
                return slope.clone();
            }
        };
    }

    private static void check(double[] times, double tolerance) {
        for (int k = 1; k < times.length; k++) {
            if (!(times[k] > times[k - 1])) {
                throw new IllegalArgumentException("times must ascend, given " + times[k - 1] + " then " + times[k]);
            }
        }
        if (times.length < 2 || !(tolerance > 0)) {
            throw new IllegalArgumentException(
                    "needs two times or more and a positive tolerance, given " + times.length + " and " + tolerance);
        }
    }
}
