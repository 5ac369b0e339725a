package org.ansatz.operator.data;

import java.util.List;
import java.util.Map;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Settings.Setting;
import org.ansatz.tensor.RandomStream;

/** A map between fields that a solver of the library knows, with a law for its inputs: a source of training data. */
public interface FieldProblem {
    /** Input fields and their image, channels one after the other, row-major. */
    record Pair(double[] input, double[] output) {}

    /** Draws pairs. Not for use by two threads at a time. */
    interface Sampler {
        /** The pair of a stream; the same stream gives the same pair. */
        Pair draw(RandomStream random);
    }

    /** The name on the command line. */
    String name();

    /** The map in one sentence. */
    String title();

    List<Setting> settings();

    /** Channels of an input; an output has one. */
    default int inputChannels() {
        return 1;
    }

    /** The grid's coordinates by the names of the axes, in order. */
    Map<String, double[]> coordinates(Settings settings);

    /**
     * Sets up a solver.
     *
     * @throws org.ansatz.physics.problem.InvalidProblem for settings out of range
     */
    Sampler sampler(Settings settings);
}
