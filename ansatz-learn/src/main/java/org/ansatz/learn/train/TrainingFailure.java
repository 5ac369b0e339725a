package org.ansatz.learn.train;

/** Training broke down: a loss or a gradient is not finite. Names step and term; the last good checkpoint is kept. */
public final class TrainingFailure extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final long step;
    private final String term;

    public TrainingFailure(String message, long step, String term) {
        super(message);
        this.step = step;
        this.term = term;
    }

    public long step() {
        return step;
    }

    /** The term whose value or gradient is not finite. */
    public String term() {
        return term;
    }
}
