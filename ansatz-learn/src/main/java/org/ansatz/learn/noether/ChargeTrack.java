package org.ansatz.learn.noether;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.ansatz.learn.noether.SymmetryGenerator.Charged;
import org.ansatz.learn.noether.SymmetryGenerator.Scale;

/**
 * One charge over a training. Rows are steps: the charge before the step and what belongs to it; when more than a given number
 * have come, every second is dropped, while laws and predictions still see every step.
 */
public final class ChargeTrack {
    /** What is recorded of a step. */
    public enum Column {
        STEP,
        /** The charge before the step. */
        CHARGE,
        /** {@code |D|^2} of the step's displacement, differences for rescale. */
        MOVE_SQUARE,
        /** {@code |g|^2}, differences for rescale. */
        GRADIENT_SQUARE,
        /** {@code |<g, X>| / (|g| |X|)}. */
        VIOLATION,
        /** The exact law's left minus right side, over the size of its terms. */
        RESIDUAL,
        /** What {@link NoetherLaw} says the charge is; NaN without a constant rate. */
        PREDICTED,
        /** What gradient flow says it is. */
        MASSLESS,
        /** What {@link RmsPropForm} says with smooth gradients; NaN unless the charge is a norm. */
        RMSPROP_SMOOTH,
        /** The same with white noise. */
        RMSPROP_WHITE
    }

    private static final int FIRST_ROOM = 16;

    private final Charged generator;
    private final int most;
    private final Map<Column, double[]> rows = new EnumMap<>(Column.class);
    private int size;
    private long every = 1;
    private long seen;
    private DiscreteLaw.Pair previous;
    private ChargePrediction prediction;
    private double largestResidual;
    private double largestViolation;
    private double largestError;

    ChargeTrack(Charged generator, int most) {
        this.generator = generator;
        this.most = most;
        for (Column column : Column.values()) {
            rows.put(column, new double[FIRST_ROOM]);
        }
    }

    public Charged generator() {
        return generator;
    }

    /** A column of the rows that are kept. */
    public double[] column(Column column) {
        return Arrays.copyOf(rows.get(column), size);
    }

    /** The largest residual of the exact law over all steps, relative; zero if none was checked. */
    public double largestResidual() {
        return largestResidual;
    }

    /** The largest violation of the gradient's identity over all steps. */
    public double largestViolation() {
        return largestViolation;
    }

    /** The largest relative error of {@link NoetherLaw} over all steps. */
    public double largestError() {
        return largestError;
    }

    /** Root mean square of {@code |D| / |q|} over the rows of the last {@code last} steps; NaN without rows. */
    public double angularStep(long last) {
        double[] steps = column(Column.STEP);
        double[] moves = column(Column.MOVE_SQUARE);
        double[] charges = column(Column.CHARGE);
        double sum = 0;
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (steps[i] > steps[size - 1] - last) {
                sum += moves[i] / charges[i];
                count++;
            }
        }
        return Math.sqrt(sum / count);
    }

    /** @param move after minus before */
    void add(
            long step,
            double[] before,
            double[] gradient,
            double[] after,
            double[] move,
            Optional<DiscreteLaw> law,
            Optional<NoetherLaw> equation) {
        double charge = generator.charge(before);
        if (seen == 0) {
            begin(step, before, charge, equation);
        }
        DiscreteLaw.Pair pair = new DiscreteLaw.Pair(charge, generator.charge(after), generator.speed(move));
        double size = scale(before);
        double violation = SymmetryAudit.violation(generator, before, gradient);
        largestViolation = Math.max(largestViolation, violation);
        double residual = Double.NaN;
        if (law.isPresent() && (step == 0 || previous != null)) {
            residual = Math.abs(law.get().residual(generator, step, previous, pair)) / size;
            largestResidual = Double.isNaN(residual) ? largestResidual : Math.max(largestResidual, residual);
        }
        double gradientSquare = generator.gradientSquare(gradient);
        double[] predicted = new double[4];
        Arrays.fill(predicted, Double.NaN);
        if (prediction != null) {
            predicted =
                    new double[] {prediction.inertial(), prediction.massless(), prediction.smooth(), prediction.white()
                    };
            largestError = Math.max(largestError, Math.abs(predicted[0] - charge) / size);
            prediction.step(charge, pair.moveSquare(), gradientSquare);
        }
        if (seen % every == 0) {
            keep(
                    (double) step,
                    charge,
                    pair.moveSquare(),
                    gradientSquare,
                    violation,
                    residual,
                    predicted[0],
                    predicted[1],
                    predicted[2],
                    predicted[3]);
        }
        previous = pair;
        seen++;
    }

    private void begin(long step, double[] before, double charge, Optional<NoetherLaw> equation) {
        if (generator instanceof Scale scale) {
            // Refuses a direction that is undefined.
            scale.group().norm(before);
        }
        // A training that goes on has a velocity that is not known here.
        if (step == 0 && equation.isPresent()) {
            prediction = new ChargePrediction(generator, charge, equation.get());
        }
    }

    /** Whether the continuous laws predict this charge: from a first step on, at a constant rate. */
    public boolean isPredicted() {
        return prediction != null;
    }

    /** The size of the terms: the charge itself for a norm, the sum of absolute terms where they may cancel. */
    private double scale(double[] q) {
        double size = generator.size(q);
        if (generator.degree() == 2) {
            return Math.max(size * size, Double.MIN_NORMAL);
        }
        double sum = 0;
        for (int i : generator.support()) {
            sum += Math.abs(q[i]);
        }
        // Biases begin at zero: their charge is then judged in units of one.
        return Math.max(1, sum);
    }

    /** @param values in the order of the columns */
    private void keep(double... values) {
        if (size == most) {
            for (double[] row : rows.values()) {
                for (int i = 0; 2 * i < size; i++) {
                    row[i] = row[2 * i];
                }
            }
            size = (size + 1) / 2;
            every *= 2;
            if (seen % every != 0) {
                return;
            }
        }
        for (Column column : Column.values()) {
            if (size == rows.get(column).length) {
                rows.put(column, Arrays.copyOf(rows.get(column), 2 * size));
            }
        }
        int at = 0;
        for (double[] row : rows.values()) {
            row[size] = values[at++];
        }
        size++;
    }
}
