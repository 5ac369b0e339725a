package org.ansatz.dynamics.simulation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.ansatz.dynamics.field.CoupledPotential;
import org.ansatz.dynamics.field.FieldEvolution;
import org.ansatz.dynamics.field.LatticeFieldTheory;
import org.ansatz.dynamics.lattice.Boundary;
import org.ansatz.dynamics.lattice.FourierBox;
import org.ansatz.dynamics.lattice.FourierLine;
import org.ansatz.dynamics.lattice.PowerLawBackground;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.problem.Input;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.report.RunFolder;

/** A field theory of a file, ready to evolve: everything that can be wrong with it has been found. */
public final class Simulation {
    /** The second observation, after the energy. */
    static final String CHANGE = "change";

    private final SimulationFile file;
    private final LatticeFieldTheory theory;
    private final double[] initial;
    private final int stepsPerSample;
    private final double dt;
    private final List<Observable> observables = new ArrayList<>();

    private Simulation(SimulationFile file) {
        this.file = file;
        refuseMemory();
        FourierBox box = box();
        theory = new LatticeFieldTheory(box, potential(box), file.background());
        initial = new InitialState(file, theory).state();
        double interval = file.plan().until() - file.background().start();
        if (!(interval > 0)) {
            throw file.plan()
                    .section()
                    .mistake(
                            "until",
                            "the end must come after the background's start "
                                    + file.background().start());
        }
        double sample = interval / ((double) file.plan().frames() * file.plan().samples());
        double wanted = file.plan().dt() > 0 ? file.plan().dt() : file.plan().cfl() / theory.largestWaveNumber();
        // A step that fits a whole number of times but for rounding does fit.
        double steps = Math.ceil(sample / wanted * (1 - 1e-12));
        if (steps > Integer.MAX_VALUE) {
            throw file.plan().section().mistake("dt", "more than " + Integer.MAX_VALUE + " steps between two samples");
        }
        stepsPerSample = (int) steps;
        dt = sample / stepsPerSample;
        // A given step that is shortened to fit between samples is judged as it was given.
        refuseUnstable(
                file.plan().dt() > 0 ? "dt" : "cfl", Math.max(dt, file.plan().dt()));
        file.observables().forEach((name, watched) -> {
            try {
                observables.add(new Observable(
                        name, watched.reduction(), watched.formula(), theory, file.fields(), file.inputs()));
            } catch (InvalidProblem e) {
                throw watched.place().mistake(e.getMessage());
            }
        });
    }

    /**
     * Reads a file and makes everything ready.
     *
     * @param file YAML; one of another ending is a scenario of amangkurat, lines {@code key = value}
     * @param over settings over those of its section {@code simulate}
     * @throws InvalidProblem at the first mistake, an unstable step among them
     */
    public static Simulation read(Path file, Settings over) {
        try {
            return new Simulation(SimulationFile.read(file, over));
        } catch (InvalidProblem mistake) {
            throw SimulationFile.inWordsOf(file, mistake);
        }
    }

    /** What should be said about a file that can be simulated, such as a pair of kinks that overlap. */
    public static Optional<String> warning(Path file) {
        return SimulationFile.warning(file);
    }

    /**
     * The simulation of a run, to go on with it.
     *
     * @throws InvalidProblem if the run simulated nothing
     */
    public static Simulation ofRun(RunFolder folder) {
        return new Simulation(SimulationFile.ofRun(folder));
    }

    /** The name in the file. */
    public String name() {
        return file.name();
    }

    /** The seed of the fields at the start. */
    public long seed() {
        return file.plan().seed();
    }

    SimulationFile file() {
        return file;
    }

    /** The equations on the points. */
    public LatticeFieldTheory theory() {
        return theory;
    }

    /** The state at the start. */
    public double[] initial() {
        return initial.clone();
    }

    /** The step in force: the given one or a little less, a whole number of times between two samples. */
    public double dt() {
        return dt;
    }

    int stepsPerSample() {
        return stepsPerSample;
    }

    int totalSamples() {
        return file.plan().frames() * file.plan().samples();
    }

    List<Observable> observables() {
        return observables;
    }

    private FourierBox box() {
        List<FourierLine> axes = new ArrayList<>();
        int[] points = file.plan().points();
        for (int a = 0; a < file.box().size(); a++) {
            Input input = file.box().get(a);
            int n = points[points.length == 1 ? 0 : a];
            Boundary boundary = file.boundaries().get(a);
            axes.add(file.plan()
                    .section()
                    .placed(
                            "points",
                            () -> new FourierLine(
                                    n, input.interval().min(), input.interval().length(), boundary)));
        }
        return file.plan().section().placed("points", () -> new FourierBox(axes));
    }

    /** States, their slopes and what formulas read, before any of it is there. */
    private void refuseMemory() {
        int[] points = file.plan().points();
        int places = file.box().size();
        double sites = 1;
        for (int a = 0; a < places; a++) {
            sites *= points[points.length == 1 ? 0 : a];
        }
        int states = file.plan().estimate() ? 3 : 2;
        int numbers = (2 * states + 3) * file.fields().size() + 1 + places;
        for (SimulationFile.Watched watched : file.observables().values()) {
            numbers += places + 2 + Exprs.fieldTerms(List.of(watched.formula())).size();
        }
        double bytes = sites * numbers * Double.BYTES;
        long most = Runtime.getRuntime().maxMemory();
        if (bytes > most) {
            throw file.plan()
                    .section()
                    .mistake(
                            "points",
                            String.format(
                                    Locale.ROOT,
                                    "%.0f points need about %.1f GB of memory (%d numbers each), and Java may use %.1f GB; fewer"
                                            + " points, or ANSATZ_JAVA_OPTS=-Xmx...",
                                    sites,
                                    bytes * 1e-9,
                                    numbers,
                                    most * 1e-9));
        }
    }

    private CoupledPotential potential(FourierBox box) {
        try {
            return new CoupledPotential(
                    file.potential(), file.fields(), file.inputs(), file.coordinates(), box.coordinates());
        } catch (InvalidProblem e) {
            throw file.potentialPlace().mistake(e.getMessage());
        }
    }

    /** An expanding background makes the potential steeper as it goes on, so the end counts as well. */
    private void refuseUnstable(String setting, double step) {
        double[] late = initial.clone();
        PowerLawBackground background = file.background();
        double growth = Math.max(1, Math.pow(background.scale(file.plan().until()), 2));
        double k = theory.largestWaveNumber();
        double curvature = growth * theory.steepestCurvature(late);
        double limit = file.plan().method().stabilityLimit() / Math.sqrt(k * k + curvature);
        if (!(step < limit)) {
            throw file.plan()
                    .section()
                    .mistake(
                            setting,
                            String.format(
                                    Locale.ROOT,
                                    "the step %.6g is not below the limit %.6g of stability of %s (largest wave number %.6g, steepest"
                                            + " potential %.6g)",
                                    step,
                                    limit,
                                    file.plan().method().word(),
                                    k,
                                    curvature));
        }
    }

    /**
     * An evolution from the start.
     *
     * @param refinement by how much the step is divided
     */
    FieldEvolution evolution(int refinement) {
        return new FieldEvolution(theory, file.plan().method(), initial, dt / refinement);
    }

    /** An evolution that goes on from a state. */
    FieldEvolution evolution(double[] state, long step) {
        return new FieldEvolution(theory, file.plan().method(), state, dt, step);
    }

    /**
     * What is watched at a state: energies, momentum, the file's observables. {@code change} is how much the conserved quantity
     * has changed since the start, by the fields' energy: in flat space by the one at the start.
     */
    Map<String, Double> observe(double[] state) {
        Map<String, Double> values = new LinkedHashMap<>();
        double[] densities = theory.densities(state);
        double energy = theory.comovingEnergy(state);
        boolean flat = theory.background().isFlat();
        values.put(flat ? "energy" : "comoving_energy", energy);
        values.put(CHANGE, change(theory.conserved(state), flat ? theory.conserved(initial) : energy));
        if (!flat) {
            values.put("a", theory.scale(state));
        }
        values.put("kinetic", densities[0]);
        values.put("gradient", densities[1]);
        values.put("potential", densities[2]);
        for (int a = 0; a < theory.box().dimension(); a++) {
            values.put("momentum_" + file.coordinates().get(a), theory.momentum(state, a));
        }
        observables.forEach(observable -> values.put(observable.name(), observable.of(state)));
        return values;
    }

    private double change(double conserved, double unit) {
        double change = Math.abs(conserved - theory.conserved(initial));
        return unit == 0 ? change : change / Math.abs(unit);
    }
}
