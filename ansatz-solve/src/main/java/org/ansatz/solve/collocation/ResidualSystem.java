package org.ansatz.solve.collocation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ansatz.learn.optim.LeastSquares;
import org.ansatz.learn.optim.ParameterLayout;
import org.ansatz.tensor.Parallel;
import org.ansatz.tensor.kernel.JetKernel;

/**
 * All residual groups of a problem as one least-squares problem in the network's parameters followed by the unknown
 * constants. Row {@code i} of group {@code g} is {@code sqrt(weight_g / rows_g) r_i}, so that {@code |r|^2} is the
 * weighted sum of mean squares.
 */
final class ResidualSystem implements LeastSquares {
    private final Trial trial;
    private final List<ResidualGroup> groups;
    private final UnknownConstants unknowns;
    private final Parallel parallel;
    private final List<List<ResidualGroup.Worker>> workers = new ArrayList<>();
    private final int trialParameters;

    ResidualSystem(Trial trial, List<ResidualGroup> groups, UnknownConstants unknowns, Parallel parallel) {
        this.trial = trial;
        this.groups = List.copyOf(groups);
        this.unknowns = unknowns;
        this.parallel = parallel;
        trialParameters = trial.parameterCount();
        for (int thread = 0; thread < parallel.threads(); thread++) {
            List<ResidualGroup.Worker> mine = new ArrayList<>();
            for (ResidualGroup group : groups) {
                mine.add(group.worker(unknowns.count()));
            }
            workers.add(mine);
        }
    }

    Trial trial() {
        return trial;
    }

    List<ResidualGroup> groups() {
        return groups;
    }

    UnknownConstants unknowns() {
        return unknowns;
    }

    @Override
    public int parameters() {
        return trialParameters + unknowns.count();
    }

    @Override
    public ParameterLayout layout() {
        ParameterLayout layout = ParameterLayout.empty();
        for (JetKernel.Block block : trial.kernel().blocks()) {
            List<Integer> shape = block.shape();
            // One set of functions is a matrix of functions and their numbers.
            boolean single = shape.size() > 2 && shape.get(0) == 1;
            layout = layout.array(block.name(), single ? shape.subList(1, shape.size()) : shape);
        }
        return unknowns.count() == 0 ? layout : layout.vector("unknown constants", unknowns.count());
    }

    @Override
    public int residuals() {
        int rows = 0;
        for (ResidualGroup group : groups) {
            rows += group.rows();
        }
        return rows;
    }

    @Override
    public int threads() {
        return parallel.threads();
    }

    static double rowScale(ResidualGroup group) {
        return Math.sqrt(group.weight / group.rows());
    }

    private void begin(double[] x) {
        for (List<ResidualGroup.Worker> mine : workers) {
            for (ResidualGroup.Worker worker : mine) {
                worker.kernel.setParameters(x);
            }
        }
    }

    @Override
    public void residuals(double[] x, double[] r) {
        sweep(x, r, null);
    }

    @Override
    public void linearise(double[] x, double[] r, double[] jt) {
        sweep(x, r, jt);
    }

    private void sweep(double[] x, double[] r, double[] jt) {
        begin(x);
        int total = residuals();
        double[] constants = unknowns.values(x, trialParameters);
        int row = 0;
        for (int g = 0; g < groups.size(); g++) {
            ResidualGroup group = groups.get(g);
            int firstRow = row;
            int index = g;
            if (group.sums == null) {
                parallel.run(
                        group.tiles(),
                        (thread, tile) -> pointTile(
                                workers.get(thread).get(index), group, tile, x, constants, r, jt, total, firstRow));
            } else {
                sumRows(workers.get(0).get(index), group, x, constants, r, jt, total, firstRow);
            }
            row += group.rows();
        }
    }

    private void pointTile(
            ResidualGroup.Worker worker,
            ResidualGroup group,
            int tile,
            double[] x,
            double[] constants,
            double[] r,
            double[] jt,
            int total,
            int firstRow) {
        int count = worker.evaluate(tile, constants, jt != null);
        double scale = rowScale(group);
        int n = group.points.size();
        int start = tile * worker.kernel.points();
        for (int e = 0; e < group.equations; e++) {
            int row = firstRow + e * n + start;
            for (int p = 0; p < count; p++) {
                double w = group.pointWeights == null ? scale : scale * group.pointWeights[start + p];
                r[row + p] = w * worker.out[e][p];
            }
            if (jt != null) {
                worker.fillSeed(tile, e, scale, count);
                worker.kernel.jacobian(worker.seed, jt, total, row, count);
                for (int q = 0; q < unknowns.count(); q++) {
                    double slope = unknowns.slope(x, trialParameters, q);
                    for (int p = 0; p < count; p++) {
                        double w = group.pointWeights == null ? scale : scale * group.pointWeights[start + p];
                        jt[(trialParameters + q) * total + row + p] =
                                w * slope * worker.byUnknowns[e * unknowns.count() + q][p];
                    }
                }
            }
        }
    }

    private void sumRows(
            ResidualGroup.Worker worker,
            ResidualGroup group,
            double[] x,
            double[] constants,
            double[] r,
            double[] jt,
            int total,
            int firstRow) {
        ResidualGroup.Sums sums = group.sums;
        double scale = rowScale(group);
        for (int i = 0; i < sums.rows(); i++) {
            r[firstRow + i] = -scale * sums.target()[i];
            if (jt != null) {
                for (int q = 0; q < parameters(); q++) {
                    jt[q * total + firstRow + i] = 0;
                }
            }
        }
        int t = worker.kernel.points();
        double[] local = jt == null ? new double[0] : new double[trialParameters * t];
        for (int tile = 0; tile < group.tiles(); tile++) {
            int count = worker.evaluate(tile, constants, jt != null);
            if (jt != null) {
                worker.fillSeed(tile, 0, 1, count);
                worker.kernel.jacobian(worker.seed, local, t, 0, count);
            }
            for (int p = 0; p < count; p++) {
                int row = firstRow + sums.row()[tile * t + p];
                double w = scale * sums.weight()[tile * t + p];
                r[row] += w * worker.out[0][p];
                if (jt != null) {
                    for (int q = 0; q < trialParameters; q++) {
                        jt[q * total + row] += w * local[q * t + p];
                    }
                    for (int q = 0; q < unknowns.count(); q++) {
                        jt[(trialParameters + q) * total + row] +=
                                w * unknowns.slope(x, trialParameters, q) * worker.byUnknowns[q][p];
                    }
                }
            }
        }
    }

    @Override
    public double valueAndGradient(double[] x, double[] gradient) {
        begin(x);
        double[] constants = unknowns.values(x, trialParameters);
        java.util.Arrays.fill(gradient, 0);
        double[] value = new double[parallel.threads()];
        double[][] byUnknown = new double[parallel.threads()][unknowns.count()];
        for (int g = 0; g < groups.size(); g++) {
            ResidualGroup group = groups.get(g);
            int index = g;
            if (group.sums == null) {
                parallel.run(
                        group.tiles(),
                        (thread, tile) -> value[thread] += gradientTile(
                                workers.get(thread).get(index), group, tile, x, constants, byUnknown[thread]));
                for (List<ResidualGroup.Worker> mine : workers) {
                    mine.get(g).kernel.takeGradient(gradient);
                }
            } else {
                value[0] += sumGradient(group, index, x, constants, gradient);
            }
        }
        double sum = 0;
        for (int thread = 0; thread < value.length; thread++) {
            sum += value[thread];
            for (int q = 0; q < unknowns.count(); q++) {
                gradient[trialParameters + q] += byUnknown[thread][q];
            }
        }
        return sum;
    }

    private double gradientTile(
            ResidualGroup.Worker worker,
            ResidualGroup group,
            int tile,
            double[] x,
            double[] constants,
            double[] byUnknown) {
        int count = worker.evaluate(tile, constants, true);
        double scale = rowScale(group);
        int start = tile * worker.kernel.points();
        double value = 0;
        java.util.Arrays.fill(worker.seed, 0);
        for (int e = 0; e < group.equations; e++) {
            double[] weighted = worker.out[e];
            for (int p = 0; p < count; p++) {
                double w = group.pointWeights == null ? scale : scale * group.pointWeights[start + p];
                weighted[p] *= w;
                value += 0.5 * weighted[p] * weighted[p];
                for (int q = 0; q < unknowns.count(); q++) {
                    byUnknown[q] += weighted[p]
                            * w
                            * unknowns.slope(x, trialParameters, q)
                            * worker.byUnknowns[e * unknowns.count() + q][p];
                }
            }
            worker.addSeed(tile, e, scale, count, weighted);
        }
        worker.finishSeed(tile);
        worker.kernel.accumulateGradient(worker.seed);
        return value;
    }

    private double sumGradient(ResidualGroup group, int index, double[] x, double[] constants, double[] gradient) {
        int rows = group.rows();
        double[] r = new double[rows];
        double[] jt = new double[parameters() * rows];
        sumRows(workers.get(0).get(index), group, x, constants, r, jt, rows, 0);
        double value = 0;
        for (int i = 0; i < rows; i++) {
            value += 0.5 * r[i] * r[i];
            for (int q = 0; q < parameters(); q++) {
                gradient[q] += r[i] * jt[q * rows + i];
            }
        }
        return value;
    }

    /** Mean square of each group's unweighted residuals, given the weighted rows of {@link #residuals(double[], double[])}. */
    Map<String, Double> meanSquares(double[] r) {
        Map<String, Double> terms = new LinkedHashMap<>();
        int row = 0;
        for (ResidualGroup group : groups) {
            double sum = 0;
            for (int i = 0; i < group.rows(); i++) {
                sum += r[row + i] * r[row + i];
            }
            row += group.rows();
            terms.merge(group.name, sum / group.weight, Double::sum);
        }
        return terms;
    }
}
