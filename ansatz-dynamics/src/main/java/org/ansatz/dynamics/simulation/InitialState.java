package org.ansatz.dynamics.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.ansatz.dynamics.field.LatticeFieldTheory;
import org.ansatz.dynamics.lattice.Boundary;
import org.ansatz.dynamics.lattice.FourierBox;
import org.ansatz.dynamics.lattice.FourierLine;
import org.ansatz.physics.expr.Compiler;
import org.ansatz.physics.expr.Program;
import org.ansatz.physics.problem.InvalidProblem;

/** The fields and rates of a file at the start: formulas at the points, and random fields on top of them. */
final class InitialState {
    // A larger jump at a seam is a mistake, not the tail of something local.
    private static final double SEAM = 1e-2;

    private final SimulationFile file;
    private final LatticeFieldTheory theory;

    InitialState(SimulationFile file, LatticeFieldTheory theory) {
        this.file = file;
        this.theory = theory;
    }

    /** @throws InvalidProblem if a field is not finite somewhere or does not go on across the ends of an axis */
    double[] state() {
        FourierBox box = theory.box();
        SplittableRandom random = new SplittableRandom(file.plan().seed());
        double[][] fields = new double[file.fields().size()][];
        double[][] rates = new double[file.fields().size()][box.size()];
        double[][] places = box.coordinates();
        for (int k = 0; k < fields.length; k++) {
            String name = file.fields().get(k);
            fields[k] = values(name, file.fieldStarts().get(name), box, places, random, true);
            if (file.rateStarts().containsKey(name)) {
                rates[k] = values(name + "_t", file.rateStarts().get(name), box, places, random, false);
            }
        }
        return theory.initial(fields, rates);
    }

    private double[] values(
            String name,
            SimulationFile.Start start,
            FourierBox box,
            double[][] places,
            SplittableRandom random,
            boolean rises) {
        Program program = Compiler.compile(
                List.of(start.formula()),
                file.coordinates(),
                List.of(),
                List.of(),
                Program.Given.none("a field at the start", InvalidProblem::new));
        double[] values = evaluate(program, places);
        for (int j = 0; j < values.length; j++) {
            if (!Double.isFinite(values[j])) {
                throw start.place().mistake("`" + name + "` at the start is " + values[j] + " at " + place(places, j));
            }
        }
        for (int a = 0; a < box.dimension(); a++) {
            refuseSeam(name, start, box, a, program, places, rises);
        }
        if (start.rms() > 0) {
            double[] noise = RandomField.draw(box, start.rms(), start.length(), random);
            for (int j = 0; j < values.length; j++) {
                values[j] += noise[j];
            }
        }
        return values;
    }

    private static double[] evaluate(Program program, double[][] places) {
        double[][] result = new double[1][places[0].length];
        program.evaluate(new Program.Batch(places[0].length, places, null, new double[0], new double[0][]), result);
        return result[0];
    }

    private String place(double[][] places, int j) {
        List<String> parts = new ArrayList<>();
        for (int a = 0; a < places.length; a++) {
            parts.add(file.coordinates().get(a) + " = " + places[a][j]);
        }
        return String.join(", ", parts);
    }

    /** Both ends of all lines along an axis must fit together as the boundary says. */
    private void refuseSeam(
            String name,
            SimulationFile.Start start,
            FourierBox box,
            int axis,
            Program program,
            double[][] places,
            boolean rises) {
        FourierLine line = box.axes().get(axis);
        double[][] ends = places.clone();
        ends[axis] = new double[box.size()];
        Arrays.fill(ends[axis], line.left());
        double[] left = evaluate(program, ends);
        Arrays.fill(ends[axis], line.left() + line.length());
        double[] right = evaluate(program, ends);
        for (int j = 0; j < left.length; j++) {
            boolean raised = rises || !(line.boundary() instanceof Boundary.Twisted);
            double expected = raised ? line.boundary().beyond(left[j]) : left[j];
            if (!(Math.abs(right[j] - expected) < SEAM)) {
                throw start.place()
                        .mistake(String.format(
                                Locale.ROOT,
                                "`%s` at the start is %.6g where %s ends and should be %.6g there to go on from where it begins:"
                                        + " the jump would radiate. A single kink takes an antiperiodic boundary or a rise, other"
                                        + " fields a longer box",
                                name,
                                right[j],
                                file.coordinates().get(axis),
                                expected));
            }
        }
    }
}
