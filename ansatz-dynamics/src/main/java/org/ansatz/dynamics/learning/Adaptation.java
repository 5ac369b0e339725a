package org.ansatz.dynamics.learning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ansatz.learn.meta.InnerLoop;
import org.ansatz.learn.representation.Cka;
import org.ansatz.physics.problem.NumericalFailure;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/**
 * Test tasks of one system: some points of each of several trajectories, from which a model is adapted by plain gradient steps, all
 * trajectories at once, each with parameters of its own.
 */
public final class Adaptation implements AutoCloseable {
    private final GraphHamiltonian model;
    private final List<PhaseTrajectory> trajectories;
    private final PhasePoints support;
    private final PhasePoints all;
    private final FieldLoss.Reduction reduction;

    /**
     * @param trajectories of one system, with common times
     * @param points per trajectory that adaptation sees
     * @throws IllegalArgumentException if trajectories have fewer points
     */
    public Adaptation(
            GraphHamiltonian model, List<PhaseTrajectory> trajectories, int points, DType type, RandomStream random) {
        this(model, trajectories, points, FieldLoss.Reduction.MEAN, type, random);
    }

    /**
     * As {@link #Adaptation(GraphHamiltonian, List, int, DType, RandomStream)}, for a model that was trained on another loss.
     *
     * @param reduction of the loss that adaptation minimises; its rates are those of this loss
     */
    public Adaptation(
            GraphHamiltonian model,
            List<PhaseTrajectory> trajectories,
            int points,
            FieldLoss.Reduction reduction,
            DType type,
            RandomStream random) {
        this.model = model;
        this.reduction = reduction;
        this.trajectories = List.copyOf(trajectories);
        int[][] chosen = new int[trajectories.size()][];
        int[][] every = new int[trajectories.size()][];
        for (int task = 0; task < chosen.length; task++) {
            chosen[task] = TaskSampler.points(trajectories.get(task), points, random.child(task));
            every[task] = new int[trajectories.get(task).points()];
            Arrays.setAll(every[task], k -> k);
        }
        support = released(PhasePoints.of(trajectories, chosen, type));
        all = released(PhasePoints.of(trajectories, every, type));
    }

    private static PhasePoints released(PhasePoints points) {
        return new PhasePoints(Scope.release(points.z()), Scope.release(points.rates()));
    }

    public List<PhaseTrajectory> trajectories() {
        return trajectories;
    }

    /**
     * Adapts and measures.
     *
     * @param initial parameters, the same for every trajectory
     * @param rate of the steps
     * @param steps ascending numbers of steps, from zero, after which errors of the field are taken; the last ends adaptation
     * @param motions those among them after which also motions are integrated
     * @throws IllegalArgumentException if they do not ascend, or {@code motions} has others
     * @throws NumericalFailure if adaptation or a motion diverges
     */
    public AdaptationTrace run(List<Tensor> initial, double rate, int[] steps, int... motions) {
        check(steps, motions);
        FieldLoss loss = new FieldLoss(model, support, reduction);
        double[][] fieldErrors = new double[steps.length][];
        List<List<Tensor>> moving = new ArrayList<>();
        Scope scope = Scope.open();
        try {
            List<Tensor> before =
                    InnerLoop.share(initial.stream().map(Tensor::detach).toList(), trajectories.size());
            List<Tensor> theta = before;
            int done = 0;
            for (int k = 0; k < steps.length; k++) {
                theta = new InnerLoop(steps[k] - done, rate).adapted(theta, loss);
                done = steps[k];
                fieldErrors[k] = fieldErrors(theta, rate, done);
                if (Arrays.binarySearch(motions, done) >= 0) {
                    moving.add(theta);
                }
            }
            double[] cka = cka(before, theta);
            return trace(moving, new AdaptationTrace(steps, fieldErrors, motions, null, null, cka, null));
        } finally {
            scope.close();
        }
    }

    private static void check(int[] steps, int[] motions) {
        boolean ascending = steps.length > 0 && steps[0] >= 0 && motions.length > 0;
        for (int k = 1; k < steps.length; k++) {
            ascending &= steps[k] > steps[k - 1];
        }
        for (int k = 0; k < motions.length; k++) {
            ascending &= Arrays.binarySearch(steps, motions[k]) >= 0 && (k == 0 || motions[k] > motions[k - 1]);
        }
        if (!ascending) {
            throw new IllegalArgumentException(
                    "numbers of steps must ascend from zero or more, motions be among them, given "
                            + Arrays.toString(steps) + " and " + Arrays.toString(motions));
        }
    }

    private double[] fieldErrors(List<Tensor> theta, double rate, int steps) {
        double[][][] rates = rates(theta);
        double[] errors = new double[rates.length];
        for (int task = 0; task < errors.length; task++) {
            errors[task] =
                    MotionErrors.relative(rates[task], trajectories.get(task).rates());
            if (!Double.isFinite(errors[task])) {
                throw new NumericalFailure("adaptation to trajectory " + task + " of "
                        + trajectories.get(task).system().name() + " diverged within " + steps + " steps of rate "
                        + rate);
            }
        }
        return errors;
    }

    private AdaptationTrace trace(List<List<Tensor>> moving, AdaptationTrace fields) {
        int tasks = trajectories.size();
        double[][] path = new double[moving.size()][tasks];
        double[][] energy = new double[moving.size()][tasks];
        double[][][] paths = paths(moving);
        for (int k = 0; k < moving.size(); k++) {
            for (int task = 0; task < tasks; task++) {
                PhaseTrajectory truth = trajectories.get(task);
                double[][] found = paths[k * tasks + task];
                path[k][task] = MotionErrors.ofPath(found, truth.features());
                energy[k][task] = MotionErrors.geometricMean(MotionErrors.ofEnergy(found, truth::energy));
            }
        }
        double[][][] last = Arrays.copyOfRange(paths, (moving.size() - 1) * tasks, moving.size() * tasks);
        return new AdaptationTrace(
                fields.steps(), fields.fieldErrors(), fields.motions(), path, energy, fields.cka(), last);
    }

    /** Motions after all numbers of steps: one integration of [steps * tasks] models. */
    private double[][][] paths(List<List<Tensor>> kept) {
        Tensor start = all.z().narrow(1, 0, 1);
        List<Tensor> starts = new ArrayList<>();
        kept.forEach(theta -> starts.add(start));
        return Rollout.of(
                model,
                GraphHamiltonian.joined(kept),
                Tensor.cat(0, starts),
                trajectories.get(0).times());
    }

    /** [tasks][points][bodies * 4] */
    private double[][][] rates(List<Tensor> theta) {
        Scope scope = Scope.open();
        try {
            Tensor field = HamiltonianField.of(model, theta, all.z(), false).to(DType.FLOAT64);
            double[] flat = field.contiguous().toDoubles();
            int tasks = trajectories.size();
            int points = trajectories.get(0).points();
            int size = flat.length / (tasks * points);
            double[][][] rates = new double[tasks][points][];
            for (int row = 0; row < tasks * points; row++) {
                rates[row / points][row % points] = Arrays.copyOfRange(flat, row * size, (row + 1) * size);
            }
            return rates;
        } finally {
            scope.close();
        }
    }

    /** Alignment of the last hidden layer, all points of a trajectory, with what it was before. */
    private double[] cka(List<Tensor> before, List<Tensor> after) {
        double[] cka = new double[trajectories.size()];
        Scope scope = Scope.open();
        try {
            Tensor first = model.hidden(before, all.z());
            Tensor last = model.hidden(after, all.z());
            long width = first.size(3);
            for (int task = 0; task < cka.length; task++) {
                cka[task] = Cka.linear(
                        first.select(0, task).reshape(-1, width),
                        last.select(0, task).reshape(-1, width));
            }
        } finally {
            scope.close();
        }
        return cka;
    }

    @Override
    public void close() {
        for (PhasePoints points : List.of(support, all)) {
            points.z().close();
            points.rates().close();
        }
    }
}
