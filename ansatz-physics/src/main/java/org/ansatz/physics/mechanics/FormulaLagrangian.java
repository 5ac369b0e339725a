package org.ansatz.physics.mechanics;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.ansatz.physics.expr.Compiler;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.expr.FormulaReader;
import org.ansatz.physics.expr.Names;
import org.ansatz.physics.expr.Program;
import org.ansatz.physics.problem.InvalidProblem;

/**
 * A Lagrangian given by a formula in positions, velocities and perhaps the time; all derivatives are taken on the formula and
 * compiled. Friction is a factor: {@code exp(c t) L(q, v)} adds the force {@code -c dL/dv}. Holds scratch memory: one thread at a
 * time.
 */
public final class FormulaLagrangian implements LagrangianSystem {
    private static final Program.Given NOTHING = Program.Given.none("a Lagrangian", InvalidProblem::new);

    private final int d;
    private final double[][] inputs;
    private final Program.Batch batch;
    private final Compiled value;
    private final Compiled force;
    private final Compiled momentum;
    private final Compiled mass;
    private final Compiled mixed;
    private final Optional<Compiled> byTime;

    /** A Lagrangian that does not depend on time. */
    public FormulaLagrangian(Expr lagrangian, List<String> positions, List<String> velocities) {
        this(lagrangian, positions, velocities, Optional.empty());
    }

    /**
     * @param lagrangian formula whose only names are the positions, velocities and the time
     * @param positions names of {@code q_1 .. q_d}
     * @param velocities names of {@code v_1 .. v_d}
     * @param time name of t, empty for a Lagrangian without it
     * @throws InvalidProblem if the lists differ in length, are empty, or share names, or the formula has other names
     */
    public FormulaLagrangian(Expr lagrangian, List<String> positions, List<String> velocities, Optional<String> time) {
        List<String> names = names(positions, velocities, time);
        refuseOthers(lagrangian, names);
        d = positions.size();
        inputs = new double[names.size()][1];
        batch = new Program.Batch(1, inputs, null, new double[0], new double[0][]);
        List<Expr> byPosition = new ArrayList<>();
        List<Expr> byVelocity = new ArrayList<>();
        List<Expr> velocityVelocity = new ArrayList<>();
        List<Expr> velocityPosition = new ArrayList<>();
        List<Expr> velocityTime = new ArrayList<>();
        for (int i = 0; i < d; i++) {
            byPosition.add(Exprs.derivative(lagrangian, names.get(i), i));
            Expr slope = Exprs.derivative(lagrangian, names.get(d + i), d + i);
            byVelocity.add(slope);
            time.ifPresent(t -> velocityTime.add(Exprs.derivative(slope, t, 2 * d)));
            for (int j = 0; j < d; j++) {
                velocityVelocity.add(Exprs.derivative(slope, names.get(d + j), d + j));
                velocityPosition.add(Exprs.derivative(slope, names.get(j), j));
            }
        }
        value = new Compiled(List.of(lagrangian), names);
        force = new Compiled(byPosition, names);
        momentum = new Compiled(byVelocity, names);
        mass = new Compiled(velocityVelocity, names);
        mixed = new Compiled(velocityPosition, names);
        byTime = time.map(t -> new Compiled(velocityTime, names));
    }

    /**
     * Reads the formula, for example {@code "0.5*w^2 + cos(theta)"} with positions {@code theta} and velocities {@code w}.
     *
     * @throws org.ansatz.physics.expr.FormulaError at the first mistake in the formula
     * @throws InvalidProblem if the lists differ in length, are empty, or share names
     */
    public static FormulaLagrangian of(String formula, List<String> positions, List<String> velocities) {
        return of(formula, positions, velocities, Optional.empty());
    }

    /** The same with a name for the time: {@code "exp(0.2*t)*(0.5*w^2 + cos(theta))"}. */
    public static FormulaLagrangian of(
            String formula, List<String> positions, List<String> velocities, Optional<String> time) {
        Names words = new Names();
        names(positions, velocities, time).forEach(words::addCoordinate);
        return new FormulaLagrangian(FormulaReader.expression(formula, words), positions, velocities, time);
    }

    private static List<String> names(List<String> positions, List<String> velocities, Optional<String> time) {
        List<String> names = new ArrayList<>(positions);
        names.addAll(velocities);
        time.ifPresent(names::add);
        if (positions.isEmpty()
                || positions.size() != velocities.size()
                || new HashSet<>(names).size() < names.size()) {
            throw new InvalidProblem(
                    "a Lagrangian needs one velocity per position, all of different names; given positions " + positions
                            + " and velocities " + velocities);
        }
        return names;
    }

    private static void refuseOthers(Expr lagrangian, List<String> names) {
        for (Expr.Coordinate coordinate : Exprs.find(lagrangian, Expr.Coordinate.class)) {
            if (!names.contains(coordinate.name())) {
                throw new InvalidProblem("the Lagrangian holds '" + coordinate.name() + "', which is none of " + names);
            }
        }
        if (!Exprs.isGiven(lagrangian)
                || !Exprs.find(lagrangian, Expr.Parameter.class).isEmpty()) {
            throw new InvalidProblem(
                    "a Lagrangian holds positions, velocities and numbers only; replace fields and parameters");
        }
    }

    @Override
    public int degreesOfFreedom() {
        return d;
    }

    @Override
    public double lagrangian(double[] state) {
        value.evaluate(state);
        return value.out[0][0];
    }

    @Override
    public void force(double[] state, double[] target) {
        force.evaluate(state, target);
    }

    @Override
    public void momentum(double[] state, double[] target) {
        momentum.evaluate(state, target);
    }

    @Override
    public void mass(double[] state, double[] target) {
        mass.evaluate(state, target);
    }

    @Override
    public void mixed(double[] state, double[] target) {
        mixed.evaluate(state, target);
    }

    @Override
    public boolean dependsOnTime() {
        return byTime.isPresent();
    }

    @Override
    public void momentumByTime(double[] state, double[] target) {
        if (byTime.isPresent()) {
            byTime.get().evaluate(state, target);
        } else {
            LagrangianSystem.super.momentumByTime(state, target);
        }
    }

    private final class Compiled {
        private final Program program;
        private final double[][] out;

        Compiled(List<Expr> expressions, List<String> names) {
            program = Compiler.compile(expressions, names, List.of(), List.of(), NOTHING);
            out = new double[expressions.size()][1];
        }

        void evaluate(double[] state) {
            for (int i = 0; i < inputs.length; i++) {
                inputs[i][0] = state[i];
            }
            program.evaluate(batch, out);
        }

        void evaluate(double[] state, double[] target) {
            evaluate(state);
            for (int i = 0; i < out.length; i++) {
                target[i] = out[i][0];
            }
        }
    }
}
