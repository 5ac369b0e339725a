package org.ansatz.physics.problem;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ansatz.physics.expr.Compiler;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Program;
import org.ansatz.tensor.jet.MultiIndex;

/** Whether loci hold at points; values of their expressions. */
final class LocusTest implements Program.Given {
    private final Outline outline;
    private final Map<Expr, Program> programs = new HashMap<>();

    LocusTest(Outline outline) {
        this.outline = outline;
    }

    @Override
    public double[] table(String name, MultiIndex orders, double[][] points) {
        throw new InvalidProblem("`at` cannot use the table " + name);
    }

    @Override
    public boolean inside(String shape, double[] point) {
        return outline.inside(shape, point);
    }

    /** Which input an expression is, or -1. */
    int inputOf(Expr e) {
        if (e instanceof Expr.Coordinate c) {
            return outline.indexOf(c.name());
        }
        return e instanceof Expr.Parameter p ? outline.indexOf(p.name()) : -1;
    }

    synchronized double value(Expr e, double[] point) {
        if (e instanceof Expr.Constant c) {
            return c.value();
        }
        if (inputOf(e) >= 0) {
            return point[inputOf(e)];
        }
        List<String> names = outline.inputs().stream().map(Input::name).toList();
        Program program =
                programs.computeIfAbsent(e, key -> Compiler.compile(List.of(key), names, List.of(), List.of(), this));
        double[][] columns = new double[point.length][1];
        for (int i = 0; i < point.length; i++) {
            columns[i][0] = point[i];
        }
        double[][] out = new double[1][1];
        program.evaluate(new Program.Batch(1, columns, null, new double[0], new double[0][]), out);
        return out[0][0];
    }

    /** Tolerances are relative to the size of the domain. */
    boolean holds(Locus locus, double[] point, double tolerance) {
        if (locus instanceof Locus.And and) {
            return holds(and.left(), point, tolerance) && holds(and.right(), point, tolerance);
        }
        if (locus instanceof Locus.Or or) {
            return holds(or.left(), point, tolerance) || holds(or.right(), point, tolerance);
        }
        if (locus instanceof Locus.Not not) {
            return !holds(not.operand(), point, tolerance);
        }
        if (locus instanceof Locus.Boundary) {
            return outline.onBoundary(point, tolerance);
        }
        if (locus instanceof Locus.Piece piece) {
            return outline.onPiece(piece.name(), point, tolerance);
        }
        Locus.Comparison c = (Locus.Comparison) locus;
        double a = value(c.left(), point);
        double b = value(c.right(), point);
        double slack = tolerance * outline.size();
        return switch (c.operator()) {
            case EQUAL -> Math.abs(a - b) <= slack;
            case LESS -> a < b;
            case LESS_EQUAL -> a <= b + slack;
            case GREATER -> a > b;
            case GREATER_EQUAL -> a >= b - slack;
            default -> throw new IllegalStateException(c.operator().name());
        };
    }
}
