package org.ansatz.solve.implicit;

/** The energies of arXiv 2210.00124, per sample; totals are sums over samples, not means. */
public final class Energies {
    private Energies() {}

    private static double[] deformation(int dimension, double[] gradient) {
        double[] f = gradient.clone();
        for (int i = 0; i < dimension; i++) {
            f[i * dimension + i] += 1;
        }
        return f;
    }

    /**
     * As rigid as possible: {@code stiffness sum (s_i - 1)^2} with the singular values of F, which is
     * {@code |F|^2 - 2 tr(R^T F) + dimension}. In two or three dimensions.
     */
    public record Arap(double stiffness) implements EnergyTerm {
        @Override
        public String name() {
            return "arap";
        }

        @Override
        public double at(int p, double[] d, double[] gradient, double[] byD, double[] byGradient) {
            double[] f = deformation(d.length, gradient);
            double[] r = Polar.rotation(f);
            double energy = 0;
            for (int i = 0; i < f.length; i++) {
                double strain = f[i] - r[i];
                // |F - R|^2 = sum (s_i - 1)^2 without cancellation.
                energy += strain * strain;
                byGradient[i] += 2 * stiffness * strain;
            }
            return stiffness * energy;
        }
    }

    /** Volume: {@code stiffness (prod s_i - 1)^2}, the product being {@code |det F|}. */
    public record Volume(double stiffness) implements EnergyTerm {
        @Override
        public String name() {
            return "volume";
        }

        @Override
        public double at(int p, double[] d, double[] gradient, double[] byD, double[] byGradient) {
            double[] f = deformation(d.length, gradient);
            double determinant = Polar.determinant(f);
            double excess = Math.abs(determinant) - 1;
            double factor = 2 * stiffness * excess * (determinant < 0 ? -1 : 1);
            double[] cofactors = Polar.cofactors(f);
            for (int i = 0; i < f.length; i++) {
                byGradient[i] += factor * cofactors[i];
            }
            return stiffness * excess * excess;
        }
    }

    /**
     * {@code density |v - v_last|^2} with {@code v = (d - last) / dt}, {@code v_last = (last - earlier) / dt}.
     *
     * @param last and earlier: displacements one and two steps ago at the samples, [dimension][samples]
     */
    public record Kinetic(double density, double dt, double[][] last, double[][] earlier) implements EnergyTerm {
        @Override
        public String name() {
            return "kinetic";
        }

        @Override
        public double at(int p, double[] d, double[] gradient, double[] byD, double[] byGradient) {
            double energy = 0;
            for (int i = 0; i < d.length; i++) {
                double change = (d[i] - 2 * last[i][p] + earlier[i][p]) / dt;
                energy += density * change * change;
                byD[i] += 2 * density * change / dt;
            }
            return energy;
        }
    }

    /** {@code -dt v . force} with {@code v = (d - last) / dt}: the work of a force over the step. */
    public record Force(double[] force, double[][] last) implements EnergyTerm {
        @Override
        public String name() {
            return "force";
        }

        @Override
        public double at(int p, double[] d, double[] gradient, double[] byD, double[] byGradient) {
            double energy = 0;
            for (int i = 0; i < d.length; i++) {
                energy -= force[i] * (d[i] - last[i][p]);
                byD[i] -= force[i];
            }
            return energy;
        }
    }

    /**
     * Contact with the half space below {@code q_last = height} (last coordinate): samples that were below push back with
     * {@code stiffness (height - q_last)}.
     *
     * @param points places at rest, [dimension][samples]
     */
    public record PlaneContact(double stiffness, double height, double[][] points, double[][] last)
            implements EnergyTerm {
        @Override
        public String name() {
            return "plane contact";
        }

        @Override
        public double at(int p, double[] d, double[] gradient, double[] byD, double[] byGradient) {
            int up = d.length - 1;
            double depth = height - (points[up][p] + last[up][p]);
            if (depth <= 0) {
                return 0;
            }
            byD[up] -= stiffness * depth;
            return -stiffness * depth * (d[up] - last[up][p]);
        }
    }

    /** Which length a sphere's contact force is proportional to. */
    public enum SphereLaw {
        /** {@code |q - c|}, as in the published code. */
        DISTANCE_TO_CENTRE,
        /** {@code radius - |q - c|}. */
        PENETRATION
    }

    /** Contact with a ball: samples that were inside are pushed away from its centre. */
    public record SphereContact(
            double stiffness, double[] centre, double radius, SphereLaw law, double[][] points, double[][] last)
            implements EnergyTerm {
        @Override
        public String name() {
            return "sphere contact";
        }

        @Override
        public double at(int p, double[] d, double[] gradient, double[] byD, double[] byGradient) {
            double[] out = new double[d.length];
            double distance = 0;
            for (int i = 0; i < d.length; i++) {
                out[i] = points[i][p] + last[i][p] - centre[i];
                distance += out[i] * out[i];
            }
            distance = Math.sqrt(distance);
            if (distance >= radius || distance == 0) {
                return 0;
            }
            double push = stiffness * (law == SphereLaw.PENETRATION ? radius - distance : distance) / distance;
            double energy = 0;
            for (int i = 0; i < d.length; i++) {
                energy -= push * out[i] * (d[i] - last[i][p]);
                byD[i] -= push * out[i];
            }
            return energy;
        }
    }

    /** {@code stiffness |d - target|^2}: holds samples of a face at a displacement. */
    public record Hold(double stiffness, double[] target) implements EnergyTerm {
        @Override
        public String name() {
            return "hold";
        }

        @Override
        public double at(int p, double[] d, double[] gradient, double[] byD, double[] byGradient) {
            double energy = 0;
            for (int i = 0; i < d.length; i++) {
                double gap = d[i] - target[i];
                energy += stiffness * gap * gap;
                byD[i] += 2 * stiffness * gap;
            }
            return energy;
        }
    }
}
