package org.ansatz.learn.noether;

import java.util.List;
import org.ansatz.learn.noether.RmsPropForm.Gradients;

/**
 * RMSProp on directions, with the memory and constant that symmetry breaking would give it (see {@link RmsPropForm}): every
 * group moves on its sphere of fixed norm by {@code u <- u - eta / (mu y) g_u}, normalised, with {@code y^2} the exponential mean of
 * {@code C |g_u|^2}. What gradient descent does implicitly through the norm is done here explicitly.
 */
public final class DirectionRmsProp {
    private final List<ParameterGroup> groups;
    private final double[] norms;
    private final double[] y;
    private final RmsPropForm form;
    private final Gradients kind;

    /**
     * The mean begins at the squared norms of the start.
     *
     * @throws IllegalArgumentException if a group has norm zero
     */
    public DirectionRmsProp(List<ParameterGroup> groups, double[] start, RmsPropForm form, Gradients kind) {
        this.groups = List.copyOf(groups);
        this.form = form;
        this.kind = kind;
        norms = groups.stream().mapToDouble(group -> group.norm(start)).toArray();
        y = new double[norms.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = norms[i] * norms[i];
        }
    }

    /** One step of all groups in place, with the gradient at {@code q}. */
    public void step(double[] q, double[] gradient) {
        for (int i = 0; i < y.length; i++) {
            ParameterGroup group = groups.get(i);
            double square = norms[i] * norms[i];
            double gain = form.rate() / ((1 - form.momentum()) * y[i]);
            // In the units of q, u = q / |q| and g_u = |q| g: the move of q is |q|^2 times that of a unit vector by g.
            for (int index : group.indices()) {
                q[index] -= gain * square * gradient[index];
            }
            group.scale(norms[i] / group.norm(q), q);
            y[i] = form.step(y[i], square * group.square(gradient), kind);
        }
    }
}
