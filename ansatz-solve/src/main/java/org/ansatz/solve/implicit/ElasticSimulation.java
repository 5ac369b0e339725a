package org.ansatz.solve.implicit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.ansatz.physics.problem.Run;

/**
 * An elastic body stepped by minimising its incremental potential over the weights of its displacement network (arXiv
 * 2210.00124). The first step starts at rest.
 */
public final class ElasticSimulation {
    /** A group of samples and the energies summed over it; both may depend on the step and on the body's past. */
    public interface Group {
        /** Samples at rest, [dimension][n], on every call new ones or always the same. */
        double[][] points(RandomGenerator random);

        /**
         * Energies at such samples.
         *
         * @param step counted from one
         * @param last and earlier: displacements one and two steps ago at the points, [dimension][n]
         */
        List<EnergyTerm> terms(int step, double[][] points, double[][] last, double[][] earlier);

        /** Always the same energies on points drawn by a function. */
        static Group of(Function<RandomGenerator, double[][]> draw, EnergyTerm... terms) {
            return new Group() {
                @Override
                public double[][] points(RandomGenerator random) {
                    return draw.apply(random);
                }

                @Override
                public List<EnergyTerm> terms(int step, double[][] points, double[][] last, double[][] earlier) {
                    return List.of(terms);
                }
            };
        }
    }

    /**
     * What a step did.
     *
     * @param inversion the worst place that is turned inside out, empty if there is none
     */
    public record Step(
            double energy, int iterations, boolean converged, Optional<IncrementalPotential.Inversion> inversion) {}

    private static final String LAST = "displacement";
    private static final String EARLIER = "displacement_before";

    private final List<Group> groups;
    private final PotentialSolver solver;
    private final StepStreams streams;
    private NeuralField earlier;
    private NeuralField last;
    private int steps;

    /**
     * @param start displacement at rest
     * @param groups the body's interior first
     */
    public ElasticSimulation(NeuralField start, List<Group> groups, PotentialSolver solver, long seed) {
        this.earlier = start;
        this.last = start;
        this.groups = List.copyOf(groups);
        this.solver = solver;
        streams = new StepStreams(seed);
    }

    /** The displacement now. */
    public NeuralField displacement() {
        return last;
    }

    /**
     * One time step (or the only one of a static problem).
     *
     * @param run hears of the inner solve's progress and may stop it
     * @throws java.util.concurrent.CancellationException if it does
     */
    public Step step(Run run) {
        RandomGenerator random = streams.of(steps++);
        PotentialSolver.Minimum minimum =
                solver.minimise(this::potential, last.weights(), random, "time step " + steps, run);
        Optional<IncrementalPotential.Inversion> inversion = potential(random).inversion(minimum.weights());
        earlier = last;
        last = last.with(minimum.weights());
        return new Step(minimum.energy(), minimum.iterations(), minimum.converged(), inversion);
    }

    /** The step's potential on fresh samples. */
    private IncrementalPotential potential(RandomGenerator random) {
        IncrementalPotential potential = new IncrementalPotential(last.network());
        for (Group group : groups) {
            double[][] points = group.points(random);
            List<EnergyTerm> terms = new ArrayList<>(
                    group.terms(steps, points, last.at(points), steps == 1 ? last.at(points) : earlier.at(points)));
            potential.with(points, terms.toArray(EnergyTerm[]::new));
        }
        return potential;
    }

    private FieldCheckpoints checkpoints(Path folder) {
        return new FieldCheckpoints(folder, Map.of("simulation", "elastic", "seed", Long.toString(streams.seed())));
    }

    /**
     * Writes the displacements after the last step and before it to the step's own file in a folder.
     *
     * @return the file
     */
    public Path checkpoint(Path folder) {
        return checkpoints(folder).write(steps, Map.of(LAST, last, EARLIER, earlier), Map.of());
    }

    /**
     * Goes on from a checkpoint: the following steps are those, bit for bit, that would have followed it, if groups and solver
     * are those that it was made with.
     *
     * @param step number of time steps done before it
     * @throws org.ansatz.physics.problem.InvalidProblem if there is none, or it is of another seed or network
     */
    public void restart(Path folder, int step) {
        Map<String, NeuralField> fields = checkpoints(folder)
                .read(step, Map.of(LAST, last, EARLIER, earlier))
                .fields();
        last = fields.get(LAST);
        earlier = fields.get(EARLIER);
        steps = step;
    }
}
