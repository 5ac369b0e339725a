package org.ansatz.physics.problem;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ansatz.physics.expr.Compiler;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.expr.Program;
import org.ansatz.tensor.jet.MultiIndex;

/**
 * A physical problem as data: what is sought, where, which laws and conditions hold, what is known. Made by
 * {@code ProblemFile.read} or the builder; says nothing about how it is solved except in {@link #settings}.
 *
 * @param inputs coordinates in order, then ranging parameters; all arrays of points follow this order
 * @param constants values of the constant parameters, by name
 * @param functions named expressions (already expanded), by name
 * @param tables tabulated functions, by name
 * @param exact closed forms of some fields, by field
 * @param reference a file of reference data, or null
 * @param domain the shape of the spatial part and how to draw points from it
 */
public record Problem(
        String name,
        String title,
        List<Input> inputs,
        List<String> fields,
        Map<String, Double> constants,
        List<UnknownParameter> unknowns,
        Map<String, Expr> functions,
        Map<String, Table> tables,
        List<Equation> equations,
        List<Condition> conditions,
        List<Observations> observations,
        Map<String, Expr> exact,
        Path reference,
        Map<String, Output> outputs,
        Domain domain,
        Settings settings,
        ProblemSource source)
        implements Program.Given {

    public Problem {
        inputs = List.copyOf(inputs);
        fields = List.copyOf(fields);
        unknowns = List.copyOf(unknowns);
        equations = List.copyOf(equations);
        conditions = List.copyOf(conditions);
        observations = List.copyOf(observations);
        constants = new LinkedHashMap<>(constants);
        functions = new LinkedHashMap<>(functions);
        exact = new LinkedHashMap<>(exact);
        outputs = new LinkedHashMap<>(outputs);
    }

    /** Begins a problem in Java; see {@link ProblemBuilder}. */
    public static ProblemBuilder named(String name) {
        return new ProblemBuilder(name);
    }

    /** The problem, with its present settings, in the form of a problem file; files keep the names they were given. */
    public String toYaml() {
        return ProblemWriter.print(this, file -> file);
    }

    /**
     * The problem in the form of a problem file that is to lie in another folder: names of data files lead from there.
     *
     * @param folder where the text will be written
     */
    public String toYaml(Path folder) {
        Path base = source.file() == null
                ? Path.of("").toAbsolutePath()
                : source.file().toAbsolutePath().getParent();
        return ProblemWriter.print(this, file -> ProblemWriter.relative(base, folder, file));
    }

    public int dimension() {
        return inputs.size();
    }

    /** Index of the time coordinate. */
    public Optional<Integer> timeIndex() {
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.get(i).kind() == Input.Kind.TIME) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    /** Indices of the spatial coordinates. */
    public List<Integer> spaceIndices() {
        return java.util.stream.IntStream.range(0, inputs.size())
                .filter(i -> inputs.get(i).kind() == Input.Kind.SPACE)
                .boxed()
                .toList();
    }

    /** One coordinate and nothing else: an ordinary differential equation. */
    public boolean isOrdinary() {
        return inputs.size() == 1;
    }

    public List<String> inputNames() {
        return inputs.stream().map(Input::name).toList();
    }

    /** A copy with other settings. */
    public Problem withSettings(Settings other) {
        return new Problem(
                name,
                title,
                inputs,
                fields,
                constants,
                unknowns,
                functions,
                tables,
                equations,
                conditions,
                observations,
                exact,
                reference,
                outputs,
                domain,
                other,
                source);
    }

    /** Field {@code u} itself, as a term. */
    public Expr.FieldTerm term(String field) {
        return new Expr.FieldTerm(field, MultiIndex.zero(dimension()));
    }

    /** Expressions ready for batches of points; normal derivatives are expanded. {@code terms} holds all that occur. */
    public Program compile(List<Expr> expressions, List<Expr.FieldTerm> terms) {
        return Compiler.compile(
                expressions.stream().map(this::expand).toList(),
                inputNames(),
                unknowns.stream().map(UnknownParameter::name).toList(),
                terms,
                this);
    }

    /** The expression with {@code u_n} written by components of the normal. */
    public Expr expand(Expr e) {
        List<Integer> normalAxes = isOrdinary() ? List.of(0) : spaceIndices();
        return Exprs.expandNormalDerivatives(e, inputNames(), normalAxes);
    }

    /** Values of a given function of the inputs at points [inputs][n]. */
    public double[] values(Expr given, double[][] points) {
        int n = points[0].length;
        double[][] out = new double[1][n];
        double[] initial =
                unknowns.stream().mapToDouble(UnknownParameter::initial).toArray();
        compile(List.of(given), List.of()).evaluate(new Program.Batch(n, points, null, initial, new double[0][]), out);
        return out[0];
    }

    @Override
    public double[] table(String table, MultiIndex orders, double[][] points) {
        Table t = tables.get(table);
        int d = t.variables().size();
        double[][] own = new double[d][];
        int[] ownOrders = new int[d];
        List<String> names = inputNames();
        int used = 0;
        for (int i = 0; i < d; i++) {
            int at = names.indexOf(t.variables().get(i));
            own[i] = points[at];
            ownOrders[i] = orders.get(at);
            used += orders.get(at);
        }
        if (used < orders.order()) {
            return new double[points[0].length];
        }
        return t.evaluate(own, ownOrders);
    }

    @Override
    public boolean inside(String shape, double[] point) {
        return domain.inside(shape, point);
    }
}
