package org.ansatz.dynamics.lattice;

/** How a field on a line of length {@code L} continues beyond its end. */
public sealed interface Boundary {
    /** What follows beyond the right end where the left end has a value. */
    double beyond(double value);

    /** {@code phi(x + L) = phi(x)}. */
    record Periodic() implements Boundary {
        @Override
        public double beyond(double value) {
            return value;
        }
    }

    /** {@code phi(x + L) = -phi(x)}: holds an odd number of kinks between opposite vacua. */
    record Antiperiodic() implements Boundary {
        @Override
        public double beyond(double value) {
            return -value;
        }
    }

    /**
     * {@code phi(x + L) = phi(x) + rise}.
     *
     * @param rise {@code 2 pi q} for {@code q} kinks of the sine-Gordon equation
     */
    record Twisted(double rise) implements Boundary {
        public Twisted {
            if (!Double.isFinite(rise)) {
                throw new IllegalArgumentException("the rise of a twisted boundary must be finite, got " + rise);
            }
        }

        @Override
        public double beyond(double value) {
            return value + rise;
        }
    }

    Boundary PERIODIC = new Periodic();
    Boundary ANTIPERIODIC = new Antiperiodic();

    /** Sine-Gordon fields with {@code charge} kinks. */
    static Boundary twisted(int charge) {
        return new Twisted(2 * Math.PI * charge);
    }
}
