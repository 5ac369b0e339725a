package org.ansatz.solve.collocation;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.ansatz.learn.optim.ParameterLayout;
import org.ansatz.learn.optim.SmoothObjective;
import org.ansatz.physics.expr.Expr.FieldTerm;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;
import org.ansatz.tensor.TensorJets;

/**
 * Value and gradient of a {@link ResidualSystem} with the trial functions on a device of libtorch: the jets of all points of a group
 * in one pass there, the residual formulas and their partial derivatives on the processor. For large networks and many
 * points on a GPU; offers no Jacobian, so that Levenberg-Marquardt refuses it.
 */
final class DeviceObjective implements SmoothObjective {
    private final ResidualSystem system;
    private final TensorForm forward;
    private final Device device;

    DeviceObjective(ResidualSystem system, TensorForm forward, Device device) {
        this.system = system;
        this.forward = forward;
        this.device = device;
    }

    @Override
    public int dimension() {
        return system.parameters();
    }

    @Override
    public ParameterLayout layout() {
        return system.layout();
    }

    @Override
    public double value(double[] x) {
        return valueAndGradient(x, new double[x.length]);
    }

    @Override
    public double valueAndGradient(double[] x, double[] gradient) {
        Arrays.fill(gradient, 0);
        double value = 0;
        for (ResidualGroup group : system.groups()) {
            double[] part = new double[1];
            Scope.run(() -> part[0] = add(group, x, gradient));
            value += part[0];
        }
        return value;
    }

    private double add(ResidualGroup group, double[] x, double[] gradient) {
        Trial trial = system.trial();
        int parameters = trial.parameterCount();
        int n = group.points.size();
        int size = group.basis.size();
        Tensor theta =
                Tensor.of(Arrays.copyOf(x, parameters), parameters).to(device).requiresGrad();
        // [outputs][coefficients][points], as in the tiles of the kernel.
        Tensor outputs = forward.forward(theta, features(group)).coefficients().permute(2, 0, 1);
        double[] y = outputs.toDoubles();
        Map<String, Envelope.Jets> envelopes = trial.envelopeJets(group.basis, group.points.inputs());
        trial.dress(group.basis, envelopes, 0, y, n);
        Pointwise at = pointwise(group, x, y);
        double[] adjoint = new double[y.length];
        double value =
                group.sums == null ? points(group, x, at, adjoint, gradient) : sums(group, x, at, adjoint, gradient);
        trial.undress(group.basis, envelopes, 0, adjoint, n);
        Tensor seed = Tensor.of(adjoint, trial.fields().size(), size, n).to(device);
        double[] byTheta = Autograd.vjp(List.of(outputs), List.of(seed), List.of(theta), false)
                .get(0)
                .toDoubles();
        for (int q = 0; q < parameters; q++) {
            gradient[q] += byTheta[q];
        }
        return value;
    }

    /** Jets of the features, [coefficients, n, features]. */
    private TensorJets features(ResidualGroup group) {
        Features features = system.trial().features();
        int n = group.points.size();
        int size = group.basis.size();
        double[] jets = new double[features.count() * size * n];
        for (int p = 0; p < n; p++) {
            features.jets(group.basis, group.points.inputs(), p, jets, n, p);
        }
        Tensor rows = Tensor.of(jets, features.count(), size, n).permute(1, 2, 0);
        return TensorJets.of(group.basis, rows.contiguous().to(device));
    }

    /** Residuals and their derivatives at all points of a group, and where the jets stand in the outputs. */
    private record Pointwise(
            double[][] out, double[][] partials, double[][] byUnknowns, int[] offsets, double[] factors) {}

    private Pointwise pointwise(ResidualGroup group, double[] x, double[] y) {
        Trial trial = system.trial();
        PointResidual residual = group.residual.copy();
        List<FieldTerm> terms = residual.terms();
        int n = group.points.size();
        int unknowns = system.unknowns().count();
        int[] offsets = new int[terms.size()];
        double[] factors = new double[terms.size()];
        double[][] jets = new double[terms.size()][n];
        for (int i = 0; i < terms.size(); i++) {
            int field = trial.fields().indexOf(terms.get(i).field());
            offsets[i] = (field * group.basis.size()
                            + group.basis.position(terms.get(i).orders()))
                    * n;
            factors[i] = trial.scales().get(field) * terms.get(i).orders().factorial();
            for (int p = 0; p < n; p++) {
                jets[i][p] = factors[i] * y[offsets[i] + p] + (group.known.length == 0 ? 0 : group.known[i][p]);
            }
        }
        double[][] out = new double[group.equations][n];
        double[][] partials = new double[group.equations * terms.size()][n];
        double[][] byUnknowns = new double[group.equations * unknowns][n];
        residual.evaluate(
                0,
                n,
                group.points.inputs(),
                group.points.normals(),
                system.unknowns().values(x, trial.parameterCount()),
                jets,
                out,
                partials,
                byUnknowns);
        return new Pointwise(out, partials, byUnknowns, offsets, factors);
    }

    private double points(ResidualGroup group, double[] x, Pointwise at, double[] adjoint, double[] gradient) {
        double scale = ResidualSystem.rowScale(group);
        double value = 0;
        for (int e = 0; e < group.equations; e++) {
            double[] by = new double[group.points.size()];
            for (int p = 0; p < by.length; p++) {
                double r = scale * at.out()[e][p];
                value += 0.5 * r * r;
                by[p] = scale * r;
            }
            spread(x, at, e, by, adjoint, gradient);
        }
        return value;
    }

    private double sums(ResidualGroup group, double[] x, Pointwise at, double[] adjoint, double[] gradient) {
        ResidualGroup.Sums sums = group.sums;
        double scale = ResidualSystem.rowScale(group);
        double[] r = new double[sums.rows()];
        for (int i = 0; i < r.length; i++) {
            r[i] = -scale * sums.target()[i];
        }
        double[] by = new double[group.points.size()];
        for (int p = 0; p < by.length; p++) {
            r[sums.row()[p]] += scale * sums.weight()[p] * at.out()[0][p];
        }
        double value = 0;
        for (double row : r) {
            value += 0.5 * row * row;
        }
        for (int p = 0; p < by.length; p++) {
            by[p] = scale * sums.weight()[p] * r[sums.row()[p]];
        }
        spread(x, at, 0, by, adjoint, gradient);
        return value;
    }

    /** Adds the derivative of the value by one equation's residuals to the adjoint and to the unknown constants. */
    private void spread(double[] x, Pointwise at, int e, double[] by, double[] adjoint, double[] gradient) {
        int terms = at.offsets().length;
        for (int i = 0; i < terms; i++) {
            double[] partial = at.partials()[e * terms + i];
            for (int p = 0; p < by.length; p++) {
                adjoint[at.offsets()[i] + p] += at.factors()[i] * by[p] * partial[p];
            }
        }
        int first = system.trial().parameterCount();
        int unknowns = system.unknowns().count();
        for (int q = 0; q < unknowns; q++) {
            double slope = system.unknowns().slope(x, first, q);
            for (int p = 0; p < by.length; p++) {
                gradient[first + q] += by[p] * slope * at.byUnknowns()[e * unknowns + q][p];
            }
        }
    }
}
