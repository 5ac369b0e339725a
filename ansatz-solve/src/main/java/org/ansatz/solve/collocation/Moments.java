package org.ansatz.solve.collocation;

import java.util.ArrayList;
import java.util.List;

/** Some moments of a fit, evenly over its steps: whenever there are too many, every other one is dropped. */
final class Moments {
    private static final int MOST = 8;

    private final List<Moment> kept = new ArrayList<>();
    private int every = 1;
    private int offered;
    private long before;

    /** Counts steps on from those of an earlier fit. */
    void goOnAfter(long steps) {
        before = steps;
    }

    void offer(Trial trial, double[] x, long step) {
        if (offered++ % every == 0) {
            kept.add(new Moment("step " + (before + step), trial.features(), trial.kernel(), x.clone()));
        }
        if (kept.size() > MOST) {
            for (int i = kept.size() - 1; i > 0; i--) {
                if (i % 2 == 1) {
                    kept.remove(i);
                }
            }
            every *= 2;
        }
    }

    /** The first and the one in the middle. */
    List<Moment> some() {
        return kept.isEmpty() ? List.of() : List.of(kept.get(0), kept.get(kept.size() / 2));
    }
}
