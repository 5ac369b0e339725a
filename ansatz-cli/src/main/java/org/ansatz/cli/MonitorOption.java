package org.ansatz.cli;

import org.ansatz.physics.problem.Settings;
import picocli.CommandLine.Option;

/** The option of commands that train: the setting {@code monitor}. */
final class MonitorOption {
    @Option(
            names = "--monitor",
            paramLabel = "NAME",
            description = "watches a first-order training: noether (docs/learning-dynamics.md)")
    private String name;

    boolean given() {
        return name != null;
    }

    /** As the user wrote it, for messages. */
    String words() {
        return "--monitor " + name;
    }

    /** Other settings with this one. */
    Settings over(Settings others) {
        return given() ? others.with("monitor", name, words()) : others;
    }
}
