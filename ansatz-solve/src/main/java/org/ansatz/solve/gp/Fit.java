package org.ansatz.solve.gp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where a stage stands: hyperparameters, the covariances that they make, and the fields in their units. */
record Fit(CollocationSystem system, Hyperparameters hyper, FieldPrior[] priors, Matrix[] values, LogJoint joint) {

    /** The conditional means of all fields by name. */
    Map<String, GaussianField> fields(Units units) {
        List<String> names = system.problem().fields();
        Map<String, GaussianField> fields = new LinkedHashMap<>();
        for (int f = 0; f < priors.length; f++) {
            SpectralMixture[] kernels = new SpectralMixture[system.grid().inputs()];
            kernels[0] = priors[f].first().kernel();
            if (kernels.length > 1) {
                kernels[1] = priors[f].second().kernel();
            }
            Matrix alpha = Matrix.zero(values[f].rows(), values[f].columns());
            alpha.add(units.fields()[f], joint.alpha(f));
            fields.put(names.get(f), new GaussianField(system.grid(), kernels, alpha));
        }
        return fields;
    }

    Matrix[] alphas() {
        Matrix[] alphas = new Matrix[values.length];
        for (int f = 0; f < alphas.length; f++) {
            alphas[f] = joint.alpha(f);
        }
        return alphas;
    }

    static Matrix[] zero(CollocationSystem system) {
        Matrix[] values = new Matrix[system.problem().fields().size()];
        for (int f = 0; f < values.length; f++) {
            values[f] = Matrix.zero(
                    system.grid().first().points(), system.grid().second().points());
        }
        return values;
    }

    /** How much fields moved, relative to their norm; zero if they are all zero. */
    static double change(Matrix[] values, Matrix[] earlier) {
        double change = 0;
        double norm = 0;
        for (int f = 0; f < values.length; f++) {
            Matrix difference = values[f].copy();
            difference.add(-1, earlier[f]);
            change += difference.dot(difference);
            norm += values[f].dot(values[f]);
        }
        return norm == 0 ? 0 : Math.sqrt(change / norm);
    }
}
