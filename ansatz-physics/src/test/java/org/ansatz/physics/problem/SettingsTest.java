package org.ansatz.physics.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.ansatz.physics.problem.Settings.Setting;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private static final List<Setting> DECLARED =
            List.of(new Setting("points", "auto", ""), new Setting("hidden", "auto", ""));

    private static Settings fromFile(String solve) {
        return ProblemFile.parse(
                        "coordinates: {x: [0, 1]}\nfields: [u]\nequations: [\"u_x = 1\"]\nsolve: " + solve + "\n",
                        Path.of("p.yaml"))
                .settings();
    }

    @Test
    void anUndeclaredSettingNamesItsPlaceAndTheNearestDeclaredOne() {
        assertThatThrownBy(() -> fromFile("{method: mlp, hiden: [8]}").checkNames("the method mlp", DECLARED))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageStartingWith(
                        "p.yaml:4:22: unknown setting `hiden` of the method mlp; did you mean `hidden`?");
    }

    @Test
    void aValueOfTheWrongKindNamesItsPlace() {
        assertThatThrownBy(() -> fromFile("{points: many}").integer("points", 1))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageStartingWith("p.yaml:4:17: solve: points: `many` is not a number");
        Settings overridden = fromFile("{points: many}").with("points", "2.5", "--set points=2.5");
        assertThatThrownBy(() -> overridden.integer("points", 1))
                .hasMessage("--set points=2.5: solve: points: `2.5` is not a whole number");
    }

    @Test
    void settingsKeepTheirOrderAndCanBeNarrowed() {
        Settings all = fromFile("{z: 1, points: 2, a: 3}");
        assertThat(all.given().keySet()).containsExactly("z", "points", "a");
        assertThat(all.placed(new InvalidProblem("solve: a: 3 is odd")))
                .hasMessageStartingWith("p.yaml:4:29: solve: a: 3 is odd");
        assertThat(all.only("points"::equals).given()).containsOnlyKeys("points");
    }

    @Test
    void assignmentsAreReadAsOnTheCommandLineAndLaterOnesCount() {
        Settings settings = Settings.of("points=10", "hidden=[2, 3]").and("points=20", "formula=a=b");
        assertThat(settings.given())
                .containsEntry("points", "20")
                .containsEntry("hidden", "[2, 3]")
                .containsEntry("formula", "a=b");
        assertThatThrownBy(() -> Settings.of("points")).hasMessage("\"points\": expected name=value");
    }
}
