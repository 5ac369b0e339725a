package org.ansatz.learn.noether;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ansatz.learn.noether.SymmetryGenerator.Charged;
import org.ansatz.learn.optim.Schedule;
import org.ansatz.learn.optim.StepObserver;
import org.ansatz.learn.train.TensorTrainer;
import org.ansatz.learn.train.Trainer;

/**
 * Watches a training: charges, speeds and how far their symmetries are broken at every step; with a law also the residual of
 * the exact discrete law and the predictions of the continuous ones. Costs some inner products per group and step. It must see every
 * step; parameters that are moved by anything but the rule make it stop with an error.
 */
public final class NoetherMonitor implements StepObserver {
    private static final int UNTHINNED = Integer.MAX_VALUE;

    private final List<ChargeTrack> tracks = new ArrayList<>();
    private final Optional<DiscreteLaw> law;
    private final boolean constantRate;
    private double[] last = new double[0];
    private double[] move = new double[0];
    private long next = -1;
    private long seen;

    private NoetherMonitor(List<? extends Charged> generators, Optional<DiscreteLaw> law, boolean constant, int most) {
        if (most < 2) {
            throw new IllegalArgumentException("a monitor keeps at least two rows, got " + most);
        }
        generators.forEach(generator -> tracks.add(new ChargeTrack(generator, most)));
        this.law = law;
        constantRate = constant;
    }

    /** Charges and violations only, of any rule. */
    public static NoetherMonitor recording(List<? extends Charged> generators) {
        return new NoetherMonitor(generators, Optional.empty(), false, UNTHINNED);
    }

    /** With the exact law under any schedule; predictions of the continuous laws where the rate is constant. */
    public static NoetherMonitor of(List<? extends Charged> generators, DiscreteLaw law, long steps) {
        return new NoetherMonitor(generators, Optional.of(law), isConstant(law.rates(), steps), UNTHINNED);
    }

    /** The same with a largest number of rows per charge. */
    public NoetherMonitor keeping(int rows) {
        return new NoetherMonitor(tracks.stream().map(ChargeTrack::generator).toList(), law, constantRate, rows);
    }

    private static boolean isConstant(Schedule rates, long steps) {
        double first = rates.rate(0);
        // A schedule changes early or at its end; a few hundred places tell.
        for (int i = 0; i <= 256; i++) {
            if (rates.rate(steps * i / 256) != first || rates.rate(Math.min(i, steps)) != first) {
                return false;
            }
        }
        return true;
    }

    /** Attaches to a trainer of first order. */
    public NoetherMonitor attach(Trainer trainer) {
        trainer.watch(this);
        return this;
    }

    /** Attaches to a trainer of tensors. */
    public NoetherMonitor attach(TensorTrainer trainer) {
        trainer.watch(this);
        return this;
    }

    public List<ChargeTrack> tracks() {
        return List.copyOf(tracks);
    }

    /** The law that is checked, if there is one. */
    public Optional<DiscreteLaw> law() {
        return law;
    }

    /** Whether the continuous laws predict: a law, and a constant rate. */
    public boolean predicts() {
        return equation().isPresent();
    }

    /** The continuous law that predicts, empty without a law or a constant rate. */
    public Optional<NoetherLaw> equation() {
        return constantRate
                ? law.map(exact -> new NoetherLaw(exact.rates().rate(0), exact.momentum(), exact.decay()))
                : Optional.empty();
    }

    /** Steps seen. */
    public long steps() {
        return seen;
    }

    /** The largest relative residual of the exact law over all charges and steps; NaN without a law. */
    public double residual() {
        return law.isEmpty()
                ? Double.NaN
                : tracks.stream()
                        .mapToDouble(ChargeTrack::largestResidual)
                        .max()
                        .orElse(Double.NaN);
    }

    /**
     * @throws IllegalStateException if steps were missed, or the parameters are not those after the last step
     * @throws IllegalArgumentException if a group whose scale is watched begins with norm zero
     */
    @Override
    public void onStep(long step, double[] before, double[] gradient, double[] after) {
        if (next >= 0 && step != next) {
            throw new IllegalStateException("the Noether monitor saw step " + (next - 1) + " and then step " + step
                    + ": the discrete law needs every step, monitoring stops");
        }
        if (next >= 0 && !Arrays.equals(before, last)) {
            throw new IllegalStateException("parameters were moved between steps " + (next - 1) + " and " + step
                    + " by something other than the rule: the discrete law does not hold, monitoring stops");
        }
        if (move.length != before.length) {
            move = new double[before.length];
            last = new double[before.length];
        }
        for (int i = 0; i < move.length; i++) {
            move[i] = after[i] - before[i];
        }
        Optional<NoetherLaw> equation = equation();
        for (ChargeTrack track : tracks) {
            track.add(step, before, gradient, after, move, law, equation);
        }
        System.arraycopy(after, 0, last, 0, last.length);
        next = step + 1;
        seen++;
    }
}
