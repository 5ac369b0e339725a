package org.ansatz.studies;

import java.util.ArrayList;
import java.util.List;
import org.ansatz.operator.conv.BlockData;
import org.ansatz.physics.reference.fem.WavePulse;
import org.ansatz.physics.reference.fem.WaveZone;
import org.ansatz.tensor.RandomStream;

/**
 * Pulses with their blocks in the zone of interest. Training and test draws come from streams of their own.
 *
 * @param data parameters scaled to [-1, 1] and blocks
 */
record WaveDraws(WaveZone zone, List<WavePulse> pulses, BlockData data) {
    /** The draws of one stream. */
    static WaveDraws of(WaveZone zone, int count, RandomStream random) {
        List<WavePulse> pulses = new ArrayList<>();
        double[][] parameters = new double[count][];
        double[][] blocks = new double[count][];
        for (int n = 0; n < count; n++) {
            WavePulse pulse = WavePulse.drawn(random.child(n));
            pulses.add(pulse);
            parameters[n] = pulse.scaled();
            blocks[n] = zone.block(zone.full(pulse));
        }
        List<Integer> sizes = List.of(zone.frames(), zone.side(), zone.side());
        return new WaveDraws(zone, List.copyOf(pulses), new BlockData(parameters, blocks, sizes));
    }

    /** The first so many draws. */
    WaveDraws first(int count) {
        return new WaveDraws(zone, pulses.subList(0, count), data.range(0, count));
    }
}
