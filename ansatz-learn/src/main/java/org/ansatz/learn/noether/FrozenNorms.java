package org.ansatz.learn.noether;

import java.util.List;

/**
 * Takes kinetic symmetry breaking out of a training: after each step of any rule, groups are put back to the norms that they had at
 * the start. Charges are frozen, and effective learning rates with them.
 */
public final class FrozenNorms {
    private final List<ParameterGroup> groups;
    private final double[] norms;

    /** @throws IllegalArgumentException if a group has norm zero */
    public FrozenNorms(List<ParameterGroup> groups, double[] start) {
        this.groups = List.copyOf(groups);
        norms = groups.stream().mapToDouble(group -> group.norm(start)).toArray();
    }

    /**
     * Restores the norms in place.
     *
     * @throws IllegalArgumentException if a group has come to norm zero
     */
    public void project(double[] q) {
        for (int i = 0; i < norms.length; i++) {
            ParameterGroup group = groups.get(i);
            group.scale(norms[i] / group.norm(q), q);
        }
    }
}
