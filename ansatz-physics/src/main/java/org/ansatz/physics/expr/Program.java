package org.ansatz.physics.expr;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.ansatz.tensor.jet.MultiIndex;

/**
 * Several expressions compiled for evaluation on batches of points in plain arrays. Common subexpressions are computed
 * once; points are done in blocks that stay in cache. A program holds scratch memory and is used by one thread at a
 * time; {@link #copy()} gives another.
 */
public final class Program {
    private static final int BLOCK = 256;

    /** What expressions need beside numbers: tables and shapes. */
    public interface Given {
        /**
         * Values of a table's derivative.
         *
         * @param inputs [inputs][n]
         */
        double[] table(String name, MultiIndex orders, double[][] inputs);

        boolean inside(String shape, double[] point);

        /**
         * For formulas that may use neither.
         *
         * @param what the formula is, with its article, for the message
         * @param mistake the exception of a message
         */
        static Given none(String what, Function<String, ? extends RuntimeException> mistake) {
            return new Given() {
                @Override
                public double[] table(String name, MultiIndex orders, double[][] inputs) {
                    throw mistake.apply(what + " holds no tables, given table '" + name + "'");
                }

                @Override
                public boolean inside(String shape, double[] point) {
                    throw mistake.apply(what + " holds no shapes, given shape '" + shape + "'");
                }
            };
        }
    }

    /**
     * @param n number of points
     * @param inputs [inputs][n], coordinates then ranging parameters
     * @param normals [inputs][n] outward unit normals (zero for inputs that are not spatial), or null off the boundary
     * @param unknowns values of the unknown parameters, in the problem's order
     * @param jets [fieldTerms][n]
     */
    public record Batch(int n, double[][] inputs, double[][] normals, double[] unknowns, double[][] jets) {}

    /** One instruction; operands are registers. */
    record Instruction(Code code, int a, int b, int c, double number, Expr leaf) {}

    /** What an instruction does. */
    enum Code {
        NUMBER,
        INPUT,
        NORMAL,
        UNKNOWN,
        JET,
        TABLE,
        INSIDE,
        NEGATE,
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE,
        RECIPROCAL,
        OPERATOR,
        SQRT,
        SIN,
        COS,
        EXP,
        TANH,
        FUNCTION,
        FUNCTION2,
        WHERE
    }

    private final List<Instruction> code;
    private final int[] outputs;
    private final List<Expr.FieldTerm> terms;
    private final Given given;
    private final double[][] registers;
    private final double[] argument1 = new double[1];
    private final double[] argument2 = new double[2];

    Program(List<Instruction> code, int[] outputs, List<Expr.FieldTerm> terms, Given given) {
        this.code = List.copyOf(code);
        this.outputs = outputs;
        this.terms = List.copyOf(terms);
        this.given = given;
        registers = new double[code.size()][BLOCK];
        for (int i = 0; i < code.size(); i++) {
            if (code.get(i).code() == Code.NUMBER) {
                Arrays.fill(registers[i], code.get(i).number());
            }
        }
    }

    /** Number of expressions. */
    public int outputs() {
        return outputs.length;
    }

    /** The field derivatives that occur, in the order in which {@link Batch#jets()} gives them. */
    public List<Expr.FieldTerm> fieldTerms() {
        return terms;
    }

    public Program copy() {
        return new Program(code, outputs, terms, given);
    }

    /**
     * Evaluates all expressions at all points.
     *
     * @param out [outputs][at least n], overwritten
     */
    public void evaluate(Batch batch, double[][] out) {
        for (int start = 0; start < batch.n(); start += BLOCK) {
            int n = Math.min(BLOCK, batch.n() - start);
            for (int i = 0; i < code.size(); i++) {
                execute(code.get(i), registers[i], batch, start, n);
            }
            for (int k = 0; k < outputs.length; k++) {
                System.arraycopy(registers[outputs[k]], 0, out[k], start, n);
            }
        }
    }

    private void execute(Instruction op, double[] r, Batch batch, int start, int n) {
        switch (op.code()) {
            case NUMBER -> {}
            case INPUT -> System.arraycopy(batch.inputs()[op.a()], start, r, 0, n);
            case NORMAL -> {
                if (batch.normals() == null) {
                    throw new IllegalStateException("a normal is used at points that are not on the boundary");
                }
                System.arraycopy(batch.normals()[op.a()], start, r, 0, n);
            }
            case UNKNOWN -> Arrays.fill(r, 0, n, batch.unknowns()[op.a()]);
            case JET -> System.arraycopy(batch.jets()[op.a()], start, r, 0, n);
            case TABLE, INSIDE -> look(op, r, batch, start, n);
            default -> compute(op, r, n);
        }
    }

    private void look(Instruction op, double[] r, Batch batch, int start, int n) {
        int dimension = batch.inputs().length;
        if (op.leaf() instanceof Expr.Table table) {
            double[][] part = new double[dimension][];
            for (int d = 0; d < dimension; d++) {
                part[d] = Arrays.copyOfRange(batch.inputs()[d], start, start + n);
            }
            System.arraycopy(given.table(table.name(), table.orders(), part), 0, r, 0, n);
        } else if (op.leaf() instanceof Expr.Inside inside) {
            double[] point = new double[dimension];
            for (int p = 0; p < n; p++) {
                for (int d = 0; d < dimension; d++) {
                    point[d] = batch.inputs()[d][start + p];
                }
                r[p] = given.inside(inside.shape(), point) ? 1 : 0;
            }
        }
    }

    private void compute(Instruction op, double[] r, int n) {
        double[] a = registers[op.a()];
        double[] b = registers[Math.max(op.b(), 0)];
        switch (op.code()) {
            case NEGATE -> {
                for (int p = 0; p < n; p++) {
                    r[p] = -a[p];
                }
            }
            case ADD -> {
                for (int p = 0; p < n; p++) {
                    r[p] = a[p] + b[p];
                }
            }
            case SUBTRACT -> {
                for (int p = 0; p < n; p++) {
                    r[p] = a[p] - b[p];
                }
            }
            case MULTIPLY -> {
                for (int p = 0; p < n; p++) {
                    r[p] = a[p] * b[p];
                }
            }
            case DIVIDE -> {
                for (int p = 0; p < n; p++) {
                    r[p] = a[p] / b[p];
                }
            }
            case RECIPROCAL -> {
                for (int p = 0; p < n; p++) {
                    r[p] = 1 / a[p];
                }
            }
            case SQRT -> {
                for (int p = 0; p < n; p++) {
                    r[p] = Math.sqrt(a[p]);
                }
            }
            case SIN -> {
                for (int p = 0; p < n; p++) {
                    r[p] = Math.sin(a[p]);
                }
            }
            case COS -> {
                for (int p = 0; p < n; p++) {
                    r[p] = Math.cos(a[p]);
                }
            }
            case EXP -> {
                for (int p = 0; p < n; p++) {
                    r[p] = Math.exp(a[p]);
                }
            }
            case TANH -> {
                for (int p = 0; p < n; p++) {
                    r[p] = Math.tanh(a[p]);
                }
            }
            case OPERATOR -> {
                Expr.Operator operator = ((Expr.Binary) op.leaf()).operator();
                for (int p = 0; p < n; p++) {
                    r[p] = Functions.apply(operator, a[p], b[p]);
                }
            }
            case FUNCTION -> {
                Expr.Function function = ((Expr.Call) op.leaf()).function();
                for (int p = 0; p < n; p++) {
                    argument1[0] = a[p];
                    r[p] = Functions.apply(function, argument1);
                }
            }
            case FUNCTION2 -> {
                Expr.Function function = ((Expr.Call) op.leaf()).function();
                for (int p = 0; p < n; p++) {
                    argument2[0] = a[p];
                    argument2[1] = b[p];
                    r[p] = Functions.apply(function, argument2);
                }
            }
            case WHERE -> {
                double[] c = registers[op.c()];
                for (int p = 0; p < n; p++) {
                    r[p] = a[p] != 0 ? b[p] : c[p];
                }
            }
            default -> throw new IllegalStateException(op.code().name());
        }
    }
}
