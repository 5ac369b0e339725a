package org.ansatz.solve.gp;

import java.util.function.Supplier;

/** Looks at a fit on its way. */
@FunctionalInterface
public interface SpectrumObserver {
    /**
     * Called before every step and after the last.
     *
     * @param step updates done
     * @param seconds since the fit began
     * @param solution makes the present answer; costs little more than its evaluation
     */
    void at(long step, double seconds, Supplier<GpSolution> solution);
}
