package org.ansatz.learn.module;

import java.util.random.RandomGenerator;

/** Distributions of initial weights for a matrix with {@code in} rows and {@code out} columns. */
public enum Initialisation {
    /** Normal, variance {@code 2 / (in + out)}, not truncated. */
    GLOROT_NORMAL {
        @Override
        double draw(RandomGenerator random, int in, int out) {
            return Math.sqrt(2.0 / (in + out)) * random.nextGaussian();
        }
    },
    /** Uniform with the same variance. */
    GLOROT_UNIFORM {
        @Override
        double draw(RandomGenerator random, int in, int out) {
            return Math.sqrt(6.0 / (in + out)) * (2 * random.nextDouble() - 1);
        }
    },
    /** Normal, variance {@code 2 / in}: for rectifiers. */
    HE_NORMAL {
        @Override
        double draw(RandomGenerator random, int in, int out) {
            return Math.sqrt(2.0 / in) * random.nextGaussian();
        }
    },
    /** Uniform with the same variance. */
    HE_UNIFORM {
        @Override
        double draw(RandomGenerator random, int in, int out) {
            return Math.sqrt(6.0 / in) * (2 * random.nextDouble() - 1);
        }
    },
    /** Normal, variance {@code 1 / in}. */
    LECUN_NORMAL {
        @Override
        double draw(RandomGenerator random, int in, int out) {
            return Math.sqrt(1.0 / in) * random.nextGaussian();
        }
    },
    /** All zero: a network that begins as the constant of its output bias. Hidden layers of zeros never learn. */
    ZEROS {
        @Override
        double draw(RandomGenerator random, int in, int out) {
            return 0;
        }
    };

    abstract double draw(RandomGenerator random, int in, int out);
}
