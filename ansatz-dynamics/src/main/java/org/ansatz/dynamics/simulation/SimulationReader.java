package org.ansatz.dynamics.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ansatz.dynamics.field.FieldIntegrator;
import org.ansatz.dynamics.simulation.SimulationFile.Plan;
import org.ansatz.dynamics.simulation.SimulationFile.Start;
import org.ansatz.dynamics.simulation.SimulationFile.Watched;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.expr.Nearest;
import org.ansatz.physics.problem.Declarations;
import org.ansatz.physics.problem.Entry;
import org.ansatz.physics.problem.Input;
import org.ansatz.physics.problem.InputReader;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Section;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.YamlFile;

/** Makes a simulation of a file's entries, in the order in which they depend on each other. */
final class SimulationReader {
    private static final List<String> TOP = List.of(
            "name",
            "title",
            "coordinates",
            "parameters",
            "fields",
            "functions",
            "potential",
            "lagrangian",
            "boundaries",
            "background",
            "initial",
            "observables",
            "simulate");
    private static final List<String> PLAN =
            List.of("until", "dt", "cfl", "points", "method", "frames", "samples", "seed", "estimate");
    private static final int MOST_AXES = 3;
    // Fields kept and observations made, if the file does not say, by the number of axes.
    private static final int[] FRAMES = {200, 50, 10};
    private static final int[] SAMPLES = {1000, 200, 200};

    private final YamlFile yaml;
    private final Settings over;
    private final Entry.Members top;
    private final Declarations declarations;
    private final List<String> fields = new ArrayList<>();

    SimulationReader(YamlFile yaml, Settings over) {
        this.yaml = yaml;
        this.over = over;
        top = yaml.root()
                .members("a simulation: sections such as coordinates, fields, potential, initial, simulate")
                .only(TOP, " of a simulation");
        declarations = new Declarations(yaml.file().toAbsolutePath().getParent());
    }

    SimulationFile read() {
        for (String needed : List.of("coordinates", "fields", "initial", "simulate")) {
            if (!top.has(needed) || top.get(needed).isEmpty()) {
                throw top.mistake("the section `" + needed + "` is missing");
            }
        }
        for (String key : over.given().keySet()) {
            if (!PLAN.contains(key)) {
                throw over.invalid(key, "unknown setting" + Nearest.hint(key, PLAN));
            }
        }
        List<Input> box = box();
        List<String> inputs = new ArrayList<>(box.stream().map(Input::name).toList());
        inputs.add(SimulationFile.TIME);
        functions();
        Map<String, Start> starts = new LinkedHashMap<>();
        Map<String, Start> rates = new LinkedHashMap<>();
        List<String> names = names(top.get("fields"));
        starts(names, starts, rates);
        declarations.names().addCoordinate(SimulationFile.TIME);
        for (Entry name : top.get("fields").oneOrMore()) {
            declarations.declareDifferentiable((Entry.Scalar) name);
            declarations.names().addField(name.text("a name"));
            fields.add(name.text("a name"));
        }
        Expr potential = potential(inputs);
        Section plan =
                new Section(top.get("simulate").members("settings, such as {until: 50}"), PLAN, " in simulate", over);
        Plan read = plan(plan, box.size());
        String fallback = String.valueOf(yaml.file().getFileName()).replaceFirst("\\.ya?ml$", "");
        return new SimulationFile(
                top.has("name") ? top.get("name").text("a name") : fallback,
                yaml,
                box,
                new SpaceReader(top, declarations).boundaries(box),
                List.copyOf(fields),
                potential,
                potentialEntry(),
                new SpaceReader(top, declarations).background(),
                starts,
                rates,
                observables(),
                read,
                plan.effective());
    }

    private static List<String> names(Entry section) {
        List<String> names =
                section.oneOrMore().stream().map(entry -> entry.text("a name")).toList();
        if (names.isEmpty()) {
            throw section.mistake("at least one field is needed");
        }
        return names;
    }

    private List<Input> box() {
        Entry coordinates = top.get("coordinates");
        Entry.Members members = coordinates.members("the box, such as {x: [-50, 50]}");
        if (members.has(SimulationFile.TIME)) {
            throw members.key(SimulationFile.TIME)
                    .mistake("time is no coordinate of the box; it runs from 0 (or the background's start) to"
                            + " `until` under simulate");
        }
        if (members.size() > MOST_AXES) {
            throw coordinates.mistake("a box has one to three coordinates, given " + members.size());
        }
        InputReader reader = new InputReader(declarations);
        reader.read(coordinates, top.has("parameters") ? top.get("parameters") : null);
        if (reader.inputs().size() > members.size()
                || !declarations.names().unknowns().isEmpty()) {
            throw top.get("parameters").mistake("parameters of a simulation are numbers");
        }
        return reader.inputs();
    }

    private void functions() {
        if (!top.has("functions")) {
            return;
        }
        for (Entry.Member member : top.get("functions")
                .members("functions with their expressions")
                .all()
                .values()) {
            declarations.declareDifferentiable(member.key());
            declarations.names().addFunction(member.key().text(), declarations.expression(member.value()));
        }
    }

    private void starts(List<String> names, Map<String, Start> starts, Map<String, Start> rates) {
        Entry.Members given = top.get("initial").members("fields and their rates at the start, such as {phi: sin(x)}");
        List<String> valid = new ArrayList<>(names);
        names.forEach(name -> valid.add(name + "_" + SimulationFile.TIME));
        given.only(valid, " of initial");
        for (String name : names) {
            if (!given.has(name)) {
                throw given.mistake("`" + name + "` is missing: the field at the start");
            }
            starts.put(name, start(given.get(name)));
            String rate = name + "_" + SimulationFile.TIME;
            if (given.has(rate)) {
                rates.put(name, start(given.get(rate)));
            }
        }
    }

    private Start start(Entry entry) {
        if (entry instanceof Entry.Scalar) {
            return new Start(declarations.expression(entry), 0, 0, entry);
        }
        Entry.Members keys = entry.members("a formula or {formula: ..., noise: {rms: ..., length: ...}}")
                .only(List.of("formula", "noise"), " of a field at the start");
        Expr formula = keys.has("formula") ? declarations.expression(keys.get("formula")) : new Expr.Constant(0);
        if (!keys.has("noise")) {
            return new Start(formula, 0, 0, entry);
        }
        Entry.Members noise =
                keys.get("noise").members("{rms: ..., length: ...}").only(List.of("rms", "length"), " of noise");
        return new Start(formula, positive(noise, "rms"), positive(noise, "length"), entry);
    }

    private double positive(Entry.Members members, String key) {
        if (!members.has(key)) {
            throw members.mistake("`" + key + "` is missing");
        }
        double value = declarations.constant(members.get(key));
        if (!(value > 0) || !Double.isFinite(value)) {
            throw members.get(key).mistake("`" + key + "` must be positive, got " + value);
        }
        return value;
    }

    private Expr potential(List<String> inputs) {
        if (top.has("potential") == top.has("lagrangian")) {
            throw top.mistake("one of `potential` and `lagrangian` is needed");
        }
        Entry entry = potentialEntry();
        Expr formula = declarations.expression(entry);
        if (mentionsTime(formula)) {
            throw entry.mistake("time may not stand here: the energy would not be conserved");
        }
        if (top.has("potential")) {
            return formula;
        }
        try {
            return LagrangianDensity.potential(formula, fields, inputs);
        } catch (InvalidProblem e) {
            throw entry.mistake(e.getMessage());
        }
    }

    private Entry potentialEntry() {
        return top.get(top.has("potential") ? "potential" : "lagrangian");
    }

    private static boolean mentionsTime(Expr formula) {
        return Exprs.find(formula, Expr.Coordinate.class).contains(new Expr.Coordinate(SimulationFile.TIME));
    }

    private Map<String, Watched> observables() {
        Map<String, Watched> watched = new LinkedHashMap<>();
        if (!top.has("observables")) {
            return watched;
        }
        List<String> words = List.of("integral", "mean", "max", "min");
        for (Entry.Member member :
                top.get("observables").members("observables by name").all().values()) {
            Entry.Members keys = member.value().members("{mean: formula}").only(words, " of an observable");
            if (keys.size() != 1) {
                throw member.value().mistake("an observable is one of " + String.join(", ", words));
            }
            String word = keys.all().keySet().iterator().next();
            watched.put(
                    member.key().text(),
                    new Watched(
                            Observable.Reduction.valueOf(word.toUpperCase(java.util.Locale.ROOT)),
                            declarations.expression(keys.get(word)),
                            keys.get(word)));
        }
        return watched;
    }

    private static Plan plan(Section plan, int dimension) {
        double until = plan.number("until", Double.NaN);
        if (!(until > 0)) {
            throw plan.mistake("until", "the time at the end is needed, a positive number");
        }
        double dt = plan.number("dt", 0);
        double cfl = plan.number("cfl", 0.5);
        if (dt < 0 || !(cfl > 0)) {
            throw plan.mistake(dt < 0 ? "dt" : "cfl", "must be positive, got " + (dt < 0 ? dt : cfl));
        }
        int[] points = plan.integers("points", "even numbers of points, one or one per coordinate");
        if (points.length != 1 && points.length != dimension) {
            throw plan.mistake("points", "one number or " + dimension + " are needed, given " + points.length);
        }
        int frames = plan.integer("frames", FRAMES[dimension - 1], 1);
        return new Plan(
                until,
                dt,
                cfl,
                points,
                plan.choice("method", FieldIntegrator.class, FieldIntegrator.LEAPFROG),
                frames,
                plan.integer("samples", Math.max(1, SAMPLES[dimension - 1] / frames), 1),
                (long) plan.number("seed", 1),
                plan.flag("estimate", dimension == 1),
                plan);
    }
}
