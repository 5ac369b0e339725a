package org.ansatz.solve.collocation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.ProblemFile;

/** Problems of the tests, as files. */
public final class Yaml {
    private Yaml() {}

    public static final String POISSON = """
            name: poisson
            coordinates: {x: [-1, 1]}
            fields: [u]
            equations: ["-u_xx = pi^2*sin(pi*x)"]
            conditions:
              - {at: boundary, u: 0}
            exact: {u: sin(pi*x)}
            """;

    public static final String DIFFUSION = """
            name: diffusion
            coordinates: {x: [0, 1], t: [0, 1]}
            fields: [u]
            parameters: {kappa: 0.3}
            equations: ["u_t = kappa*u_xx"]
            conditions:
              - {at: t = 0, u: sin(pi*x)}
              - {at: x = 0, u: 0}
              - {at: x = 1, u: 0}
            exact: {u: exp(-kappa*pi^2*t)*sin(pi*x)}
            """;

    public static final String WAVE = """
            name: wave
            coordinates: {x: [0, 1], t: [0, 0.5]}
            fields: [u]
            equations: ["u_tt = u_xx"]
            conditions:
              - {at: t = 0, u: sin(pi*x) + x, u_t: x^2}
              - {at: x = 0, u: 0}
              - {at: x = 1, u: 1 + t}
            """;

    public static Problem problem(String text) {
        try {
            Path file = Files.createTempFile("problem", ".yaml");
            try {
                Files.writeString(file, text);
                return ProblemFile.read(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
