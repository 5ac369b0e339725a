package org.ansatz.dynamics.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioFileTest {
    private static final double KINK = 2 * Math.sqrt(2) / 3;

    @TempDir
    private Path folder;

    private double energy(String lines) throws IOException {
        Path file = Files.writeString(folder.resolve("case.txt"), lines.replace("; ", "\n"));
        Simulation simulation = Simulation.read(file, Settings.empty().under("simulate"));
        return simulation.theory().conserved(simulation.initial());
    }

    @Test
    void theFourScenariosHaveTheirEnergies() throws IOException {
        String box = "x_min = -40; x_max = 40; nx = 512; dt = 0.01; ";
        assertThat(energy(box + "potential = phi4; ic_type = kink; velocity = 0.3  # moving"))
                .isCloseTo(KINK / Math.sqrt(1 - 0.09), within(1e-9));
        assertThat(energy(box + "potential = phi4; ic_type = kink; lambda = 2; vacuum = 1.5"))
                .isCloseTo(KINK * Math.sqrt(2) * Math.pow(1.5, 3), within(1e-7));
        assertThat(energy(box + "potential = sine_gordon; ic_type = breather; frequency = 0.6"))
                .isCloseTo(16 * 0.8, within(1e-9));
        assertThat(energy(box + "potential = phi4; ic_type = kink_antikink; velocity = 0.3; separation = 24"))
                .isCloseTo(2 * KINK / Math.sqrt(1 - 0.09), within(1e-9));
        // The integrals of phi^2 and phi_x^2 of exp(-x^2/4) are sqrt(2 pi) and a quarter of it.
        assertThat(energy(box + "potential = linear; ic_type = gaussian"))
                .isCloseTo(0.625 * Math.sqrt(2 * Math.PI), within(1e-9));
        // Released option: it starts with the rate u phi, here twice the field.
        assertThat(energy(box + "potential = linear; ic_type = gaussian; velocity = 2"))
                .isCloseTo(2.625 * Math.sqrt(2 * Math.PI), within(1e-9));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nx = 512; ny = 2|case.txt:2: unknown key `ny`|separation",
                "nx 512|case.txt:1: expected `key = value`|nx 512",
                "dt = fast|case.txt:1: dt|`fast` is not a number",
                "ic_type = kink; velocity = 1.2|case.txt:2: velocity|below that of light",
                "nx = 512.7|case.txt:1: nx|even number from 8, got 512.7",
                "nx = 511|case.txt:1: nx|even number from 8",
                "dt = 5|case.txt: dt|limit",
                "n_frames = 0|case.txt:1: n_frames|whole number from 1",
                "frequency = 1|case.txt:1: frequency|between 0 and 1",
                "width = 0|case.txt:1: width|positive",
                "t_final = 0|case.txt:1: t_final|positive",
                "ic_type = breather|case.txt:1: ic_type|needs potential = sine_gordon",
                "potential = phi6|case.txt:1: potential|unknown word `phi6`"
            })
    void mistakesAreToldWithTheirLine(String lines, String place, String message) {
        assertThatThrownBy(() -> energy(lines))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining(place)
                .hasMessageContaining(message);
    }

    @Test
    void pairsThatOverlapAreWarnedOf() throws IOException {
        Path close = Files.writeString(folder.resolve("close.txt"), "ic_type = kink_antikink\nseparation = 5\n");
        assertThat(Simulation.warning(close))
                .hasValueSatisfying(text -> assertThat(text).contains("separation = 5.0"));
        Path far = Files.writeString(folder.resolve("far.txt"), "ic_type = kink_antikink\nseparation = 6\n");
        assertThat(Simulation.warning(far)).isEmpty();
        Path narrow = Files.writeString(
                folder.resolve("narrow.txt"), "ic_type = kink_antikink\nseparation = 5\nlambda = 4\nvacuum = 1\n");
        assertThat(Simulation.warning(narrow)).isEmpty();
        Path changing = Files.writeString(folder.resolve("changing.txt"), "adaptive_dt = true\n");
        assertThat(Simulation.warning(changing))
                .hasValueSatisfying(text -> assertThat(text).contains("adaptive_dt = true is not followed"));
    }

    @Test
    void aKinkHasTheChargeOneAndAPairNone() throws IOException {
        String box = "x_min = -40; x_max = 40; nx = 512; potential = phi4; ";
        assertThat(charge(box + "ic_type = kink; velocity = 0.3; vacuum = 1.5; lambda = 2"))
                .isCloseTo(1, within(1e-9));
        assertThat(charge(box + "ic_type = kink_antikink; separation = 20")).isCloseTo(0, within(1e-9));
    }

    private double charge(String lines) throws IOException {
        Path file = Files.writeString(folder.resolve("charge.txt"), lines.replace("; ", "\n"));
        Simulation simulation = Simulation.read(file, Settings.empty().under("simulate"));
        return simulation.observe(simulation.initial()).get("charge");
    }
}
