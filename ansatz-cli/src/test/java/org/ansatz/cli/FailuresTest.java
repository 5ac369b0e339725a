package org.ansatz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.NumericalFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Failures become one message and a status. */
class FailuresTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Failures failures = new Failures(new Console(stream(out), stream(err), 0, new Interruption()));

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private String told() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void wrongInputIsStatusTwoAndSaidAsItIs() {
        assertThat(failures.failed(new InvalidProblem("p.yaml:3:7: unknown name"), false, null))
                .isEqualTo(2);
        assertThat(told()).isEqualTo("ansatz: p.yaml:3:7: unknown name" + System.lineSeparator());
        assertThat(out.size()).isZero();
    }

    @Test
    void aBreakdownIsStatusOneAndNamesTheRunFolder() {
        assertThat(failures.failed(new NumericalFailure("diverged at step 7: term `pde`"), true, Path.of("runs/a")))
                .isEqualTo(1);
        assertThat(told()).contains("the run failed: diverged at step 7: term `pde`", "The run folder is runs/a");
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("\"exit_status\" : 1");
    }

    @Test
    void anInternalErrorIsOneLineAndItsTraceIsInTheRunFolder(@TempDir Path folder) {
        assertThat(failures.failed(new IllegalStateException("odd"), false, folder))
                .isEqualTo(1);
        assertThat(told().lines()).hasSize(1);
        assertThat(told()).startsWith("ansatz: internal error: java.lang.IllegalStateException: odd");
        assertThat(folder.resolve("error.log")).content().contains("IllegalStateException: odd", "\tat ");
    }
}
