package org.ansatz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class InterruptionTest {
    private static final int WAITED = 7;

    /** Waits, in a virtual machine of its own, to be asked to stop. */
    public static void main(String[] arguments) throws InterruptedException {
        Interruption interruption = new Interruption();
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        interruption.listen(new PrintStream(heard, true, StandardCharsets.UTF_8));
        System.out.println("listening");
        for (int k = 0; k < 1000 && !interruption.requested(); k++) {
            Thread.sleep(20);
        }
        System.exit(heard.toString(StandardCharsets.UTF_8).contains("what the run has is kept") ? WAITED : 1);
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void requestsToTerminateAskTheRunToStopInsteadOfEndingTheProcess() throws Exception {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        InterruptionTest.class.getName()))
                .redirectErrorStream(true)
                .start();
        try (var reader = process.inputReader()) {
            assertThat(reader.readLine()).isEqualTo("listening");
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(process.exitValue()).isEqualTo(WAITED);
    }
}
