package org.ansatz.cli;

/** What the command tells its caller. */
final class ExitStatus {
    static final int DONE = 0;
    /** The run failed, or missed a bar that was asked for with {@code --check}. */
    static final int FAILED = 1;
    /** The user's input is wrong. */
    static final int WRONG_INPUT = 2;
    /** Stopped by Ctrl-C; what was there is kept. */
    static final int INTERRUPTED = 130;

    private ExitStatus() {}
}
