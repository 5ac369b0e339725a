package org.ansatz.physics.problem;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.FormulaError;
import org.ansatz.physics.expr.FormulaReader;
import org.ansatz.physics.expr.Names;

/** What a problem has declared so far: refuses names that would clash, and reads formulas in the names there are. */
public final class Declarations {
    private static final List<String> WORDS = List.of("and", "or", "not", "at", "boundary", "domain");
    private static final List<String> CONDITION_KEYS = List.of("equation", "periodic", "integral");

    private final Names names = new Names();
    private final Map<String, NamedShape> shapes = new LinkedHashMap<>();
    private final Set<String> pieces = new LinkedHashSet<>();
    private final Map<String, Entry.Scalar> declared = new LinkedHashMap<>();
    private final Path folder;

    /**
     * Nothing declared.
     *
     * @param folder relative file names begin here
     */
    public Declarations(Path folder) {
        this.folder = folder;
    }

    /** The names as formulas see them; who declares a name adds it there. */
    public Names names() {
        return names;
    }

    Map<String, NamedShape> shapes() {
        return shapes;
    }

    /** Names of shapes and mesh groups that may stand in {@code at}. */
    Set<String> pieces() {
        return pieces;
    }

    /**
     * Takes a name that cannot be differentiated: a coordinate, parameter or shape.
     *
     * @throws InvalidProblem if it is not a name, is taken, or clashes with a derivative
     */
    public void declare(Entry.Scalar name) {
        declare(name, false);
    }

    /** Takes the name of a field or function, whose derivatives are names as well. */
    public void declareDifferentiable(Entry.Scalar name) {
        declare(name, true);
    }

    /** Takes a field's name. */
    void declareField(Entry.Scalar name) {
        if (CONDITION_KEYS.contains(name.text())) {
            throw name.mistake("`" + name.text() + "` is a key of conditions and cannot be a field");
        }
        declare(name, true);
    }

    private void declare(Entry.Scalar at, boolean differentiable) {
        String name = at.text();
        if (!name.matches("[\\p{L}][\\p{L}\\p{Nd}_]*")) {
            throw at.mistake("`" + name + "` is not a name: a letter, then letters, digits and underscores");
        }
        if (name.equals("pi")) {
            throw at.mistake("`pi` is the number and cannot be declared");
        }
        if (WORDS.contains(name)) {
            throw at.mistake("`" + name + "` is a word of the language and cannot be declared");
        }
        if (declared.containsKey(name)) {
            throw at.mistake("`" + name + "` is declared twice");
        }
        for (int cut = name.indexOf('_'); cut > 0; cut = name.indexOf('_', cut + 1)) {
            String left = name.substring(0, cut);
            if (hasDerivatives(left) && isDerivation(name.substring(cut + 1))) {
                throw clash(at, left);
            }
        }
        if (differentiable) {
            for (Map.Entry<String, Entry.Scalar> other : declared.entrySet()) {
                String earlier = other.getKey();
                if (earlier.startsWith(name + "_") && isDerivation(earlier.substring(name.length() + 1))) {
                    throw clash(other.getValue(), name);
                }
            }
        }
        declared.put(name, at);
    }

    private static InvalidProblem clash(Entry.Scalar name, String differentiable) {
        return name.mistake("`" + name.text() + "` would clash with a derivative of `" + differentiable + "`");
    }

    private boolean hasDerivatives(String name) {
        return names.fields().contains(name)
                || names.functions().containsKey(name)
                || names.tables().contains(name);
    }

    /** Whether what stands after an underscore is {@code n} or made of coordinates. */
    private boolean isDerivation(String rest) {
        if (rest.equals("n")) {
            return true;
        }
        boolean[] reachable = new boolean[rest.length() + 1];
        reachable[0] = true;
        for (int i = 0; i < rest.length(); i++) {
            for (String coordinate : names.inputs()) {
                if (reachable[i] && rest.startsWith(coordinate, i)) {
                    reachable[i + coordinate.length()] = true;
                }
            }
        }
        return !rest.isEmpty() && reachable[rest.length()];
    }

    /** Runs a reader of formulas and gives its mistakes the place of the entry. */
    <T> T formula(Entry at, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (FormulaError e) {
            throw at.place().mistake(e.getMessage(), e.position());
        }
    }

    /**
     * A formula in the names declared so far.
     *
     * @throws InvalidProblem at its first mistake
     */
    public Expr expression(Entry entry) {
        String text = entry.text("an expression");
        return formula(entry, () -> FormulaReader.expression(text, names));
    }

    /**
     * A number.
     *
     * @throws InvalidProblem if the expression is not a constant
     */
    public double constant(Entry entry) {
        if (expression(entry) instanceof Expr.Constant c) {
            return c.value();
        }
        throw entry.mistake(
                "`" + entry.text("a constant") + "` must be a constant: numbers, pi, e and constant parameters");
    }

    Interval interval(Entry entry, String name) {
        List<Entry> ends = entry.items("an interval [from, to]");
        if (ends.size() != 2) {
            throw entry.mistake("`" + name + "`: an interval has two ends, given " + ends.size());
        }
        double a = constant(ends.get(0));
        double b = constant(ends.get(1));
        if (!(a < b)) {
            throw entry.mistake("`" + name + "`: the interval [" + a + ", " + b + "] is empty");
        }
        return new Interval(a, b);
    }

    /**
     * @throws InvalidProblem if there is no such readable file
     */
    Path file(Entry entry) {
        String text = entry.text("a file name");
        Path path = folder.resolve(text);
        if (!Files.exists(path)) {
            throw entry.mistake("the file `" + text + "` does not exist");
        }
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw entry.mistake("the file `" + text + "` cannot be read");
        }
        return path;
    }
}
