package org.ansatz.studies;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.studies.AdvectionExperiment.Track;

/**
 * The figures of E1 from what its methods did to the pulse.
 *
 * @param others methods without seeds: upwind of equal memory first
 */
record PulseFigures(AdvectionExperiment pulse, List<Track> others) {
    private static final double[] MEASURED_AT = {3, 6, 12};
    private static final double END = 12;
    private static final double SLACK = 1e-9;

    private Track upwind() {
        return others.get(0);
    }

    private Figure figure(String name, List<Track> fields, ToDoubleFunction<Track> figure, Better better) {
        return Figure.of(name, Trials.median(fields, figure), better)
                .against(upwind().name(), figure.applyAsDouble(upwind()));
    }

    /**
     * Errors and peaks at t = 3, 6 and 12 as far as the pulse went, and what the time scheme alone makes of it at the end: at
     * dt = 0.05 Crank-Nicolson turns the waves of the pulse so much that no representation in space falls below it.
     */
    List<Figure> of(List<Track> fields) {
        List<Figure> figures = new ArrayList<>();
        for (double t : MEASURED_AT) {
            if (t <= pulse.steps() * pulse.dt() + SLACK) {
                figures.addAll(at(t, fields));
            }
        }
        figures.add(Figure.of(
                        "E1.scheme_alone.relative_l2",
                        pulse.relativeL2(pulse.schemeAlone(), pulse.steps()),
                        Better.NEITHER)
                .against(upwind().name(), pulse.relativeL2(upwind(), pulse.steps())));
        return figures;
    }

    private List<Figure> at(double t, List<Track> fields) {
        int step = (int) Math.round(t / pulse.dt());
        boolean end = Math.abs(t - END) < SLACK;
        String prefix = "E1.t" + Math.round(t) + ".";
        List<Figure> figures = new ArrayList<>();
        figures.add(figure(prefix + "relative_l2", fields, f -> pulse.relativeL2(f, step), Better.LOWER)
                .bar(end ? 0.10 : Double.NaN));
        figures.add(figure(prefix + "peak", fields, f -> pulse.peak(f, step), Better.HIGHER)
                .bar(end ? Math.max(0.95, pulse.peak(upwind(), step)) : Double.NaN));
        figures.add(figure(prefix + "mae", fields, f -> pulse.meanError(f, step), Better.LOWER));
        for (Track other : others.subList(1, others.size())) {
            String whose = "_of_" + other.name().replace(",", "").replace(' ', '_');
            figures.add(Figure.of(prefix + "relative_l2" + whose, pulse.relativeL2(other, step), Better.LOWER));
            figures.add(Figure.of(prefix + "peak" + whose, pulse.peak(other, step), Better.HIGHER));
        }
        return figures;
    }

    /**
     * The field at finer steps, at the end: better than upwind of equal memory and than every other method.
     *
     * @param fine at the times of the coarse pulse
     */
    List<Figure> refined(List<Track> fine) {
        int step = pulse.steps();
        Track best = others.stream()
                .min(Comparator.comparingDouble(track -> pulse.relativeL2(track, step)))
                .orElseThrow();
        double error = Trials.median(fine, f -> pulse.relativeL2(f, step));
        return List.of(
                figure("E1.refined.relative_l2", fine, f -> pulse.relativeL2(f, step), Better.LOWER)
                        .bar(2e-2),
                Figure.of("E1.refined.relative_l2_over_upwind", error / pulse.relativeL2(upwind(), step), Better.LOWER)
                        .bar(1),
                Figure.of("E1.refined.relative_l2_over_best_other", error / pulse.relativeL2(best, step), Better.LOWER)
                        .against(best.name(), 1)
                        .bar(1),
                figure("E1.refined.peak", fine, f -> pulse.peak(f, step), Better.HIGHER)
                        .bar(0.95));
    }
}
