package org.ansatz.physics.reference;

/**
 * The leading part of the fields at a corner where their boundary values jump, in closed form. What is left when it is
 * subtracted is smoother, and a spectral expansion of it converges.
 */
sealed interface CornerSingularity permits HarmonicJump, CornerFlow {
    Corner corner();

    /** Indices of the fields that have a singular part. */
    int[] fields();

    /** Taylor series of the singular part of one of the {@link #fields} by the corner's own coordinates. */
    double[] series(int field, PolarSeries at);

    /** The value in the corner itself, where the side whose condition stands last wins; infinite if there is no bound. */
    double atCorner(int field);
}
