package org.ansatz.operator.fno;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ansatz.tensor.Tensor;

/** The place of every grid point as further channels, one per axis, in [0, 1). */
final class GridCoordinates {
    private GridCoordinates() {}

    /** [batch, channels, grid...] to [batch, channels + axes, grid...]. */
    static Tensor append(Tensor fields) {
        List<Tensor> channels = new ArrayList<>(List.of(fields));
        long[] whole = fields.shape();
        whole[1] = 1;
        for (int dim = 2; dim < whole.length; dim++) {
            long[] along = new long[whole.length];
            Arrays.fill(along, 1);
            along[dim] = whole[dim];
            Tensor line = Tensor.arange(whole[dim])
                    .to(fields.dtype())
                    .mul(1.0 / whole[dim])
                    .to(fields.device());
            channels.add(line.reshape(along).expand(whole));
        }
        return Tensor.cat(1, channels);
    }
}
