package org.ansatz.solve.collocation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.ansatz.physics.expr.Expr.FieldTerm;
import org.ansatz.physics.geometry.Region.Spread;
import org.ansatz.physics.problem.Condition;
import org.ansatz.physics.problem.Equation;
import org.ansatz.physics.problem.Observations;
import org.ansatz.physics.problem.PointSet;
import org.ansatz.physics.problem.Problem;
import org.ansatz.tensor.jet.MultiIndex;

/** Makes the residual groups of a problem on a stretch, and draws their points anew. */
final class Groups {
    private final Stretch stretch;
    private final Problem problem;
    private final Trial trial;
    private final int interiorPoints;
    private final int conditionPoints;
    private RandomGenerator random;
    private final List<ResidualGroup> groups = new ArrayList<>();
    private final Map<ResidualGroup, Condition.Pointwise> redrawn = new LinkedHashMap<>();
    private final List<ResidualGroup> laws = new ArrayList<>();
    private ResidualGroup carried;

    Groups(
            Stretch stretch,
            Trial trial,
            boolean hard,
            int interiorPoints,
            int conditionPoints,
            RandomGenerator random) {
        this.stretch = stretch;
        this.problem = stretch.problem();
        this.trial = trial;
        this.interiorPoints = interiorPoints;
        this.conditionPoints = conditionPoints;
        this.random = random;
        PointSet inside = interior(interiorPoints);
        for (Equation equation : problem.equations()) {
            FormulaResidual residual = FormulaResidual.of(problem, List.of(equation.residual()));
            ResidualGroup group = new ResidualGroup(equation.name(), true, residual, trial, inside, null);
            groups.add(group);
            laws.add(group);
        }
        Set<Condition> met = hard ? new HardConditions(problem, stretch.axis()).met() : Set.of();
        for (Condition condition : problem.conditions()) {
            if (!met.contains(condition)) {
                add(condition);
            }
        }
        for (Observations data : problem.observations()) {
            addData(data);
        }
        if (stretch.before() != null) {
            addCarriedValues();
        }
    }

    List<ResidualGroup> groups() {
        return groups;
    }

    List<ResidualGroup> laws() {
        return laws;
    }

    PointSet interior(int n) {
        return stretch.squeeze(problem.domain().interior(n, Spread.SOBOL, random));
    }

    private boolean isInitial(Condition.Pointwise condition) {
        return stretch.axis() >= 0 && Marching.fixesStart(problem, condition, stretch.axis());
    }

    private void add(Condition condition) {
        if (condition instanceof Condition.Pointwise pointwise) {
            if (stretch.before() == null || !isInitial(pointwise)) {
                FormulaResidual residual =
                        FormulaResidual.of(problem, List.of(pointwise.equation().residual()));
                PointSet points = conditionPoints(pointwise);
                if (points.size() > 0) {
                    ResidualGroup group = new ResidualGroup(condition.name(), false, residual, trial, points, null);
                    groups.add(group);
                    if (points.size() > 4) {
                        redrawn.put(group, pointwise);
                    }
                }
            }
        } else if (condition instanceof Condition.Periodic periodic) {
            if (!isPeriodicByFeatures(periodic)) {
                addPeriodic(periodic);
            }
        } else if (condition instanceof Condition.Integral integral) {
            addIntegral(integral);
        }
    }

    private boolean isPeriodicByFeatures(Condition.Periodic periodic) {
        int axis = problem.inputNames().indexOf(periodic.coordinate());
        double[] ends = stretch.bounds()[axis];
        return periodic.fields().containsAll(problem.fields())
                && trial.features().isPeriodic(axis, ends[1] - ends[0]);
    }

    private PointSet conditionPoints(Condition.Pointwise condition) {
        PointSet points = problem.domain().on(condition, conditionPoints, Spread.LATIN_HYPERCUBE, random);
        return isInitial(condition) ? points : stretch.squeeze(points);
    }

    private void addData(Observations data) {
        boolean known = Double.isFinite(data.sigma());
        List<FieldTerm> terms = data.fields().stream().map(problem::term).toList();
        double[] ones = new double[terms.size()];
        Arrays.fill(ones, 1);
        ResidualGroup group = new ResidualGroup(
                "data " + data.name(), false, new DataResidual(terms, data.values(), ones), trial, data.points(), null);
        group.noise = known ? data.sigma() : 0;
        group.data = true;
        groups.add(group);
    }

    /** Values (and time derivatives below the highest) that the window before has at its end. */
    private void addCarriedValues() {
        carried = carriedGroup();
        groups.add(carried);
    }

    private ResidualGroup carriedGroup() {
        int n = problem.isOrdinary() ? 1 : conditionPoints;
        double[][] inputs = problem.domain().interior(n, Spread.SOBOL, random).inputs();
        Arrays.fill(inputs[stretch.axis()], stretch.from());
        List<FieldTerm> terms = new ArrayList<>();
        for (String field : problem.fields()) {
            int order = Marching.order(problem, field, stretch.axis());
            MultiIndex by = MultiIndex.zero(problem.dimension());
            for (int k = 0; k < order; k++) {
                terms.add(new FieldTerm(field, by));
                by = by.plus(MultiIndex.unit(problem.dimension(), stretch.axis()));
            }
        }
        Window before = stretch.before();
        double[][] values = before.trial().evaluate(before.theta(), inputs, terms);
        double[] scales = new double[terms.size()];
        double length = stretch.to() - stretch.from();
        for (int i = 0; i < scales.length; i++) {
            // A derivative counts in units of the field per window.
            scales[i] = Math.pow(length, -terms.get(i).orders().order());
        }
        PointSet points = new PointSet(inputs, null, 1);
        return new ResidualGroup("carried", false, new DataResidual(terms, values, scales), trial, points, null);
    }

    private void addPeriodic(Condition.Periodic periodic) {
        int axis = problem.inputNames().indexOf(periodic.coordinate());
        var interval = problem.inputs().get(axis).interval();
        int rows = problem.dimension() == 1 ? 1 : conditionPoints;
        PointSet base = interior(rows);
        double[][] inputs = new double[problem.dimension()][2 * rows];
        int[] row = new int[2 * rows];
        double[] weight = new double[2 * rows];
        for (int k = 0; k < rows; k++) {
            for (int i = 0; i < inputs.length; i++) {
                inputs[i][2 * k] = i == axis ? interval.min() : base.inputs()[i][k];
                inputs[i][2 * k + 1] = i == axis ? interval.max() : base.inputs()[i][k];
            }
            row[2 * k] = k;
            row[2 * k + 1] = k;
            weight[2 * k] = -1;
            weight[2 * k + 1] = 1;
        }
        for (String field : periodic.fields()) {
            for (int order = 0; order <= periodic.order(); order++) {
                int[] orders = new int[problem.dimension()];
                orders[axis] = order;
                FormulaResidual residual =
                        FormulaResidual.of(problem, List.of(new FieldTerm(field, MultiIndex.of(orders))));
                groups.add(new ResidualGroup(
                        periodic.name() + " " + field + " order " + order,
                        false,
                        residual,
                        trial,
                        new PointSet(inputs, null, 1),
                        new ResidualGroup.Sums(rows, row, weight, new double[rows])));
            }
        }
    }

    private void addIntegral(Condition.Integral integral) {
        List<Integer> over =
                integral.over().stream().map(problem.inputNames()::indexOf).toList();
        Set<Integer> free = new LinkedHashSet<>();
        for (int i = 0; i < problem.dimension(); i++) {
            if (!over.contains(i)) {
                free.add(i);
            }
        }
        int rows = free.isEmpty() ? 1 : 32;
        double[][] nodes = Quadrature.nodes(stretch, over, random);
        int q = nodes[0].length;
        PointSet base = interior(rows);
        double[][] inputs = new double[problem.dimension()][rows * q];
        int[] row = new int[rows * q];
        double[] weight = new double[rows * q];
        for (int r = 0; r < rows; r++) {
            for (int k = 0; k < q; k++) {
                int at = r * q + k;
                for (int i : free) {
                    inputs[i][at] = base.inputs()[i][r];
                }
                for (int j = 0; j < over.size(); j++) {
                    inputs[over.get(j)][at] = nodes[j][k];
                }
                row[at] = r;
                weight[at] = nodes[over.size()][k];
            }
        }
        double[][] rowInputs = new double[problem.dimension()][rows];
        for (int i = 0; i < rowInputs.length; i++) {
            for (int r = 0; r < rows; r++) {
                rowInputs[i][r] = inputs[i][r * q];
            }
        }
        groups.add(new ResidualGroup(
                integral.name(),
                false,
                FormulaResidual.of(problem, List.of(integral.of())),
                trial,
                new PointSet(inputs, null, 1),
                new ResidualGroup.Sums(rows, row, weight, problem.values(integral.equals(), rowInputs))));
    }

    /**
     * Draws fresh points: inside the domain a share of them where the laws' residuals are large, from four times as many
     * candidates with probability proportional to the weighted residual's size. Points of conditions are drawn evenly: where
     * given values jump, they would gather at the jump and the fit would be lost there.
     *
     * @param fresh the generator from here on
     */
    void redraw(double[] theta, double[] constants, double share, RandomGenerator fresh) {
        random = fresh;
        PointSet points = interior(interiorPoints);
        int chosen = (int) (share * interiorPoints);
        if (chosen > 0) {
            PointSet candidates = interior(4 * interiorPoints);
            concentrate(points, candidates, residualSizes(theta, constants, candidates), chosen);
        }
        for (ResidualGroup group : laws) {
            group.setPoints(points);
        }
        redrawn.forEach((group, condition) -> group.setPoints(conditionPoints(condition)));
    }

    /** Replaces the first {@code chosen} points by candidates, drawn systematically with probability by size. */
    private void concentrate(PointSet points, PointSet candidates, double[] sizes, int chosen) {
        double[] cumulative = new double[sizes.length];
        double total = 0;
        for (int p = 0; p < cumulative.length; p++) {
            total += sizes[p];
            cumulative[p] = total;
        }
        double shift = random.nextDouble();
        for (int k = 0; k < chosen && total > 0; k++) {
            int at = Arrays.binarySearch(cumulative, (k + shift) / chosen * total);
            at = Math.min(at < 0 ? -at - 1 : at, cumulative.length - 1);
            for (int i = 0; i < points.inputs().length; i++) {
                points.inputs()[i][k] = candidates.inputs()[i][at];
            }
        }
    }

    /** Per point, the root of the weighted sum of squares over all laws. */
    private double[] residualSizes(double[] theta, double[] constants, PointSet points) {
        double[] sizes = new double[points.size()];
        for (ResidualGroup law : laws) {
            List<FieldTerm> terms = law.residual.terms();
            double[][] jets = trial.evaluate(theta, points.inputs(), terms);
            double[][] out = new double[law.equations][points.size()];
            law.residual.copy().evaluate(0, points.size(), points.inputs(), null, constants, jets, out, null, null);
            for (double[] residual : out) {
                for (int p = 0; p < sizes.length; p++) {
                    sizes[p] += law.weight * residual[p] * residual[p];
                }
            }
        }
        for (int p = 0; p < sizes.length; p++) {
            sizes[p] = Math.sqrt(sizes[p]);
        }
        return sizes;
    }

    /** A fixed set of interior points for judging progress. */
    double meanSquareOn(double[] theta, double[] constants, PointSet points) {
        double sum = 0;
        for (double size : residualSizes(theta, constants, points)) {
            sum += size * size;
        }
        return sum / points.size();
    }
}
