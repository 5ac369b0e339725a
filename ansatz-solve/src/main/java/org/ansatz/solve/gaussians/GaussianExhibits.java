package org.ansatz.solve.gaussians;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ansatz.physics.problem.Exhibit;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.Solution;
import org.ansatz.solve.collocation.Features;
import org.ansatz.solve.collocation.Moment;
import org.ansatz.tensor.kernel.GaussianJetKernel;

/** Where the Gaussians are: ellipses in the plane of the first two inputs of the picture, or widths over means. */
record GaussianExhibits(Problem problem, List<Moment> moments) {
    private static final String WIDTHS = "widths";

    List<Exhibit> all() {
        if (moments.isEmpty()) {
            return List.of();
        }
        return List.of(problem.dimension() == 1 ? scatter() : ellipses(), widths());
    }

    private static List<GaussianJetKernel.Gaussian> gaussians(Moment moment) {
        return GaussianFamily.gaussians(moment.kernel())
                .gaussians(GaussianFamily.full(moment.kernel(), moment.theta()));
    }

    private static Features.Affine map(Moment moment, int input) {
        return moment.features().features().stream()
                .map(Features.Affine.class::cast)
                .filter(f -> f.input() == input)
                .findFirst()
                .orElseThrow();
    }

    private Exhibit ellipses() {
        int across = problem.timeIndex()
                .filter(t -> problem.spaceIndices().size() < 2)
                .orElse(0);
        int up = across == 0 ? 1 : 0;
        List<Exhibit.EllipsePanel> panels = new ArrayList<>();
        for (Moment moment : moments) {
            Features.Affine x = map(moment, across);
            Features.Affine y = map(moment, up);
            List<Exhibit.Ellipse> shapes = new ArrayList<>();
            for (GaussianJetKernel.Gaussian g : gaussians(moment)) {
                // The projection of the ellipsoid on the plane: rows of R diag(sigma).
                int d = g.mean().length;
                double[] horizontal = new double[d];
                double[] vertical = new double[d];
                for (int a = 0; a < d; a++) {
                    horizontal[a] = x.scale() * g.axes()[across][a] * g.widths()[a];
                    vertical[a] = y.scale() * g.axes()[up][a] * g.widths()[a];
                }
                shapes.add(new Exhibit.Ellipse(
                        x.centre() + x.scale() * g.mean()[across],
                        y.centre() + y.scale() * g.mean()[up],
                        dot(horizontal, horizontal),
                        dot(horizontal, vertical),
                        dot(vertical, vertical),
                        Math.abs(g.weight())));
            }
            panels.add(new Exhibit.EllipsePanel(moment.when(), shapes));
        }
        String caption = "One standard deviation of each Gaussian, coloured by the size of its weight"
                + (problem.dimension() > 2 ? ", projected on the plane." : ".");
        return new Exhibit.Ellipses(
                "gaussians",
                "Gaussians",
                caption,
                problem.inputNames().get(across),
                problem.inputs().get(across).interval(),
                problem.inputNames().get(up),
                problem.inputs().get(up).interval(),
                "|weight|",
                panels);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private Exhibit scatter() {
        List<Exhibit.Curve> curves = new ArrayList<>();
        for (Moment moment : moments) {
            Features.Affine x = map(moment, 0);
            List<GaussianJetKernel.Gaussian> all = gaussians(moment);
            double[] means = all.stream()
                    .mapToDouble(g -> x.centre() + x.scale() * g.mean()[0])
                    .toArray();
            double[] widths =
                    all.stream().mapToDouble(g -> x.scale() * g.widths()[0]).toArray();
            curves.add(new Exhibit.Curve(moment.when(), means, widths));
        }
        return new Exhibit.Curves(
                "gaussians",
                "Gaussians",
                "Mean and width of each Gaussian.",
                "mean in " + problem.inputNames().get(0),
                "width",
                true,
                true,
                curves);
    }

    /** How many widths of a solution are the least that there is. */
    static long clampedWidths(Solution solution, double least) {
        return solution.exhibits().stream()
                .filter(e -> e.name().equals(WIDTHS))
                .map(Exhibit.Curves.class::cast)
                .flatMapToDouble(
                        c -> Arrays.stream(c.curves().get(c.curves().size() - 1).y()))
                .filter(width -> width <= least)
                .count();
    }

    /** Sorted widths, in coordinates mapped to [-1, 1]. */
    private Exhibit widths() {
        List<Exhibit.Curve> curves = new ArrayList<>();
        for (Moment moment : List.of(moments.get(0), moments.get(moments.size() - 1))) {
            double[] sorted = gaussians(moment).stream()
                    .flatMapToDouble(g -> Arrays.stream(g.widths()))
                    .sorted()
                    .toArray();
            double[] share = new double[sorted.length];
            Arrays.setAll(share, i -> (i + 0.5) / sorted.length);
            curves.add(new Exhibit.Curve(moment.when(), share, sorted));
        }
        return new Exhibit.Curves(
                WIDTHS,
                "Widths of the Gaussians",
                "All widths in coordinates mapped to [-1, 1], from the smallest to the largest.",
                "share of the widths below",
                "width",
                true,
                false,
                curves);
    }
}
