package org.ansatz.solve.implicit;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Random numbers of the steps of a simulation: they depend on the seed and the step's number, not on what was drawn before. */
record StepStreams(long seed) {
    /**
     * The stream of a step.
     *
     * @param step from zero
     */
    RandomGenerator of(int step) {
        SplittableRandom root = new SplittableRandom(seed);
        SplittableRandom own = root.split();
        for (int k = 0; k < step; k++) {
            own = root.split();
        }
        return own;
    }
}
