package org.ansatz.physics.report;

import java.io.IOException;
import java.nio.file.Path;
import org.ansatz.physics.problem.Problem;

/** The domain of a problem with collocation points and the points of its conditions. */
public final class ProblemPicture {
    private ProblemPicture() {}

    /**
     * Draws a PNG.
     *
     * @param points number of collocation points shown
     */
    public static void draw(Problem problem, Path file, int points, long seed) throws IOException {
        throw new IOException(
                "drawing " + file + " of " + problem.name() + " with " + points + " points, seed " + seed);
    }
}
