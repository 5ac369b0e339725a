package org.ansatz.dynamics.simulation;

import java.util.Arrays;
import java.util.List;
import org.ansatz.dynamics.field.LatticeFieldTheory;
import org.ansatz.dynamics.lattice.FourierBox;
import org.ansatz.physics.expr.Compiler;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Expr.FieldTerm;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.expr.Program;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.tensor.jet.MultiIndex;

/**
 * A number by formula from the fields at one time. The formula may use coordinates, time, fields, their first derivatives and
 * second ones along one coordinate. Holds scratch memory: one thread at a time.
 */
final class Observable {
    /** What becomes of the formula's values at all points. */
    enum Reduction {
        /** The integral over the box. */
        INTEGRAL,
        MEAN,
        MAX,
        MIN;

        double of(double[] values, double cellVolume) {
            return switch (this) {
                case INTEGRAL -> cellVolume * Arrays.stream(values).sum();
                case MEAN -> Arrays.stream(values).sum() / values.length;
                case MAX -> Arrays.stream(values).max().orElse(Double.NaN);
                case MIN -> Arrays.stream(values).min().orElse(Double.NaN);
            };
        }
    }

    private final String name;
    private final Reduction reduction;
    private final LatticeFieldTheory theory;
    private final List<String> fields;
    private final Program program;
    private final double[][] places;
    private final double[][] jets;
    private final double[][] values;

    /**
     * An observable.
     *
     * @param inputs names of the box's coordinates, then of time
     * @throws InvalidProblem if the formula holds other derivatives
     */
    Observable(
            String name,
            Reduction reduction,
            Expr formula,
            LatticeFieldTheory theory,
            List<String> fields,
            List<String> inputs) {
        this.name = name;
        this.reduction = reduction;
        this.theory = theory;
        this.fields = fields;
        List<FieldTerm> terms = Exprs.fieldTerms(List.of(formula));
        terms.forEach(term -> checkDerivative(term.orders(), inputs));
        program = Compiler.compile(
                List.of(formula), inputs, List.of(), terms, Program.Given.none("an observable", InvalidProblem::new));
        FourierBox box = theory.box();
        places = Arrays.copyOf(box.coordinates(), inputs.size());
        places[inputs.size() - 1] = new double[box.size()];
        jets = new double[terms.size()][box.size()];
        values = new double[1][box.size()];
    }

    private static void checkDerivative(MultiIndex orders, List<String> inputs) {
        int time = orders.get(inputs.size() - 1);
        boolean mixed = orders.order() == 2
                && java.util.stream.IntStream.range(0, inputs.size()).noneMatch(axis -> orders.get(axis) == 2);
        if (orders.order() > 2 || time > 1 || mixed) {
            throw new InvalidProblem(
                    "an observable takes first derivatives, and second ones along one coordinate of space");
        }
    }

    String name() {
        return name;
    }

    double of(double[] state) {
        FourierBox box = theory.box();
        int time = places.length - 1;
        Arrays.fill(places[time], theory.time(state));
        double a2 = theory.scale(state) * theory.scale(state);
        for (int i = 0; i < jets.length; i++) {
            FieldTerm term = program.fieldTerms().get(i);
            int field = fields.indexOf(term.field());
            if (term.orders().order() == 0) {
                System.arraycopy(state, field * box.size(), jets[i], 0, box.size());
            } else if (term.orders().get(time) == 1) {
                int offset = theory.momentumOffset(field);
                for (int j = 0; j < box.size(); j++) {
                    jets[i][j] = state[offset + j] / a2;
                }
            } else {
                int axis = 0;
                while (term.orders().get(axis) == 0) {
                    axis++;
                }
                box.derivative(state, field * box.size(), axis, term.orders().get(axis), jets[i]);
            }
        }
        program.evaluate(new Program.Batch(box.size(), places, null, new double[0], jets), values);
        return reduction.of(values[0], box.cellVolume());
    }
}
