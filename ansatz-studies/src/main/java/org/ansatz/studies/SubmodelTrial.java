package org.ansatz.studies;

import java.util.Arrays;
import org.ansatz.operator.conv.BlockSurrogate;
import org.ansatz.physics.reference.fem.WavePulse;
import org.ansatz.physics.reference.fem.WaveZone;

/**
 * E3 of arXiv 2304.04964's study: finite elements in the zone alone, with boundary values from a generator, beside the full
 * model. Errors are means over the draws.
 *
 * @param traceError relative L2 of the boundary values in all frames
 * @param interiorError relative L2 of the interior nodes in all frames
 * @param splineError the same with the true boundary values, which splines join between frames
 * @param arrival difference of the crest's time at the middle of the zone in frames, the largest
 */
record SubmodelTrial(double traceError, double interiorError, double splineError, double arrival) {
    static SubmodelTrial of(WaveDraws draws, BlockSurrogate surrogate) {
        WaveZone zone = draws.zone();
        double[][] predicted = surrogate.predict(draws.data().parameters());
        int count = predicted.length;
        double[] trace = new double[count];
        double[] interior = new double[count];
        double[] spline = new double[count];
        double[] arrival = new double[count];
        for (int n = 0; n < count; n++) {
            WavePulse pulse = draws.pulses().get(n);
            double[][] full = zone.full(pulse);
            double[] truth = zone.block(full);
            double[][] driven = zone.driven(pulse, predicted[n]);
            trace[n] = BlockSurrogate.relativeL2(part(zone, predicted[n], true), part(zone, truth, true));
            double[] inside = part(zone, truth, false);
            interior[n] = BlockSurrogate.relativeL2(part(zone, zone.block(driven), false), inside);
            spline[n] = BlockSurrogate.relativeL2(part(zone, zone.block(zone.driven(pulse, truth)), false), inside);
            arrival[n] = Math.abs(crest(zone, driven) - crest(zone, full)) / zone.every();
        }
        return new SubmodelTrial(
                mean(trace),
                mean(interior),
                mean(spline),
                Arrays.stream(arrival).max().orElseThrow());
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    /** The boundary or the interior nodes of all frames. */
    private static double[] part(WaveZone zone, double[] block, boolean boundary) {
        int side = zone.side();
        double[] part = new double[block.length];
        int count = 0;
        for (int k = 0; k < block.length; k++) {
            int i = k % side;
            int j = Math.floorDiv(k, side) % side;
            boolean edge = i == 0 || j == 0 || i == side - 1 || j == side - 1;
            if (edge == boundary) {
                part[count++] = block[k];
            }
        }
        return Arrays.copyOf(part, count);
    }

    /** The step at which the middle of the zone is highest. */
    private static double crest(WaveZone zone, double[][] steps) {
        int middle = zone.side() / 2 * zone.side() + zone.side() / 2;
        int highest = 0;
        for (int n = 1; n < steps.length; n++) {
            if (steps[n][middle] > steps[highest][middle]) {
                highest = n;
            }
        }
        return highest;
    }
}
