package org.ansatz.solve.mlp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.geometry.Region.Spread;
import org.ansatz.physics.problem.Condition;
import org.ansatz.physics.problem.Observations;
import org.ansatz.physics.problem.PointSet;
import org.ansatz.physics.problem.Problem;

/** Builds the network for a problem: features by the kind of each input, scales from given values. */
final class Networks {
    private Networks() {}

    /** Whether a periodic condition is met by features, because it binds every field. */
    static boolean isPeriodicByFeatures(Problem problem, Condition.Periodic periodic) {
        return periodic.fields().containsAll(problem.fields());
    }

    static Network build(Stretch stretch, MlpSettings settings, RandomGenerator random, List<Double> scales) {
        Problem problem = stretch.problem();
        double[][] bounds = stretch.bounds();
        int d = problem.dimension();
        List<Features.Feature> features = new ArrayList<>();
        for (int i = 0; i < d; i++) {
            String name = problem.inputNames().get(i);
            boolean periodic = problem.conditions().stream()
                    .anyMatch(c -> c instanceof Condition.Periodic p
                            && p.coordinate().equals(name)
                            && isPeriodicByFeatures(problem, p));
            double length = bounds[i][1] - bounds[i][0];
            if (periodic) {
                for (int harmonic = 1; harmonic <= 2; harmonic++) {
                    Double[] wave = new Double[d];
                    Arrays.fill(wave, 0.0);
                    wave[i] = 2 * Math.PI * harmonic / length;
                    double phase = -wave[i] * bounds[i][0];
                    features.add(new Features.Wave(List.of(wave), phase));
                    features.add(new Features.Wave(List.of(wave), phase + Math.PI / 2));
                }
            } else {
                features.add(new Features.Affine(i, 0.5 * (bounds[i][0] + bounds[i][1]), 0.5 * length));
            }
        }
        for (int k = 0; k < settings.fourier(); k++) {
            Double[] wave = new Double[d];
            for (int i = 0; i < d; i++) {
                wave[i] = 2 * Math.PI * settings.fourierScale() * random.nextGaussian() / (bounds[i][1] - bounds[i][0]);
            }
            features.add(new Features.Wave(List.of(wave), 0));
            features.add(new Features.Wave(List.of(wave), Math.PI / 2));
        }
        return Network.of(
                new Features(d, features),
                settings.hidden(),
                settings.gated(),
                problem.fields(),
                scales,
                settings.hard() ? new HardConditions(problem, stretch.axis()).envelopes() : Map.of());
    }

    /** Per field, the size of its given values (conditions, data), or one. */
    static List<Double> scales(Problem problem, RandomGenerator random) {
        List<Double> scales = new ArrayList<>();
        for (String field : problem.fields()) {
            double largest = 0;
            for (Condition condition : problem.conditions()) {
                if (condition instanceof Condition.Pointwise p
                        && p.kind() == Condition.Kind.VALUE
                        && p.field().equals(field)
                        && Exprs.isGiven(p.equation().right())) {
                    PointSet points = problem.domain().on(p, 100, Spread.LATIN_HYPERCUBE, random);
                    if (points.size() > 0
                            && Exprs.find(p.equation().right(), org.ansatz.physics.expr.Expr.Normal.class)
                                    .isEmpty()) {
                        for (double v : problem.values(p.equation().right(), points.inputs())) {
                            largest = Math.max(largest, Math.abs(v));
                        }
                    }
                }
            }
            for (Observations data : problem.observations()) {
                int at = data.fields().indexOf(field);
                if (at >= 0) {
                    largest = Math.max(
                            largest,
                            Arrays.stream(data.values()[at])
                                    .map(Math::abs)
                                    .max()
                                    .orElse(0));
                }
            }
            scales.add(largest > 1e-12 ? largest : 1.0);
        }
        return scales;
    }
}
