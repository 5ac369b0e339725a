package org.ansatz.physics.mechanics;

/**
 * The classical fourth-order method of Runge and Kutta: four slopes per step. Not symplectic: the energy of an oscillation
 * drifts in proportion to time; here as the yardstick for those that are.
 */
public final class RungeKutta4 implements OneStepMethod {
    private final VectorField field;
    private final double[] slope;
    private final double[] stage;
    private final double[] sum;

    public RungeKutta4(VectorField field) {
        this.field = field;
        slope = new double[field.dimension()];
        stage = new double[field.dimension()];
        sum = new double[field.dimension()];
    }

    @Override
    public int order() {
        return 4;
    }

    @Override
    public void step(double[] state, double h) {
        System.arraycopy(state, 0, sum, 0, sum.length);
        field.slope(state, slope);
        advance(state, h / 6, h / 2);
        field.slope(stage, slope);
        advance(state, h / 3, h / 2);
        field.slope(stage, slope);
        advance(state, h / 3, h);
        field.slope(stage, slope);
        for (int i = 0; i < sum.length; i++) {
            state[i] = sum[i] + h / 6 * slope[i];
        }
    }

    private void advance(double[] state, double weight, double ahead) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += weight * slope[i];
            stage[i] = state[i] + ahead * slope[i];
        }
    }
}
