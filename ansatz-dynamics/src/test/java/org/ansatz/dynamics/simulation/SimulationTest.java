package org.ansatz.dynamics.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.report.Metrics;
import org.ansatz.physics.report.RunFolder;
import org.ansatz.tensor.io.NdArray;
import org.ansatz.tensor.io.Npz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulationTest {
    private static final String BREATHER = """
            coordinates: {x: [-20, 20]}
            fields: [phi]
            parameters: {omega: 0.6, eta: sqrt(1 - omega^2)}
            potential: 1 - cos(phi)
            initial: {phi: 4*atan(eta/omega/cosh(eta*x))}
            observables: {height: {max: abs(phi)}, slope: {mean: phi_x^2 + phi_t^2}}
            simulate: {until: 20, points: 128, frames: 10, samples: 4, method: yoshida4}
            """;
    private static final String PLANE = """
            coordinates: {x: [0, 6], y: [0, 5]}
            fields: [u, v]
            lagrangian: u_t^2/2 - u_x^2/2 - u_y^2/2 + v_t^2/2 - (v_x^2 + v_y^2)/2 - (u^2 + v^2 - 1)^2/4
            background: {w: 1/3, start: 1}
            initial:
              u: {noise: {rms: 0.1, length: 0.5}}
              v: {noise: {rms: 0.1, length: 0.5}}
              u_t: 0.1*sin(2*pi*x/6)
            simulate: {until: 3, points: [16, 12], frames: 3, samples: 5}
            """;

    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "s", ".yaml"), text);
    }

    private Simulation read(String text) throws IOException {
        return Simulation.read(file(text), Settings.empty().under("simulate"));
    }

    /** A run that is asked to stop after some looks; never for a negative number. */
    private record Stopping(Path place, boolean resuming, AtomicInteger looks) implements Run {
        @Override
        public long seed() {
            return 1;
        }

        @Override
        public Optional<Path> folder() {
            return Optional.of(place);
        }

        @Override
        public void say(String message) {}

        @Override
        public void progress(double fraction, String stage, long step, Map<String, Double> figures) {}

        @Override
        public boolean stopRequested() {
            return looks.get() >= 0 && looks.decrementAndGet() < 0;
        }
    }

    private Metrics run(Simulation simulation, RunFolder place, boolean resuming, int looks) throws IOException {
        SimulationRun run = new SimulationRun(simulation, place);
        if (!resuming) {
            run.recordConfiguration(Settings.empty());
        }
        Run stopping = new Stopping(place.path(), resuming, new AtomicInteger(looks));
        assertThat(run.evolve(stopping)).isEqualTo(looks < 0);
        return run.report(new Stopping(place.path(), resuming, new AtomicInteger(-1)));
    }

    @Test
    void aBreatherIsThatOfItsClosedForm() throws IOException {
        RunFolder place = new RunFolder(Files.createDirectory(folder.resolve("run")));
        Metrics metrics = run(read(BREATHER), place, false, -1);
        Map<String, NdArray> arrays = Npz.read(place.solution());
        double[] x = arrays.get("x").values();
        double[] t = arrays.get("t").values();
        double[] phi = arrays.get("phi").values();
        assertThat(arrays.get("phi").shape()).containsExactly(11, 128);
        double largest = 0;
        for (int f = 0; f < t.length; f++) {
            for (int j = 0; j < x.length; j++) {
                double exact = 4 * Math.atan(0.8 / 0.6 * Math.cos(0.6 * t[f]) / Math.cosh(0.8 * x[j]));
                largest = Math.max(largest, Math.abs(phi[f * x.length + j] - exact));
            }
        }
        // The estimate is of the step's error at the end; the closed form is not periodic by 3e-6.
        assertThat(largest).isLessThan(2e-5);
        assertThat(metrics.figure("error_estimate.phi").value()).isBetween(1e-7, 2e-5);
        assertThat(metrics.figure("energy").value()).isCloseTo(16 * 0.8, within(1e-5));
        assertThat(metrics.figure("conservation_error").value()).isLessThan(1e-5);
        assertThat(metrics.figure("height.end").value()).isCloseTo(Math.abs(phi[10 * 128 + 64]), within(1e-12));
        assertThat(place.pictures().stream().map(path -> path.getFileName().toString()))
                .contains("phi.png", "phi-profiles.png", "conservation.png", "energies.png", "observable-height.png");
    }

    @Test
    void stoppedAndResumedItMakesTheSameBits() throws IOException {
        RunFolder whole = new RunFolder(Files.createDirectory(folder.resolve("whole")));
        RunFolder parts = new RunFolder(Files.createDirectory(folder.resolve("parts")));
        run(read(PLANE), whole, false, -1);
        run(read(PLANE), parts, false, 4);
        run(Simulation.ofRun(parts), parts, true, 3);
        run(Simulation.ofRun(parts), parts, true, -1);
        assertThat(parts.solution()).hasSameBinaryContentAs(whole.solution());
        assertThat(parts.history()).hasSameTextualContentAs(whole.history());
    }

    @Test
    void aLagrangianIsItsPotential() throws IOException {
        Simulation one = read(PLANE);
        Simulation other = read(PLANE.replaceFirst("lagrangian: .*", "potential: (u^2 + v^2 - 1)^2/4"));
        assertThat(one.theory().conserved(one.initial()))
                .isCloseTo(other.theory().conserved(other.initial()), within(1e-12));
    }

    @Test
    void noiseHasItsStrengthAndNoMean() throws IOException {
        Simulation simulation = read(PLANE);
        double[] state = simulation.initial();
        int n = simulation.theory().box().size();
        double mean = 0;
        double square = 0;
        for (int j = 0; j < n; j++) {
            mean += state[j] / n;
            square += state[j] * state[j] / n;
        }
        assertThat(mean).isCloseTo(0, within(1e-14));
        assertThat(square).isCloseTo(0.01, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "until: 20|until: -1|until: the time at the end is needed",
                "points: 128|points: 127|an even number of points from 8, got 127",
                "points: 128|points: 250000000|points need about",
                "frames: 10|frames: 0|not a whole number from 1",
                "frames: 10, samples: 4|frames: 10, samples: 1, dt: 0.5|dt: the step 0.500000 is not below the limit",
                "frames: 10|frame: 10|unknown key `frame` in simulate",
                "method: yoshida4|method: euler|unknown word `euler`",
                "x: [-20, 20]|x: [-20, 20], t: [0, 1]|time is no coordinate of the box",
                "potential: 1 - cos(phi)|potential: phi_x^2|made of fields, not of their derivatives",
                "potential: 1 - cos(phi)|potential: t*phi|time may not stand here",
                "potential: 1 - cos(phi)|potential: cos(psi)|psi",
                "potential: 1 - cos(phi)|lagrangian: phi_t^2 - phi_x^2/2|its terms with derivatives are others",
                "potential: 1 - cos(phi)|lagrangian: phi_xx*phi|higher derivative of `phi`",
                "/cosh(eta*x))|*tanh(eta*x))|where x ends and should be",
                "phi: 4*atan|psi: 4*atan|unknown key `psi` of initial",
                "phi: 4*atan|phi: log(x)*atan|NaN",
                "slope: {mean|slope: {median|unknown key `median` of an observable",
                "phi_x^2 + phi_t^2|phi_xt|first derivatives",
                "fields: [phi]|fields: []|at least one field",
                "eta: sqrt(1 - omega^2)|eta: {unknown: true}|parameters of a simulation are numbers",
                "fields: [phi]|boundaries: {x: open}\\nfields: [phi]|unknown boundary `open`",
                "fields: [phi]|background: {w: -1, start: 1}\\nfields: [phi]|w > -1/3",
            })
    void mistakesAreToldWithTheirPlace(String part, String wrong, String message) {
        String text = BREATHER.replace(part, wrong.replace("\\n", "\n"));
        assertThat(text).isNotEqualTo(BREATHER);
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining(message)
                .hasMessageContaining(".yaml");
    }
}
