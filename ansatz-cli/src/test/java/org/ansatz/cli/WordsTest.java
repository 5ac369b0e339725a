package org.ansatz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command makes of right and wrong words. */
class WordsTest {
    private static final List<String> COMMANDS =
            List.of("solve", "compare", "check", "eval", "methods", "list", "run", "show", "doctor");

    private static Path problem(Path folder, String solve) throws Exception {
        Path file = folder.resolve("line.yaml");
        Files.writeString(
                file,
                "coordinates: {x: [0, 1]}\nfields: [u]\nequations: [\"u_x = 2\"]\n"
                        + "conditions: [{at: \"x = 0\", u: \"0\"}]\nexact: {u: \"2*x\"}\n" + solve);
        return file;
    }

    @Test
    void helpNamesEveryCommandAndEveryCommandHasHelp() {
        Invocation help = Invocation.of("--help");
        assertThat(help.status()).isZero();
        assertThat(help.err()).isEmpty();
        for (String command : COMMANDS) {
            assertThat(help.out()).contains(command);
            Invocation own = Invocation.of(command, "--help");
            assertThat(own.status()).isZero();
            assertThat(own.out()).startsWith("Usage: ansatz " + command);
        }
    }

    @Test
    void noCommandIsWrongInput() {
        Invocation nothing = Invocation.of();
        assertThat(nothing.status()).isEqualTo(2);
        assertThat(nothing.out()).isEmpty();
        assertThat(nothing.err()).contains("a command is needed");
    }

    @Test
    void aMistypedCommandOrOptionGetsTheNearestWord() {
        Invocation command = Invocation.of("slove", "x.yaml");
        assertThat(command.status()).isEqualTo(2);
        assertThat(command.err()).startsWith("ansatz: unknown command `slove`; did you mean `solve`?");
        Invocation option = Invocation.of("solve", "x.yaml", "--metod=mlp");
        assertThat(option.status()).isEqualTo(2);
        assertThat(option.err()).startsWith("ansatz solve: unknown option `--metod`; did you mean `--method`?");
    }

    @Test
    void aMistypedMethodStudyOrScaleGetsTheNearestWord(@TempDir Path folder) throws Exception {
        assertThat(Invocation.of("methods", "mpl").err()).isEqualTo(line("unknown method `mpl`; did you mean `mlp`?"));
        assertThat(Invocation.of("solve", problem(folder, ""), "--method", "mpl")
                        .err())
                .isEqualTo(line("unknown method `mpl`; did you mean `mlp`?"));
        assertThat(Invocation.of("run", "gradient-pathology").err())
                .isEqualTo(line("unknown study `gradient-pathology`; did you mean `gradient-pathologies`?"));
        assertThat(Invocation.of("run", "equino").err()).contains("the system `equino` has no study in this version");
        Invocation scale = Invocation.of("run", "gradient-pathologies", "--scale", "tinny");
        assertThat(scale.status()).isEqualTo(2);
        assertThat(scale.err()).isEqualTo(line("--scale tinny: unknown scale; did you mean `tiny`?"));
    }

    private static String line(String message) {
        return "ansatz: " + message + System.lineSeparator();
    }

    @Test
    void wrongSettingsNameTheirPlaceAndCreateNoFolder(@TempDir Path folder) throws Exception {
        Path out = folder.resolve("out");
        Invocation unknown =
                Invocation.of("solve", problem(folder, "solve: {method: mlp, hiden: [8]}\n"), "--out", out);
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err())
                .startsWith(
                        "ansatz: line.yaml:6:22: unknown setting `hiden` of the method mlp; did you mean `hidden`?");
        Invocation value = Invocation.of("solve", problem(folder, ""), "--set", "points=many", "--out", out);
        assertThat(value.err()).isEqualTo(line("--set points=many: solve: points: `many` is not a number"));
        Invocation width = Invocation.of("solve", problem(folder, "solve: {hidden: [0]}\n"), "--out", out);
        assertThat(width.status()).isEqualTo(2);
        assertThat(width.err()).startsWith("ansatz: line.yaml:6:17: solve: hidden: ");
        Invocation method = Invocation.of("solve", problem(folder, "solve: {method: pinn}\n"), "--out", out);
        assertThat(method.err()).startsWith("ansatz: line.yaml:6:17: solve: method: unknown method `pinn`");
        Invocation assignment = Invocation.of("solve", problem(folder, ""), "--set", "points", "--out", out);
        assertThat(assignment.err()).startsWith("ansatz: --set points: expected KEY=VALUE");
        assertThat(out).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tpu", "cuda:0"})
    void aDeviceThatDoesNotExistIsWrongInput(String device, @TempDir Path folder) throws Exception {
        Invocation invocation = Invocation.of("solve", problem(folder, ""), "--device", device);
        assertThat(invocation.status()).isEqualTo(2);
        assertThat(invocation.err()).isEqualTo(line("--device " + device + ": expected cpu or cuda"));
    }

    @Test
    void aFileThatDoesNotExistIsWrongInputAlsoInJson() throws Exception {
        Invocation invocation = Invocation.of("solve", "none.yaml", "--json");
        assertThat(invocation.status()).isEqualTo(2);
        assertThat(invocation.json().get("error").asText()).contains("none.yaml");
        assertThat(invocation.json().get("exit_status").asInt()).isEqualTo(2);
        assertThat(invocation.err()).doesNotContain("\tat ");
    }

    @Test
    void methodsAndListTellTheSameInTextAndJson() throws Exception {
        Invocation methods = Invocation.of("methods", "--json");
        assertThat(methods.status()).isZero();
        assertThat(methods.json().get("methods").get(0).get("name").asText()).isEqualTo("mlp");
        assertThat(Invocation.of("methods").out()).contains("mlp  (the default)", "hidden: auto", "fismo");
        assertThat(Invocation.of("methods", "muon").out())
                .contains("ns_steps: 5")
                .doesNotContain("adaptive:");
        assertThat(methods.json().get("optimizers").get(0).get("name").asText()).isEqualTo("adam");
        Invocation list = Invocation.of("list", "pathologies", "--json");
        assertThat(list.json().get("systems")).hasSize(1);
        assertThat(list.json().get("systems").get(0).get("study").asText()).isEqualTo("gradient-pathologies");
        assertThat(Invocation.of("list").out()).contains("39 systems");
        assertThat(Invocation.of("list", "nothing-like-this").out()).startsWith("0 systems");
    }

    @Test
    void checkTellsTheProblemBack(@TempDir Path folder) throws Exception {
        Invocation text = Invocation.of("check", problem(folder, ""));
        assertThat(text.status()).isZero();
        assertThat(text.out()).contains("u_x = 2", "x in [0.0, 1.0]", "at most 280 s");
        Invocation json = Invocation.of("check", problem(folder, ""), "--json");
        assertThat(json.json().get("equations").get(0).asText()).contains("u_x = 2");
        assertThat(json.json().get("given").get(0).asText()).isEqualTo("u at all x: 1 of 1");
    }

    @Test
    void checkWarnsOfAMissingCondition(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("wave.yaml");
        Files.writeString(file, """
                coordinates: {x: [0, 1], t: [0, 1]}
                fields: [u]
                equations: ["u_tt = u_xx"]
                conditions:
                  - {at: "t = 0", u: "sin(pi*x)"}
                  - {at: boundary, u: "0"}
                """);
        assertThat(Invocation.of("check", file).out()).contains("u_tt needs two conditions at t = 0, one is given");
    }

    @Test
    void doctorFindsAWorkingBlas() throws Exception {
        Invocation doctor = Invocation.of("doctor", "--json");
        assertThat(doctor.status()).isZero();
        assertThat(doctor.json().get("BLAS").get("found").asText()).contains("GFLOP/s");
    }
}
