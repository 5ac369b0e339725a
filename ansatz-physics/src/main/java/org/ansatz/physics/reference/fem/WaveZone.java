package org.ansatz.physics.reference.fem;

import java.util.Arrays;
import org.ansatz.physics.problem.InvalidProblem;

/**
 * The zone of interest of arXiv 2304.04964's use case: waves on the unit square with bilinear elements, lumped mass and
 * central differences, of which a square of nodes from (0.25, 0.25) on is kept at every few steps; and the same zone as a
 * model of its own, driven by values on its boundary.
 *
 * @param cells of the unit square along a side, a multiple of 4
 * @param side nodes of the zone along a side
 * @param frames times that are kept, from the first multiple of {@code every} on
 * @param every steps between frames
 * @param courant {@code dt / h}
 */
public record WaveZone(int cells, int side, int frames, int every, double courant) {
    /**
     * @throws InvalidProblem if the zone does not fit inside the square
     */
    public WaveZone {
        if (cells < 4 || cells % 4 != 0 || side < 3 || frames < 1 || every < 1 || cells / 4 + side > cells) {
            throw new InvalidProblem("a zone of " + side + " nodes from a quarter on with " + frames + " frames every "
                    + every + " steps does not fit a square of " + cells
                    + " cells (needs a multiple of 4, 3 nodes, one frame)");
        }
    }

    /** Width of an element. */
    public double h() {
        return 1.0 / cells;
    }

    /** Time step. */
    public double dt() {
        return courant * h();
    }

    private int first() {
        return cells / 4;
    }

    /**
     * The zone's values in the full model.
     *
     * @return {@code [steps + 1][side * side]} at all steps from the start on, {@code steps = frames * every}; rows along y
     * @throws InvalidProblem if the step is above the stability limit for the pulse's speed
     */
    public double[][] full(WavePulse pulse) {
        WaveModel model = new WaveModel(PlaneMesh.square(0, 1, cells, PlaneMesh.Cell.SQUARE), pulse.speed());
        CentralDifferences march = new CentralDifferences(model, dt(), model.interpolate(pulse::at));
        double[][] values = new double[frames * every + 1][];
        values[0] = cut(march.values());
        for (int n = 1; n < values.length; n++) {
            march.step();
            values[n] = cut(march.values());
        }
        return values;
    }

    private double[] cut(double[] all) {
        double[] zone = new double[side * side];
        for (int j = 0; j < side; j++) {
            System.arraycopy(all, (first() + j) * (cells + 1) + first(), zone, j * side, side);
        }
        return zone;
    }

    /** The frames of all steps, one after the other: {@code [frames * side * side]}. */
    public double[] block(double[][] steps) {
        double[] block = new double[frames * side * side];
        for (int f = 0; f < frames; f++) {
            System.arraycopy(steps[(f + 1) * every], 0, block, f * side * side, side * side);
        }
        return block;
    }

    /**
     * The zone alone, from the same start, with its boundary taken from frames: cubic splines through the frames in time, even
     * about the start, where the wave is at rest.
     *
     * @param block frames as {@link #block} gives them; only the boundary is read
     * @return as {@link #full}
     */
    public double[][] driven(WavePulse pulse, double[] block) {
        if (block.length != frames * side * side) {
            throw new InvalidProblem(
                    "the zone's frames hold " + frames * side * side + " values, given " + block.length);
        }
        double low = first() * h();
        PlaneMesh mesh = PlaneMesh.rectangle(low, low, h(), side - 1, side - 1, PlaneMesh.Cell.SQUARE);
        WaveModel model = new WaveModel(mesh, pulse.speed());
        double[] start = new double[mesh.size()];
        Arrays.setAll(start, k -> pulse.at(mesh.nodes()[0][k], mesh.nodes()[1][k]));
        double[][] traces = new double[mesh.boundary().length][];
        for (int b = 0; b < traces.length; b++) {
            int node = mesh.boundary()[b];
            double[] knots = new double[frames + 1];
            knots[0] = start[node];
            for (int f = 0; f < frames; f++) {
                knots[f + 1] = block[f * side * side + node];
            }
            traces[b] = EvenSpline.through(knots).refined(every);
        }
        CentralDifferences march = new CentralDifferences(model, dt(), start);
        double[][] values = new double[frames * every + 1][];
        values[0] = march.values();
        for (int n = 1; n < values.length; n++) {
            double[] trace = new double[traces.length];
            for (int b = 0; b < trace.length; b++) {
                trace[b] = traces[b][n];
            }
            march.step(trace);
            values[n] = march.values();
        }
        return values;
    }
}
