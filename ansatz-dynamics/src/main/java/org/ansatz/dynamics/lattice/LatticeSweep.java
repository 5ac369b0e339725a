package org.ansatz.dynamics.lattice;

import java.util.List;
import java.util.function.IntConsumer;
import org.ansatz.tensor.Parallel;

/**
 * Kick and drift of fields in one pass over memory. A kick of plane x reads the field at planes x - 1 to x + 1, a drift of
 * plane x changes the field there, so drifts follow kicks one plane behind; planes at the faces of the threads' slabs drift
 * when all kicks are done. The result does not depend on the number of threads.
 */
public final class LatticeSweep {
    /**
     * A kick and a drift of one field.
     *
     * @param kick changes the momentum in a plane from positions in this plane and its neighbours
     * @param drift changes the position in a plane from the momentum there
     */
    public record Field(IntConsumer kick, IntConsumer drift) {}

    private final int planes;
    private final Parallel parallel;

    public LatticeSweep(int planes, Parallel parallel) {
        this.planes = planes;
        this.parallel = parallel;
    }

    /**
     * Kicks all fields, then drifts them. Kicks of a field may also read the positions of fields that come later in the list.
     */
    public void kickAndDrift(List<Field> fields) {
        int slabs = slabs();
        parallel.run(slabs, (thread, slab) -> {
            int first = first(slab, slabs);
            int last = first(slab + 1, slabs) - 1;
            for (Field field : fields) {
                for (int x = first; x <= last; x++) {
                    field.kick().accept(x);
                    if (x - 1 > first) {
                        field.drift().accept(x - 1);
                    }
                }
            }
        });
        parallel.run(slabs, (thread, slab) -> {
            int first = first(slab, slabs);
            int last = first(slab + 1, slabs) - 1;
            for (Field field : fields) {
                field.drift().accept(first);
                if (last > first) {
                    field.drift().accept(last);
                }
            }
        });
    }

    /** Kicks all fields and leaves their positions. */
    public void kick(List<Field> fields) {
        int slabs = slabs();
        parallel.run(slabs, (thread, slab) -> {
            for (Field field : fields) {
                for (int x = first(slab, slabs); x < first(slab + 1, slabs); x++) {
                    field.kick().accept(x);
                }
            }
        });
    }

    private int slabs() {
        return Math.min(parallel.threads(), planes);
    }

    private int first(int slab, int slabs) {
        return (int) ((long) planes * slab / slabs);
    }
}
