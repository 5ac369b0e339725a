package org.ansatz.physics.monitor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.ansatz.learn.noether.ChargeTrack;
import org.ansatz.learn.noether.ChargeTrack.Column;
import org.ansatz.learn.noether.DiscreteLaw;
import org.ansatz.learn.noether.NoetherLaw;
import org.ansatz.learn.noether.NoetherMonitor;
import org.ansatz.learn.noether.SymmetryAudit;
import org.ansatz.learn.noether.SymmetryAudit.Finding;
import org.ansatz.learn.noether.SymmetryFamily;
import org.ansatz.learn.noether.SymmetryGenerator.Charged;
import org.ansatz.learn.noether.SymmetryGenerator.Scale;
import org.ansatz.learn.optim.SmoothObjective;
import org.ansatz.learn.optim.StepObserver;
import org.ansatz.learn.optim.UpdateRule;
import org.ansatz.physics.problem.Run;

/**
 * The monitor {@code noether} of one training: audits the loss for the symmetries that a network may have, says which hold and
 * how much the others are broken, watches the charges, and leaves {@code noether.csv}, {@code noether-audit.csv} and {@code
 * figures/noether.png} in the run folder. Laws are checked and printed for symmetries only, unless forced, and only for the
 * rule that they cover; for other rules charges are recorded.
 */
public final class NoetherSession implements StepObserver {
    private static final int MOST_SENTENCES = 12;
    private static final int MOST_CURVATURES = 6;
    private static final int ROWS = 500;
    private static final int MOST_NORMS = 6;
    private static final int FEWEST_ROWS = 20;
    private static final int ROWS_IN_ALL = 100_000;

    private final Run run;
    private final SymmetryAudit audit;
    private final List<NoetherMonitor> monitors = new ArrayList<>();
    private final boolean lawful;
    private String stopped = "";

    private NoetherSession(MonitorChoice choice, SymmetryAudit audit, Optional<DiscreteLaw> law, long steps, Run run) {
        this.run = run;
        this.audit = audit;
        List<Charged> kept = new ArrayList<>(audit.symmetric());
        List<Charged> broken = broken();
        if (choice.force()) {
            kept.addAll(broken);
            broken = List.of();
        }
        lawful = law.isPresent() && !kept.isEmpty();
        int rows = choice.rows() > 0
                ? choice.rows()
                : Math.max(FEWEST_ROWS, Math.min(ROWS, ROWS_IN_ALL / Math.max(1, kept.size() + broken.size())));
        if (lawful) {
            monitors.add(NoetherMonitor.of(kept, law.get(), steps).keeping(rows));
        } else {
            monitors.add(NoetherMonitor.recording(kept).keeping(rows));
        }
        monitors.add(NoetherMonitor.recording(broken).keeping(rows));
    }

    /**
     * Audits and begins.
     *
     * @param loss on the batch at hand
     * @param point parameters before the first step
     * @param rule that moves them
     * @param optimizer its name for the user
     * @param single whether losses are computed in single precision
     * @param steps at most
     */
    public static NoetherSession begin(
            MonitorChoice choice,
            SmoothObjective loss,
            double[] point,
            UpdateRule rule,
            String optimizer,
            boolean single,
            long steps,
            Run run) {
        double tolerance = single ? SymmetryAudit.SINGLE_TOLERANCE : SymmetryAudit.DOUBLE_TOLERANCE;
        SymmetryAudit audit = SymmetryAudit.of(
                loss, SymmetryAudit.around(point), SymmetryFamily.candidates(loss.layout()), tolerance);
        tell(audit, run);
        if (!single) {
            tellCurvature(audit, loss, point, run);
        }
        Optional<DiscreteLaw> law = Optional.empty();
        try {
            law = Optional.of(DiscreteLaw.of(rule));
        } catch (IllegalArgumentException e) {
            say(
                    run,
                    "no law is checked and nothing predicted: " + e.getMessage() + " (optimizer " + optimizer
                            + "); charges are recorded");
        }
        NoetherSession session = new NoetherSession(choice, audit, law, steps, run);
        session.tellBeginning(choice, law.isPresent());
        return session;
    }

    private static void say(Run run, String sentence) {
        run.say("noether: " + sentence);
    }

    private static void tell(SymmetryAudit audit, Run run) {
        List<Finding> holding = audit.findings().stream()
                .filter(finding -> !finding.holding(audit.tolerance()).isEmpty())
                .toList();
        // Those that nearly hold come first: an epsilon may be in the way.
        List<Finding> others = audit.findings().stream()
                .filter(finding -> !holding.contains(finding))
                .sorted(Comparator.comparingDouble(Finding::worst))
                .toList();
        say(
                run,
                String.format(
                        Locale.ROOT,
                        "%d of %d families of symmetries hold at least in part (violations up to %.0e count as none)",
                        holding.size(),
                        audit.findings().size(),
                        audit.tolerance()));
        for (List<Finding> findings : List.of(holding, others)) {
            findings.stream()
                    .limit(MOST_SENTENCES)
                    .forEach(finding -> say(run, "  " + finding.sentence(audit.tolerance())));
            if (findings.size() > MOST_SENTENCES) {
                say(run, "  and " + (findings.size() - MOST_SENTENCES) + " more, all in noether-audit.csv");
            }
        }
    }

    /** The second identity, of the first generator of some families that hold. */
    private static void tellCurvature(SymmetryAudit audit, SmoothObjective loss, double[] point, Run run) {
        List<Charged> some = audit.findings().stream()
                .flatMap(finding -> finding.holding(audit.tolerance()).stream().limit(1))
                .limit(MOST_CURVATURES)
                .toList();
        if (!some.isEmpty()) {
            double[] near = SymmetryAudit.around(point).get(0);
            double worst = some.stream()
                    .mapToDouble(generator -> SymmetryAudit.hessianViolation(loss, generator, near))
                    .max()
                    .orElse(Double.NaN);
            say(
                    run,
                    String.format(
                            Locale.ROOT,
                            "their derivative, H X + (dX/dq)^T g = 0, fails by %.1e at most (%d generators)",
                            worst,
                            some.size()));
        }
    }

    /** Of families that do not hold at all: those with one charge, which are worth recording. */
    private List<Charged> broken() {
        return audit.findings().stream()
                .filter(finding -> finding.family().generators().size() == 1
                        && finding.holding(audit.tolerance()).isEmpty()
                        && !Double.isNaN(finding.worst()))
                .flatMap(finding -> finding.family().generators().stream())
                .toList();
    }

    private void tellBeginning(MonitorChoice choice, boolean covered) {
        if (audit.symmetric().isEmpty()) {
            say(
                    run,
                    "this loss has none of the symmetries; charges of its arrays are recorded"
                            + (covered && !choice.force()
                                    ? ", without a prediction (noether(force=true) makes one)"
                                    : ""));
        }
    }

    /** Watches a step. A monitor that cannot go on says so once and ends; training goes on. */
    @Override
    public void onStep(long step, double[] before, double[] gradient, double[] after) {
        if (!stopped.isEmpty()) {
            return;
        }
        try {
            monitors.forEach(monitor -> monitor.onStep(step, before, gradient, after));
        } catch (IllegalStateException | IllegalArgumentException e) {
            // Missed steps, foreign moves, a group of norm zero.
            stopped = e.getMessage();
            say(run, stopped);
        }
    }

    /** The charges that are watched, symmetric ones first. */
    public List<ChargeTrack> tracks() {
        return monitors.stream().flatMap(monitor -> monitor.tracks().stream()).toList();
    }

    /** The largest relative residual of the exact law; NaN where no law is checked. */
    public double residual() {
        return lawful ? monitors.get(0).residual() : Double.NaN;
    }

    /** What was found of the network. */
    public SymmetryAudit audit() {
        return audit;
    }

    /** Says what came out and writes the files; nothing if no step was made. */
    public void finish() {
        NoetherMonitor first = monitors.get(0);
        if (monitors.get(1).steps() == 0) {
            return;
        }
        if (lawful) {
            tellLaw(first);
        }
        if (run.folder().isPresent()) {
            try {
                new NoetherFiles(run.folder().get()).write(audit, tracks());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void tellLaw(NoetherMonitor monitor) {
        say(
                run,
                String.format(
                        Locale.ROOT,
                        "the exact law holds to %.1e of each charge (%d charges, %d steps); the symmetries were broken by"
                                + " %.1e at most",
                        monitor.residual(),
                        monitor.tracks().size(),
                        monitor.steps(),
                        worst(monitor, ChargeTrack::largestViolation)));
        if (!monitor.predicts()) {
            say(run, "the learning rate changes: the differential equation, which is for a constant one, is left out");
        } else if (!monitor.tracks().get(0).isPredicted()) {
            say(
                    run,
                    "the run goes on from a checkpoint: the differential equation, which needs the start, is left out");
        } else {
            say(
                    run,
                    String.format(
                            Locale.ROOT,
                            "the differential equation of the charges is off by %.1e at most",
                            worst(monitor, ChargeTrack::largestError)));
            NoetherLaw equation = monitor.equation().orElseThrow();
            monitor.tracks().stream()
                    .filter(track -> track.generator() instanceof Scale)
                    .sorted((a, b) ->
                            b.generator().support().length - a.generator().support().length)
                    .limit(MOST_NORMS)
                    .forEach(track -> say(run, "  " + norm(track, equation)));
        }
    }

    /** Where a norm went, what the laws say of it, and how fast its direction moves. */
    private static String norm(ChargeTrack track, NoetherLaw equation) {
        double[] charge = track.column(Column.CHARGE);
        int last = charge.length - 1;
        return String.format(
                Locale.ROOT,
                "%s: |q|^2 from %.4g to %.4g, equation %.4g, RMSProp form %.4g (white noise) or %.4g (smooth); effective"
                        + " rate %.2e, angular step %.2e (%.2e at rest)",
                track.generator().name(),
                charge[0],
                charge[last],
                track.column(Column.PREDICTED)[last],
                track.column(Column.RMSPROP_WHITE)[last],
                track.column(Column.RMSPROP_SMOOTH)[last],
                equation.effectiveRate(charge[last]),
                track.angularStep(Math.max(1, (long) track.column(Column.STEP)[last] / 4)),
                equation.angularStep());
    }

    private static double worst(NoetherMonitor monitor, ToDoubleFunction<ChargeTrack> figure) {
        return monitor.tracks().stream().mapToDouble(figure).max().orElse(Double.NaN);
    }
}
