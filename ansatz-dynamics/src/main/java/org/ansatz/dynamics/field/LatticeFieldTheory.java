package org.ansatz.dynamics.field;

import org.ansatz.dynamics.lattice.Boundary;
import org.ansatz.dynamics.lattice.FourierBox;
import org.ansatz.dynamics.lattice.FourierLine;

/**
 * Scalar fields {@code phi_k'' + 2 (a'/a) phi_k' - lap phi_k + a^2 dV/dphi_k = 0} in a box, in conformal time {@code tau} of a
 * background with scale factor {@code a(tau)}; in flat space {@code tau} is time and {@code a = 1}.
 *
 * <p>Time is a coordinate of the system, with velocity one, so that the Hamiltonian {@code sum pi^2 / (2 a^2) + p_tau} plus
 * {@code sum a^2 |grad phi|^2 / 2 + a^4 V} is conserved in an expanding background as well: {@code p_tau} takes up what the
 * expansion takes away. A state is {@code [phi_1 .. phi_K, tau, pi_1 .. pi_K, p_tau]} with {@code N} numbers per field and
 * {@code pi = a^2 phi'}. Both halves of the Hamiltonian read {@code tau}; the flows of both are exact. Holds scratch memory:
 * one thread at a time.
 */
public final class LatticeFieldTheory implements FieldSystem {
    private final FourierBox box;
    private final CoupledPotential potential;
    private final Background background;
    private final int sites;
    private final int numbers;
    private final double[] scratch;
    private final double[][] slopes;

    public LatticeFieldTheory(FourierBox box, CoupledPotential potential, Background background) {
        this.box = box;
        this.potential = potential;
        this.background = background;
        sites = box.size();
        numbers = potential.fields() * sites;
        scratch = new double[sites];
        slopes = new double[potential.fields()][sites];
    }

    public FourierBox box() {
        return box;
    }

    public Background background() {
        return background;
    }

    /** The number of fields. */
    public int fields() {
        return potential.fields();
    }

    /**
     * A state at the beginning of the background's time.
     *
     * @param fields [fields][sites]
     * @param rates {@code phi'}, [fields][sites]; {@code a = 1} at the start
     */
    public double[] initial(double[][] fields, double[][] rates) {
        double[] state = new double[dimension()];
        for (int k = 0; k < fields.length; k++) {
            System.arraycopy(fields[k], 0, state, k * sites, sites);
            System.arraycopy(rates[k], 0, state, numbers + 1 + k * sites, sites);
        }
        state[numbers] = background.start();
        return state;
    }

    /** The conformal time of a state. */
    public double time(double[] state) {
        return state[numbers];
    }

    /** {@code a} at a state's time. */
    public double scale(double[] state) {
        return background.scale(time(state));
    }

    /** Where a field's momentum begins in a state. */
    public int momentumOffset(int field) {
        return numbers + 1 + field * sites;
    }

    @Override
    public int degreesOfFreedom() {
        return numbers + 1;
    }

    @Override
    public double largestWaveNumber() {
        return box.largestWaveNumber();
    }

    /** As the equation of {@code phi} has it, {@code a^2 V''}. */
    @Override
    public double steepestCurvature(double[] state) {
        double a = scale(state);
        return a * a * potential.steepest(state);
    }

    @Override
    public double kinetic(double[] state) {
        double a = scale(state);
        return 0.5 * squares(state) / (a * a) + state[2 * numbers + 1];
    }

    /** {@code sum pi^2}. */
    private double squares(double[] state) {
        double sum = 0;
        for (int j = numbers + 1; j < 2 * numbers + 1; j++) {
            sum += state[j] * state[j];
        }
        return sum;
    }

    @Override
    public double potential(double[] state) {
        double a = scale(state);
        return a * a * gradientSum(state) + a * a * a * a * potential.sum(state);
    }

    /** {@code sum |grad phi|^2 / 2} over sites and fields. */
    private double gradientSum(double[] state) {
        double sum = 0;
        for (int k = 0; k < fields(); k++) {
            box.laplacian(state, k * sites, scratch);
            sum += gradientSum(state, k * sites);
        }
        return sum;
    }

    /** The same of one field whose Laplacian is in the scratch memory. */
    private double gradientSum(double[] state, int offset) {
        double sum = 0;
        for (int j = 0; j < sites; j++) {
            sum -= 0.5 * state[offset + j] * scratch[j];
        }
        return sum + straightParts(state, offset);
    }

    /**
     * What summing by parts misses on twisted axes, where the field is a straight part plus a periodic one:
     * {@code sum rise phi_x / (2 L)} and the straight part's share of {@code phi phi_xx}.
     */
    private double straightParts(double[] state, int offset) {
        double sum = 0;
        for (int axis = 0; axis < box.dimension(); axis++) {
            FourierLine line = box.axes().get(axis);
            if (line.boundary() instanceof Boundary.Twisted twisted) {
                double slope = twisted.rise() / line.length();
                double[] second = new double[sites];
                box.derivative(state, offset, axis, 2, second);
                int stride = 1;
                for (int later = axis + 1; later < box.dimension(); later++) {
                    stride *= box.axes().get(later).n();
                }
                sum += 0.5 * slope * slope * sites;
                for (int j = 0; j < sites; j++) {
                    sum += 0.5 * slope * line.spacing() * (j / stride % line.n()) * second[j];
                }
            }
        }
        return sum;
    }

    @Override
    public void velocity(double[] state, double[] velocity) {
        double a = scale(state);
        for (int j = 0; j < numbers; j++) {
            velocity[j] = state[numbers + 1 + j] / (a * a);
        }
        velocity[numbers] = 1;
    }

    /** Both halves' part in the force on {@code tau} is its last number. */
    @Override
    public void force(double[] state, double[] force) {
        double a = scale(state);
        double gradients = forces(state, force);
        force[numbers] =
                potentialForceOnTime(state, gradients) + background.hubble(time(state)) * squares(state) / (a * a);
    }

    /** Writes the forces on the fields and gives {@code sum |grad phi|^2 / 2}. */
    private double forces(double[] state, double[] force) {
        double a2 = scale(state) * scale(state);
        potential.slopes(state, slopes);
        double gradients = 0;
        for (int k = 0; k < fields(); k++) {
            box.laplacian(state, k * sites, scratch);
            if (!background.isFlat()) {
                gradients += gradientSum(state, k * sites);
            }
            for (int j = 0; j < sites; j++) {
                force[k * sites + j] = a2 * (scratch[j] - a2 * slopes[k][j]);
            }
        }
        return gradients;
    }

    private double potentialForceOnTime(double[] state, double gradients) {
        if (background.isFlat()) {
            return 0;
        }
        double a2 = scale(state) * scale(state);
        return -background.hubble(time(state)) * a2 * (2 * gradients + 4 * a2 * potential.sum(state));
    }

    @Override
    public void kick(double[] state, double h, double[] force) {
        double gradients = forces(state, force);
        force[numbers] = potentialForceOnTime(state, gradients);
        for (int j = 0; j <= numbers; j++) {
            state[numbers + 1 + j] += h * force[j];
        }
    }

    @Override
    public void drift(double[] state, double h, double[] unused) {
        double from = time(state);
        double to = from + h;
        double moved = background.inverseSquareIntegral(from, to);
        for (int j = 0; j < numbers; j++) {
            state[j] += moved * state[numbers + 1 + j];
        }
        if (!background.isFlat()) {
            double before = background.scale(from);
            double after = background.scale(to);
            state[2 * numbers + 1] -= 0.5 * squares(state) * (1 / (after * after) - 1 / (before * before));
        }
        state[numbers] = to;
    }

    /** The conserved Hamiltonian with the cell volume: in flat space the fields' energy. */
    public double conserved(double[] state) {
        return box.cellVolume() * energy(state);
    }

    /** The fields' part of it, {@code a^4} times their energy: in flat space the same. */
    public double comovingEnergy(double[] state) {
        return box.cellVolume() * (energy(state) - state[2 * numbers + 1]);
    }

    /**
     * Mean energy densities of kinetic, gradient and potential energy, {@code phi'^2 / (2 a^2)}, {@code |grad phi|^2 / (2 a^2)},
     * {@code V}.
     */
    public double[] densities(double[] state) {
        double a2 = scale(state) * scale(state);
        return new double[] {
            0.5 * squares(state) / (a2 * a2 * a2 * sites),
            gradientSum(state) / (a2 * sites),
            potential.sum(state) / sites
        };
    }

    /** The momentum of the fields along an axis, {@code -sum_k int pi_k d_a phi_k}. */
    public double momentum(double[] state, int axis) {
        double sum = 0;
        for (int k = 0; k < fields(); k++) {
            box.derivative(state, k * sites, axis, 1, scratch);
            for (int j = 0; j < sites; j++) {
                sum -= state[momentumOffset(k) + j] * scratch[j];
            }
        }
        return box.cellVolume() * sum;
    }
}
