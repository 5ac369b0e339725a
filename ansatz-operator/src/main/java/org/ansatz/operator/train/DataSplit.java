package org.ansatz.operator.train;

import org.ansatz.physics.problem.InvalidProblem;

/**
 * The samples that are used.
 *
 * @param train the first so many are trained on
 * @param test the next so many are tested on
 * @param periodic whether fields continue periodically
 */
public record DataSplit(long train, long test, boolean periodic) {
    /** @throws InvalidProblem if there are not so many samples */
    public void checkSamples(long samples) {
        if (train < 1 || test < 0 || train + test > samples) {
            throw new InvalidProblem("train " + train + " and test " + test + ": the file has " + samples + " samples");
        }
    }
}
