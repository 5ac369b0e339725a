package org.ansatz.solve.implicit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.ansatz.learn.module.Siren;
import org.ansatz.physics.expr.Expr.FieldTerm;
import org.ansatz.physics.geometry.Region.Spread;
import org.ansatz.physics.problem.Condition;
import org.ansatz.physics.problem.Domain;
import org.ansatz.physics.problem.Interval;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.PointSet;
import org.ansatz.physics.problem.Problem;
import org.ansatz.tensor.jet.JetBasis;
import org.ansatz.tensor.jet.MultiIndex;

/** The conditions of an evolution problem: which hold at the start, which at every time, and their rows at one time. */
final class FieldConditions {
    private static final int PROBES = 128;
    private static final double ON_LOCUS = 1e-9;

    private final SpaceTime spaceTime;
    private final Problem problem;
    private final List<Condition.Pointwise> initial = new ArrayList<>();
    private final List<Condition.Pointwise> lasting = new ArrayList<>();
    private final List<Condition.Periodic> periodic = new ArrayList<>();
    private final Map<Condition.Pointwise, CompiledResiduals> compiled = new HashMap<>();

    FieldConditions(SpaceTime spaceTime) {
        this.spaceTime = spaceTime;
        problem = spaceTime.problem();
        for (Condition condition : problem.conditions()) {
            if (condition instanceof Condition.Pointwise pointwise) {
                (holdsInside(spaceTime, pointwise, spaceTime.interval().min()) ? initial : lasting).add(pointwise);
            } else if (condition instanceof Condition.Periodic ends) {
                periodic.add(ends);
            }
        }
    }

    /** Whether a condition holds at points inside the region at a time. */
    private static boolean holdsInside(SpaceTime spaceTime, Condition.Pointwise condition, double t) {
        double[][] inputs = spaceTime.at(spaceTime.interior(PROBES, new SplittableRandom(1)), t);
        return !held(spaceTime, condition, inputs).isEmpty();
    }

    private static List<Integer> held(SpaceTime spaceTime, Condition.Pointwise condition, double[][] inputs) {
        Domain domain = spaceTime.problem().domain();
        return IntStream.range(0, inputs[0].length)
                .filter(p -> domain.holds(
                        condition.at(),
                        Arrays.stream(inputs).mapToDouble(row -> row[p]).toArray(),
                        ON_LOCUS))
                .boxed()
                .toList();
    }

    /** Which condition cannot be stepped with, empty if all can. */
    static Optional<String> refusal(Problem problem) {
        SpaceTime spaceTime = SpaceTime.of(problem);
        Interval interval = spaceTime.interval();
        for (Condition condition : problem.conditions()) {
            if (condition instanceof Condition.Integral) {
                return Optional.of("condition `" + condition.name()
                        + "` is an integral; this method steps with pointwise" + " and periodic conditions");
            }
            if (condition instanceof Condition.Periodic ends
                    && ends.coordinate()
                            .equals(problem.inputs().get(spaceTime.time()).name())) {
                return Optional.of(
                        "condition `" + condition.name() + "` is periodic in time; this method steps forward");
            }
            if (condition instanceof Condition.Pointwise pointwise) {
                if (pointwise.equation().fieldTerms().stream().anyMatch(t -> spaceTime.timeOrder(t) > 0)) {
                    return Optional.of("condition `" + condition.name() + "` holds a time derivative; this method takes"
                            + " conditions on fields and their space derivatives");
                }
                if (!holdsInside(spaceTime, pointwise, interval.min())
                        && (holdsInside(spaceTime, pointwise, interval.middle())
                                || holdsInside(spaceTime, pointwise, interval.max()))) {
                    return Optional.of("condition `" + condition.name() + "` fixes fields inside the region after the"
                            + " start; this method steps forward from the initial time");
                }
            }
        }
        return Optional.empty();
    }

    /** Whether some condition fixes the field at the start. */
    boolean startsWith(String field) {
        return initial.stream().anyMatch(c -> c.equation().fieldTerms().stream()
                .anyMatch(t -> t.field().equals(field)));
    }

    /**
     * Rows of the initial conditions.
     *
     * @throws InvalidProblem if an initial value is not finite
     */
    FieldLeastSquares start(Siren network, int samples, RandomGenerator random) {
        double t = spaceTime.interval().min();
        double[][] inside = spaceTime.interior(samples, random);
        double[][] inputs = spaceTime.at(inside, t);
        List<Rows> rows = new ArrayList<>();
        for (Condition.Pointwise condition : initial) {
            List<Integer> mine = held(spaceTime, condition, inputs);
            double[][] own = Arrays.stream(inputs)
                    .map(row -> mine.stream().mapToDouble(p -> row[p]).toArray())
                    .toArray(double[][]::new);
            ConditionResidual residual = new ConditionResidual(condition, new PointSet(own, null, 1));
            if (condition.kind() == Condition.Kind.VALUE) {
                residual.requireFinite();
            }
            double share = (double) mine.size() / samples;
            rows.add(new PointRows(condition.name(), network, spaceTime.spatial(own), residual.basis, residual, share));
        }
        return new FieldLeastSquares(network.parameters().layout(), rows);
    }

    /** Rows of the conditions that hold at a time, {@code weight} times their mean squares. */
    List<Rows> rows(Siren network, double t, int samples, double weight, RandomGenerator random) {
        List<Rows> rows = new ArrayList<>();
        for (Condition.Pointwise condition : lasting) {
            PointSet points = points(condition, t, samples, random);
            if (points.size() > 0) {
                ConditionResidual residual = new ConditionResidual(condition, points);
                rows.add(new PointRows(
                        condition.name(),
                        network,
                        spaceTime.spatial(points.inputs()),
                        residual.basis,
                        residual,
                        weight));
            }
        }
        for (Condition.Periodic ends : periodic) {
            rows.addAll(ends(ends, network, samples, weight, random));
        }
        return rows;
    }

    /** Points of the condition at the time, each once. */
    private PointSet points(Condition.Pointwise condition, double t, int samples, RandomGenerator random) {
        PointSet drawn = problem.domain().on(condition, samples, Spread.LATIN_HYPERCUBE, random);
        double[][] inputs = drawn.inputs().clone();
        inputs[spaceTime.time()] = new double[drawn.size()];
        Arrays.fill(inputs[spaceTime.time()], t);
        Set<List<Double>> seen = new LinkedHashSet<>();
        List<Integer> kept = held(spaceTime, condition, inputs).stream()
                .filter(p -> seen.add(Arrays.stream(inputs).map(row -> row[p]).toList()))
                .toList();
        return new PointSet(choose(inputs, kept), choose(drawn.normals(), kept), drawn.measure());
    }

    private static double[][] choose(double[][] rows, List<Integer> kept) {
        if (rows == null) {
            return null;
        }
        return Arrays.stream(rows)
                .map(row -> kept.stream().mapToDouble(p -> row[p]).toArray())
                .toArray(double[][]::new);
    }

    /** Equal values and derivatives at both ends; a derivative counts in units of the field per radian of the period. */
    private List<Rows> ends(
            Condition.Periodic ends, Siren network, int samples, double weight, RandomGenerator random) {
        int axis = spaceTime.space().indexOf(problem.inputNames().indexOf(ends.coordinate()));
        Interval interval = problem.inputs().get(spaceTime.space().get(axis)).interval();
        int n = spaceTime.dimension() == 1 ? 1 : samples;
        double[][] low = spaceTime.interior(n, random);
        double[][] high = low.clone();
        low[axis] = new double[n];
        high[axis] = new double[n];
        Arrays.fill(low[axis], interval.min());
        Arrays.fill(high[axis], interval.max());
        int[] orders = new int[spaceTime.dimension()];
        orders[axis] = ends.order();
        JetBasis basis = JetBasis.of(orders.length, List.of(MultiIndex.of(orders)));
        List<List<LinearResidual.Part>> parts = new ArrayList<>();
        for (String field : ends.fields()) {
            for (int order = 0; order <= ends.order(); order++) {
                orders[axis] = order;
                double unit = Math.pow(interval.length() / (2 * Math.PI), order);
                parts.add(List.of(new LinearResidual.Part(
                        problem.fields().indexOf(field), basis.position(MultiIndex.of(orders)), unit)));
            }
        }
        LinearResidual residual = new LinearResidual(parts, new double[parts.size()][n]);
        return List.of(new DifferenceRows(
                new PointRows(ends.name(), network, high, basis, residual, weight),
                new PointRows(ends.name(), network, low, basis, residual, weight),
                network.parameters().size()));
    }

    /** The residual of a condition at points of one time. */
    private final class ConditionResidual implements JetResidual {
        private final Condition.Pointwise condition;
        private final PointSet points;
        private final CompiledResiduals residual;
        private final JetBasis basis;
        private final int[] field;
        private final int[] index;

        ConditionResidual(Condition.Pointwise condition, PointSet points) {
            this.condition = condition;
            this.points = points;
            residual = compiled.computeIfAbsent(
                    condition,
                    c -> new CompiledResiduals(problem, List.of(c.equation().residual())));
            List<FieldTerm> terms = residual.terms();
            basis = spaceTime.basis(terms);
            field = terms.stream()
                    .mapToInt(t -> problem.fields().indexOf(t.field()))
                    .toArray();
            index = terms.stream()
                    .mapToInt(t -> basis.position(spaceTime.spatial(t)))
                    .toArray();
        }

        @Override
        public int equations() {
            return 1;
        }

        void requireFinite() {
            double[][] zero = new double[field.length][points.size()];
            double[] values = residual.evaluate(points.inputs(), points.normals(), zero, false)[0];
            for (int p = 0; p < values.length; p++) {
                if (!Double.isFinite(values[p])) {
                    throw new InvalidProblem("condition `" + condition.name() + "` is " + values[p] + " at "
                            + spaceTime.describe(spaceTime.spatial(points.inputs()), p)
                            + "; an initial value must be a finite number everywhere");
                }
            }
        }

        @Override
        public void evaluate(double[][][] jets, double[][] out, double[][][][] partials) {
            double[][] own = new double[field.length][];
            for (int k = 0; k < own.length; k++) {
                own[k] = jets[field[k]][index[k]];
            }
            double[][] values = residual.evaluate(points.inputs(), points.normals(), own, partials != null);
            System.arraycopy(values[0], 0, out[0], 0, values[0].length);
            for (int k = 0; partials != null && k < own.length; k++) {
                double[] slope = partials[0][field[k]][index[k]];
                for (int p = 0; p < slope.length; p++) {
                    slope[p] += values[1 + k][p];
                }
            }
        }
    }
}
