package org.ansatz.dynamics.field;

import org.ansatz.physics.mechanics.SeparableHamiltonian;

/** A field theory on points: a separable Hamiltonian system whose fastest oscillation is known before a step is done. */
public interface FieldSystem extends SeparableHamiltonian {
    /** The length of the largest wave vector on the points. */
    double largestWaveNumber();

    /** The largest eigenvalue of {@code V''} over the values that the fields take, zero if it is nowhere positive. */
    double steepestCurvature(double[] state);
}
