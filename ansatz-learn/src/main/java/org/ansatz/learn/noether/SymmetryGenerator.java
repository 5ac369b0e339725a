package org.ansatz.learn.noether;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A one-parameter family of maps of the parameters, {@code Q(q, s)} with {@code Q(q, 0) = q}, by its generator {@code X(q) = dQ/ds}
 * at {@code s = 0}. A loss that the family leaves alone has {@code <grad f, X> = 0} everywhere. All vectors are whole parameter
 * vectors.
 */
public sealed interface SymmetryGenerator permits SymmetryGenerator.Charged, Rotation, CustomGenerator {
    String name();

    /** The parameters that the family moves. */
    int[] support();

    /** {@code <v, X(q)>}. */
    double along(double[] q, double[] v);

    /** {@code |X(q)|}. */
    double size(double[] q);

    /** Writes {@code X(q)} on the support; the rest of {@code x} stays as it is. */
    void field(double[] q, double[] x);

    /** Adds {@code (dX/dq)^T v} to {@code target}. */
    void pullBack(double[] q, double[] v, double[] target);

    /**
     * A generator that is the gradient of a charge, up to a factor: its charge is a function of the parameters alone.
     */
    sealed interface Charged extends SymmetryGenerator permits Translation, Scale, Rescale {
        /** The charge c of parameters. */
        double charge(double[] q);

        /**
         * What a move adds to the charge beyond first order: twice the kinetic symmetry breaking, over the mass. Zero where kinetic
         * energy has the symmetry too.
         */
        double speed(double[] move);

        /** The same form of a gradient, for predictions. */
        default double gradientSquare(double[] gradient) {
            return speed(gradient);
        }

        /** The degree of the charge in the parameters: decay k takes {@code degree k c} from it per unit of time. */
        int degree();
    }

    /** {@code X = 1} on a group: biases in front of a softmax. Charge {@code sum q}; kinetic energy has this symmetry. */
    record Translation(ParameterGroup group) implements Charged {
        @Override
        public String name() {
            return "translation of " + group.name();
        }

        @Override
        public int[] support() {
            return group.indices();
        }

        @Override
        public double along(double[] q, double[] v) {
            return group.sum(v);
        }

        @Override
        public double size(double[] q) {
            return Math.sqrt(group.size());
        }

        @Override
        public void field(double[] q, double[] x) {
            for (int i : group.indices()) {
                x[i] = 1;
            }
        }

        @Override
        public void pullBack(double[] q, double[] v, double[] target) {
            // X does not depend on q.
        }

        @Override
        public double charge(double[] q) {
            return group.sum(q);
        }

        @Override
        public double speed(double[] move) {
            return 0;
        }

        @Override
        public int degree() {
            return 1;
        }
    }

    /** {@code X = q} on a group: weights in front of a normalisation. Charge {@code |q|^2}; kinetic energy breaks it. */
    record Scale(ParameterGroup group) implements Charged {
        @Override
        public String name() {
            return "scale of " + group.name();
        }

        @Override
        public int[] support() {
            return group.indices();
        }

        @Override
        public double along(double[] q, double[] v) {
            return group.dot(q, v);
        }

        @Override
        public double size(double[] q) {
            return Math.sqrt(group.square(q));
        }

        @Override
        public void field(double[] q, double[] x) {
            for (int i : group.indices()) {
                x[i] = q[i];
            }
        }

        @Override
        public void pullBack(double[] q, double[] v, double[] target) {
            for (int i : group.indices()) {
                target[i] += v[i];
            }
        }

        @Override
        public double charge(double[] q) {
            return group.square(q);
        }

        @Override
        public double speed(double[] move) {
            return group.square(move);
        }

        @Override
        public int degree() {
            return 2;
        }
    }

    /**
     * {@code X = (q_A, -q_B)}: weights into and out of a unit that is positive homogeneous, such as a rectifier. Charge
     * {@code |q_A|^2 - |q_B|^2}; kinetic energy breaks it.
     */
    record Rescale(ParameterGroup incoming, ParameterGroup outgoing) implements Charged {
        @Override
        public String name() {
            return "rescale of " + incoming.name() + " against " + outgoing.name();
        }

        @Override
        public int[] support() {
            return IntStream.concat(Arrays.stream(incoming.indices()), Arrays.stream(outgoing.indices()))
                    .toArray();
        }

        @Override
        public double along(double[] q, double[] v) {
            return incoming.dot(q, v) - outgoing.dot(q, v);
        }

        @Override
        public double size(double[] q) {
            return Math.sqrt(incoming.square(q) + outgoing.square(q));
        }

        @Override
        public void field(double[] q, double[] x) {
            for (int i : incoming.indices()) {
                x[i] = q[i];
            }
            for (int i : outgoing.indices()) {
                x[i] = -q[i];
            }
        }

        @Override
        public void pullBack(double[] q, double[] v, double[] target) {
            for (int i : incoming.indices()) {
                target[i] += v[i];
            }
            for (int i : outgoing.indices()) {
                target[i] -= v[i];
            }
        }

        @Override
        public double charge(double[] q) {
            return incoming.square(q) - outgoing.square(q);
        }

        @Override
        public double speed(double[] move) {
            return incoming.square(move) - outgoing.square(move);
        }

        @Override
        public int degree() {
            return 2;
        }
    }
}
