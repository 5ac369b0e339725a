package org.ansatz.cli;

import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;

/** Ctrl-C: the first asks the run to stop and to keep what it has, the second ends the process at once. */
final class Interruption {
    private final AtomicBoolean asked = new AtomicBoolean();

    /** Listens from now on. Until then Ctrl-C ends the process at once, as is right for short commands. */
    void listen(PrintStream err) {
        try {
            Signal.handle(new Signal("INT"), signal -> {
                if (asked.getAndSet(true)) {
                    Runtime.getRuntime().halt(ExitStatus.INTERRUPTED);
                }
                err.println();
                err.println("ansatz: stopping; what the run has is kept (Ctrl-C once more ends at once)");
            });
        } catch (IllegalArgumentException e) {
            err.println("ansatz: this Java virtual machine keeps Ctrl-C to itself; a run cannot be stopped gently");
        }
    }

    void ask() {
        asked.set(true);
    }

    boolean requested() {
        return asked.get();
    }
}
