package org.ansatz.physics.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ansatz.physics.problem.Interval;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Run;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.ODEStateAndDerivative;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;
import org.hipparchus.ode.sampling.ODEStateInterpolator;
import org.hipparchus.ode.sampling.ODEStepHandler;

/**
 * Dormand-Prince 8(5,3) (Hairer, Norsett and Wanner, Solving Ordinary Differential Equations I, section II.10). Each step's
 * dense output, a polynomial of degree seven, becomes a Chebyshev expansion.
 */
final class DormandPrinceRun {
    private static final int DENSE = 8;

    private final Problem problem;
    private final InitialValues initial;
    private final Run run;

    DormandPrinceRun(Problem problem, InitialValues initial, Run run) {
        this.problem = problem;
        this.initial = initial;
        this.run = run;
    }

    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /**
     * @throws ExplicitForm.NotExplicit if the equations are stiff or implicit
     */
    Optional<List<SpectralPiece>> solve(double tolerance) {
        int[] orders = initial.orders();
        for (int f = 0; f < orders.length; f++) {
            if (orders[f] == 0) {
                throw new ExplicitForm.NotExplicit(problem.fields().get(f) + " has no derivative");
            }
        }
        Interval span = problem.inputs().get(0).interval();
        Layout point = new Layout(List.of(), new int[0], new int[0], new int[orders.length][0]);
        double[][] given = initial.coefficients(point, new double[] {span.min()});
        ExplicitForm form = new ExplicitForm(problem, orders);
        double[] y = new double[form.getDimension()];
        int at = 0;
        for (int f = 0; f < orders.length; f++) {
            for (int q = 0; q < orders[f]; q++) {
                y[at++] = given[q][f];
            }
        }
        List<SpectralPiece> pieces = new ArrayList<>();
        DormandPrince853Integrator integrator = new DormandPrince853Integrator(
                1e-14 * span.length(), span.length() / 8, tolerance, tolerance);
        integrator.addStepHandler(new ODEStepHandler() {
            @Override
            public void handleStep(ODEStateInterpolator step) {
                if (run.stopRequested()) {
                    throw new Stopped();
                }
                pieces.add(piece(step, orders));
            }
        });
        try {
            ODEStateAndDerivative end = integrator.integrate(form, new ODEState(span.min(), y), span.max());
            if (java.util.Arrays.stream(end.getPrimaryState()).anyMatch(v -> !Double.isFinite(v))) {
                throw new ExplicitForm.NotExplicit("the solution is not finite");
            }
            return Optional.of(pieces);
        } catch (Stopped e) {
            return Optional.empty();
        } catch (MathRuntimeException e) {
            throw new ExplicitForm.NotExplicit(e.getMessage());
        }
    }

    private static SpectralPiece piece(ODEStateInterpolator step, int[] orders) {
        Interval interval = new Interval(
                step.getPreviousState().getTime(), step.getCurrentState().getTime());
        ChebyshevBasis basis = new ChebyshevBasis(interval);
        double[] nodes = basis.nodes(DENSE);
        double[][] values = new double[orders.length][DENSE];
        for (int k = 0; k < DENSE; k++) {
            double[] y = step.getInterpolatedState(nodes[k]).getPrimaryState();
            int at = 0;
            for (int f = 0; f < orders.length; f++) {
                values[f][k] = y[at];
                at += orders[f];
            }
        }
        double[][] c = new double[orders.length][];
        int[][] dofs = new int[orders.length][1];
        for (int f = 0; f < orders.length; f++) {
            c[f] = basis.coefficients(values[f]);
            dofs[f][0] = DENSE;
        }
        return new SpectralPiece(List.of(basis), new int[] {0}, dofs, c);
    }
}
