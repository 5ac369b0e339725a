package org.ansatz.cli;

import picocli.CommandLine.Option;

/** How a command tells its result. */
final class OutputOptions {
    @Option(names = "--json", description = "print one JSON object on standard output and nothing else")
    private boolean json;

    boolean json() {
        return json;
    }
}
