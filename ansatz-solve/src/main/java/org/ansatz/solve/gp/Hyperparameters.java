package org.ansatz.solve.gp;

import java.util.Arrays;

/**
 * All that the optimizer sees beside the fields, as one vector: parameters of the covariances, field by field and axis by
 * axis, then the logarithms of the precisions of the groups of rows.
 */
final class Hyperparameters {
    private final CollocationSystem system;
    private final double jitter;
    private final SpectralMixture[][] templates;
    private final double[] vector;

    /**
     * @param kernels [fields][axes that are there]
     */
    Hyperparameters(CollocationSystem system, SpectralMixture[][] kernels, double jitter, double logPrecision) {
        this.system = system;
        this.jitter = jitter;
        this.templates = kernels;
        int size = 0;
        for (SpectralMixture[] own : kernels) {
            for (SpectralMixture kernel : own) {
                size += kernel.parameterCount();
            }
        }
        vector = new double[size + system.rows().size()];
        int at = 0;
        for (SpectralMixture[] own : kernels) {
            for (SpectralMixture kernel : own) {
                double[] parameters = kernel.parameters();
                System.arraycopy(parameters, 0, vector, at, parameters.length);
                at += parameters.length;
            }
        }
        Arrays.fill(vector, size, vector.length, logPrecision);
    }

    /** The vector itself; writing to it changes the covariances of later calls. */
    double[] vector() {
        return vector;
    }

    /** Takes all values from another vector of the same kind. */
    void set(double[] values) {
        System.arraycopy(values, 0, vector, 0, vector.length);
    }

    int kernelParameters() {
        return vector.length - system.rows().size();
    }

    double[] logPrecisions() {
        return Arrays.copyOfRange(vector, kernelParameters(), vector.length);
    }

    void setLogPrecisions(double[] values) {
        System.arraycopy(values, 0, vector, kernelParameters(), values.length);
    }

    /**
     * Keeps the logarithms of precisions in a range: they grow without bound where residuals vanish, and fall where a rough
     * beginning cannot meet a condition.
     */
    void limit(double smallest, double largest) {
        for (int i = kernelParameters(); i < vector.length; i++) {
            vector[i] = Math.max(smallest, Math.min(vector[i], largest));
        }
    }

    SpectralMixture kernel(int field, int axis) {
        return kernels()[field][axis];
    }

    /** All covariances, [fields][axes that are there]. */
    SpectralMixture[][] kernels() {
        return kernels(vector);
    }

    /** The covariances in a vector of this kind, [fields][axes that are there]. */
    SpectralMixture[][] kernels(double[] other) {
        SpectralMixture[][] kernels = new SpectralMixture[templates.length][];
        int at = 0;
        for (int f = 0; f < templates.length; f++) {
            kernels[f] = new SpectralMixture[templates[f].length];
            for (int a = 0; a < templates[f].length; a++) {
                kernels[f][a] = templates[f][a].with(other, at);
                at += templates[f][a].parameterCount();
            }
        }
        return kernels;
    }

    /** The priors of all fields. */
    FieldPrior[] priors() {
        FieldPrior[] priors = new FieldPrior[templates.length];
        Grid grid = system.grid();
        boolean reduced = ProfiledFields.isReduced(system);
        for (int f = 0; f < priors.length; f++) {
            AxisCovariance first =
                    new AxisCovariance(grid.first(), kernel(f, 0), jitter, system.highestOrder(0), reduced);
            AxisCovariance second = new AxisCovariance(
                    grid.second(),
                    grid.second().isNone() ? null : kernel(f, 1),
                    jitter,
                    system.highestOrder(1),
                    reduced);
            priors[f] = new FieldPrior(first, second);
        }
        return priors;
    }

    /** The gradient of the objective in the order of {@link #vector}. */
    double[] gradient(LogJoint joint) {
        double[] gradient = new double[vector.length];
        int at = 0;
        for (int f = 0; f < templates.length; f++) {
            joint.addByKernels(f, gradient, at);
            for (SpectralMixture kernel : templates[f]) {
                at += kernel.parameterCount();
            }
        }
        for (int g = 0; at < gradient.length; g++, at++) {
            gradient[at] = joint.byLogPrecision(g);
        }
        return gradient;
    }
}
