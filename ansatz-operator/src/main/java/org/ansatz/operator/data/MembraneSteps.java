package org.ansatz.operator.data;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Settings.Setting;
import org.ansatz.physics.reference.fem.CentralDifferences;
import org.ansatz.physics.reference.fem.PlaneMesh;
import org.ansatz.physics.reference.fem.WaveModel;
import org.ansatz.physics.reference.fem.WavePulse;

/**
 * Steps of waves on a clamped square: the displacement, the one before and the speed of waves (a field of one value) to the
 * displacement after as long again; bilinear finite elements, pulses of arXiv 2304.04964's use case. Two states determine the third:
 * a step that learns this can be repeated.
 */
public final class MembraneSteps implements FieldProblem {
    @Override
    public String name() {
        return "membrane";
    }

    @Override
    public String title() {
        return "displacement, the one before and the speed of waves on a clamped square to the displacement next";
    }

    @Override
    public List<Setting> settings() {
        return List.of(
                new Setting("resolution", "32", "points per side, boundary included"),
                new Setting("every", "4", "time steps between the displacements"),
                new Setting("courant", "0.5", "time step by the distance of points; the speed is at most 1.2"),
                new Setting("time", "1", "latest time of the middle displacement; the side has length 1"));
    }

    /** Displacement, the one before, speed. */
    @Override
    public int inputChannels() {
        return 3;
    }

    @Override
    public Map<String, double[]> coordinates(Settings settings) {
        double[] line = new double[points(settings)];
        Arrays.setAll(line, i -> (double) i / (line.length - 1));
        Map<String, double[]> axes = new LinkedHashMap<>();
        axes.put("x", line);
        axes.put("y", line);
        return axes;
    }

    private static int points(Settings settings) {
        int points = settings.integer("resolution", 32);
        if (points < 4 || points > 1 << 11) {
            throw settings.invalid("resolution", points + " is not a number of points from 4 to 2048");
        }
        return points;
    }

    private static int every(Settings settings) {
        int every = settings.integer("every", 4);
        if (every < 1) {
            throw settings.invalid("every", every + " is not a number of steps from 1");
        }
        return every;
    }

    private static double courant(Settings settings) {
        double courant = settings.number("courant", 0.5);
        if (!(courant > 0 && courant * WavePulse.LARGEST_SPEED <= 1)) {
            throw settings.invalid(
                    "courant",
                    courant + " must be positive and at most " + 1 / WavePulse.LARGEST_SPEED
                            + ", where the fastest waves become unstable");
        }
        return courant;
    }

    private static int middles(Settings settings) {
        double time = settings.number("time", 1);
        double frame = every(settings) * courant(settings) / (points(settings) - 1);
        if (!(time >= frame && time < 1e6)) {
            throw settings.invalid("time", time + " is shorter than " + frame + " between two displacements");
        }
        return (int) Math.floor(time / frame + 1e-9);
    }

    /**
     * Displacements of a pulse at successive times from the start on.
     *
     * @return [count][points * points], rows along y
     */
    public static double[][] displacements(WavePulse pulse, Settings settings, int count) {
        int cells = points(settings) - 1;
        WaveModel model = new WaveModel(PlaneMesh.square(0, 1, cells, PlaneMesh.Cell.SQUARE), pulse.speed());
        CentralDifferences march = new CentralDifferences(model, courant(settings) / cells, clamped(model, pulse));
        double[][] frames = new double[count][];
        for (int f = 0; f < count; f++) {
            frames[f] = march.values();
            for (int n = 0; n < every(settings) && f + 1 < count; n++) {
                march.step();
            }
        }
        return frames;
    }

    private static double[] clamped(WaveModel model, WavePulse pulse) {
        double[] start = model.interpolate(pulse::at);
        for (int node : model.mesh().boundary()) {
            start[node] = 0;
        }
        return start;
    }

    @Override
    public Sampler sampler(Settings settings) {
        int middles = middles(settings);
        return random -> {
            WavePulse pulse = WavePulse.drawn(random.child(0));
            int middle = 1 + (int) (random.child(1).uniform() * middles);
            double[][] frames = displacements(pulse, settings, middle + 2);
            return new Pair(input(frames[middle], frames[middle - 1], pulse), frames[middle + 1]);
        };
    }

    /** The three channels of an input. */
    public static double[] input(double[] now, double[] before, WavePulse pulse) {
        double[] input = Arrays.copyOf(now, 3 * now.length);
        System.arraycopy(before, 0, input, now.length, now.length);
        Arrays.fill(input, 2 * now.length, 3 * now.length, pulse.speed());
        return input;
    }
}
