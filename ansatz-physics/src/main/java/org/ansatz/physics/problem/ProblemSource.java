package org.ansatz.physics.problem;

import java.nio.file.Path;

/**
 * Where a problem came from.
 *
 * @param file the problem file, or null for one built in Java
 * @param text its text (or the printed form), kept for config.yaml
 */
public record ProblemSource(Path file, String text) {}
