package org.ansatz.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs from the file to the folder, on a problem that takes a moment: u' = 2, u(0) = 0. */
class RunsTest {
    private static final List<Object> QUICK = List.of("--set", "hidden=[6]", "points=20", "time=2", "windows=off");

    @TempDir
    static Path shared;

    private static Path problem;
    private static Path finished;
    private static Invocation solved;

    @BeforeAll
    static void solveOnce() throws Exception {
        problem = shared.resolve("line.yaml");
        Files.writeString(problem, """
                coordinates: {x: [0, 1]}
                fields: [u]
                equations: ["u_x = 2"]
                conditions: [{at: "x = 0", u: "0"}]
                exact: {u: "2*x"}
                outputs: {end: "u at x = 1"}
                """);
        finished = shared.resolve("finished");
        solved = quickly("solve", problem, "--json", "--out", finished);
    }

    private static Invocation quickly(Object... words) {
        return quickly(new Interruption(), words);
    }

    private static Invocation quickly(Interruption interruption, Object... words) {
        List<Object> all = new java.util.ArrayList<>(List.of(words));
        all.addAll(QUICK);
        return Invocation.of(interruption, all.toArray());
    }

    @Test
    void solvePrintsOneJsonObjectAndFillsTheFolder() throws Exception {
        assertThat(solved.status()).as(solved.err()).isZero();
        JsonNode root = solved.json();
        assertThat(root.get("method").asText()).isEqualTo("mlp");
        assertThat(root.get("folder").asText()).isEqualTo(finished.toString());
        assertThat(root.get("error_kind").asText()).isEqualTo("exact");
        JsonNode error = figure(root, "relative_l2.u");
        assertThat(error.get("value").asDouble()).isLessThan(1e-3);
        assertThat(figure(root, "output.end").get("value").asDouble()).isCloseTo(2, within(1e-2));
        assertThat(finished.resolve("config.yaml")).exists();
        assertThat(finished.resolve("metrics.json")).exists();
        assertThat(finished.resolve("model.safetensors")).exists();
    }

    private static JsonNode figure(JsonNode root, String name) {
        for (JsonNode figure : root.get("figures")) {
            if (figure.get("name").asText().equals(name)) {
                return figure;
            }
        }
        throw new AssertionError("no figure " + name + " in " + root);
    }

    @Test
    void showTellsWhatWasFound() throws Exception {
        Invocation text = Invocation.of("show", finished);
        assertThat(text.status()).isZero();
        assertThat(text.out()).contains("relative_l2.u", "line.yaml");
        assertThat(Invocation.of("show", finished, "--json").json().get("name").asText())
                .isEqualTo("line");
        Invocation nowhere = Invocation.of("show", shared.resolve("nowhere"));
        assertThat(nowhere.status()).isEqualTo(2);
        assertThat(nowhere.err()).contains("there is no such run folder");
    }

    @Test
    void evaluatesTheSolutionAndItsDerivativesAtGivenPoints() throws Exception {
        Path points = Files.writeString(shared.resolve("points.csv"), "label,x\n7,0\n8,0.25\n9,1\n");
        Path values = shared.resolve("values.csv");
        Invocation done = Invocation.of("eval", finished, "--at", points, "--out", values, "--fields", "u,u_x");
        assertThat(done.status()).as(done.err()).isZero();
        List<String> lines = Files.readAllLines(values);
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).isEqualTo("x,u,u_x");
        String[] row = lines.get(2).split(",", -1);
        assertThat(Double.parseDouble(row[0])).isEqualTo(0.25);
        assertThat(Double.parseDouble(row[1])).isCloseTo(0.5, within(1e-2));
        assertThat(Double.parseDouble(row[2])).isCloseTo(2, within(1e-1));
    }

    @Test
    void evaluationRefusesMissingColumnsPointsOutsideAndUnknownFields() throws Exception {
        Path values = shared.resolve("refused.csv");
        Path wrong = Files.writeString(shared.resolve("wrong.csv"), "y\n1\n");
        assertThat(eval(wrong, values, "u").err())
                .isEqualTo(line(wrong + ": the column x is missing; the header is y, the problem needs x"));
        Path outside = Files.writeString(shared.resolve("outside.csv"), "x\n0.5\n2\n-1\n");
        assertThat(eval(outside, values, "u").err())
                .isEqualTo(line(outside + ": 2 of 3 points lie outside the domain, the first is x = 2.0, point 2"));
        Path inside = Files.writeString(shared.resolve("inside.csv"), "x\n0.5\n");
        Invocation unknown = eval(inside, values, "u_y");
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err()).startsWith("ansatz: --fields u_y: ");
        Invocation expression = eval(inside, values, "2*u");
        assertThat(expression.err()).contains("--fields 2*u: expected a field or a derivative of one; fields: u");
        Path text = Files.writeString(shared.resolve("text.csv"), "x\nabc\n");
        assertThat(eval(text, values, "u").err()).contains("row 2, column 1 (x): `abc` is not a finite number");
        assertThat(values).doesNotExist();
    }

    private static Invocation eval(Path at, Path out, String fields) {
        return Invocation.of("eval", finished, "--at", at, "--out", out, "--fields", fields);
    }

    private static String line(String message) {
        return "ansatz: " + message + System.lineSeparator();
    }

    @Test
    void aFolderThatIsNotEmptyIsRefusedBeforeWork() throws Exception {
        Invocation again = quickly("solve", problem, "--out", finished);
        assertThat(again.status()).isEqualTo(2);
        assertThat(again.err()).contains("is not empty");
    }

    @Test
    void aFolderThatCannotBeWrittenIsRefusedBeforeWork() throws Exception {
        Path locked = Files.createDirectory(shared.resolve("locked"));
        assertThat(locked.toFile().setWritable(false)).isTrue();
        try {
            assumeFalse(Files.isWritable(locked), "the administrator may write everywhere");
            Invocation refused = quickly("solve", problem, "--out", locked.resolve("run"));
            assertThat(refused.status()).isEqualTo(2);
            assertThat(refused.err()).contains("cannot be written");
        } finally {
            assertThat(locked.toFile().setWritable(true)).isTrue();
        }
    }

    @Test
    void aFileInTheWayOfTheFolderIsRefusedBeforeWork() throws Exception {
        Path file = Files.writeString(shared.resolve("in-the-way"), "");
        assertThat(quickly("solve", problem, "--out", file.resolve("run")).status())
                .isEqualTo(2);
        assertThat(quickly("solve", problem, "--out", file).err()).contains("is a file");
    }

    @Test
    void anInterruptedRunKeepsWhatItHasAndTellsHowToGoOn() throws Exception {
        Path out = shared.resolve("interrupted");
        Interruption interruption = new Interruption();
        interruption.ask();
        Invocation stopped = quickly(interruption, "solve", problem, "--out", out);
        assertThat(stopped.status()).isEqualTo(130);
        assertThat(stopped.err()).contains("ansatz solve --resume " + out);
        assertThat(out.resolve("metrics.json")).exists();
        Invocation resumed = Invocation.of("solve", "--resume", out, "--json");
        assertThat(resumed.status()).as(resumed.err()).isZero();
        assertThat(resumed.json().get("status").asText()).isNotEqualTo("interrupted");
    }

    @Test
    void whatIsRefusedOnResumingLeavesTheRunAsItWas() throws Exception {
        Path out = shared.resolve("kept");
        Interruption interruption = new Interruption();
        interruption.ask();
        Invocation stopped = Invocation.of(interruption, "solve", problem, "--method", "gp", "--out", out);
        assertThat(stopped.status()).as(stopped.err()).isEqualTo(130);
        String before = Files.readString(out.resolve("config.yaml"));
        Invocation refused = Invocation.of("solve", "--resume", out, "--set", "components=7");
        assertThat(refused.status()).as(refused.err()).isEqualTo(2);
        assertThat(out.resolve("config.yaml")).hasContent(before);
    }

    @Test
    void resumingWithAnotherProblemIsRefused() throws Exception {
        Path other = Files.writeString(
                shared.resolve("other.yaml"), "coordinates: {x: [0, 2]}\nfields: [u]\nequations: [\"u_x = 2\"]\n");
        Invocation refused = Invocation.of("solve", other, "--resume", finished);
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("not the problem that");
    }

    @Test
    void aMonitorSaysWhichSymmetriesANetworkLacks() throws Exception {
        Path out = shared.resolve("watched");
        Invocation watched =
                quickly("solve", problem, "--optimizer", "sgd(rate=0.01)", "--monitor", "noether", "--out", out);
        assertThat(watched.status()).as(watched.err()).isZero();
        assertThat(watched.err())
                .contains("scale of hidden_0.weight: broken, |<g,X>|/(|g||X|) = ")
                .contains("this loss has none of the symmetries");
        assertThat(out.resolve("noether.csv")).exists();
        assertThat(out.resolve("figures/noether.png")).exists();
        assertThat(Files.readString(out.resolve("config.yaml"))).contains("monitor: noether");
    }

    @Test
    void monitorsThatCannotWatchAreRefusedBeforeWork() {
        Invocation searching = quickly("solve", problem, "--monitor", "noether");
        assertThat(searching.status()).isEqualTo(2);
        assertThat(searching.err())
                .contains(
                        "--monitor noether: solve: monitor: noether watches every step of a first-order optimizer; lm");
        Invocation unknown = quickly("solve", problem, "--optimizer", "sgd", "--monitor", "noeter");
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err()).contains("expected none, noether");
        Invocation other = Invocation.of("solve", problem, "--method", "classical", "--monitor", "noether");
        assertThat(other.status()).isEqualTo(2);
        assertThat(other.err()).contains("the method classical has no training that can be watched");
    }

    @Test
    void comparisonMeasuresEveryMethodOnTheSameTerms() throws Exception {
        Path out = shared.resolve("compared");
        Invocation compared = quickly("compare", problem, "--optimizers", "lm,adam", "--json", "--out", out);
        assertThat(compared.status()).as(compared.err()).isZero();
        JsonNode root = compared.json();
        assertThat(figure(root, "lm.relative_l2.u").get("value").asDouble()).isLessThan(1e-3);
        assertThat(figure(root, "adam.relative_l2.u").get("value").asDouble()).isPositive();
        assertThat(root.get("verdict").asText()).isNotEmpty();
        assertThat(compared.err()).contains("equal terms", "lm 2 s", "adam 2 s");
        assertThat(out.resolve("lm").resolve("metrics.json")).exists();
        assertThat(out.resolve("figures").resolve("losses.png")).exists();
        assertThat(Invocation.of("compare", problem).err()).contains("one of --methods a,b,c and --optimizers a,b,c");
    }
}
