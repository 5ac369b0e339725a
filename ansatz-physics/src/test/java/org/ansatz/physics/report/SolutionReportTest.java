package org.ansatz.physics.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.ProblemFile;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Solution;
import org.ansatz.physics.problem.Solution.ParameterEstimate;
import org.ansatz.tensor.io.NdArray;
import org.ansatz.tensor.io.Npz;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class SolutionReportTest {
    private static final String LINE_AND_TIME = """
            name: heat
            title: Heat in a rod & nothing <else>
            coordinates: {x: [0, 1], t: [0, 2]}
            fields: [u]
            parameters: {kappa: {unknown: true, initial: 1, min: 0}}
            equations: ["u_t = kappa*u_xx"]
            conditions:
              - {at: t = 0, u: x^2}
              - {periodic: x, order: 0}
            observations: [{file: data/probe.csv, sigma: 0.1}]
            exact: {u: "x^2 + t"}
            outputs: {mass: "integral(u, domain) at t = 1"}
            solve: {time: 3}
            """;
    private static final String DISC_AND_TIME = """
            coordinates: {x: [-1, 1], y: [-1, 1], t: [0, 1]}
            fields: [u, v]
            shapes: {disc: {disk: {center: [0, 0], radius: 1}}}
            region: disc
            equations: ["u_t = laplacian(u)", "v_t = u"]
            conditions: [{at: boundary, u: 0}, {at: t = 0, u: 0, v: 0}]
            outputs: {seventh: "D(u, x, x, x, x, x, x, x) at x = 0 and y = 0 and t = 1"}
            """;

    @TempDir
    static Path temporary;

    private static RunFolder heat;
    private static RunFolder disc;

    @BeforeAll
    static void writeTwoRuns() throws Exception {
        Files.createDirectories(temporary.resolve("data"));
        Path probe = Files.writeString(temporary.resolve("data/probe.csv"), "x,t,u\n0.5,1,1.3\n");
        Problem rod = problem(LINE_AND_TIME);
        heat = write(
                "heat",
                rod,
                FormulaSolution.of(rod, Map.of("u", "x^2 + 1.01*t"))
                        .with(Map.of("kappa", new ParameterEstimate(0.5, 0.02))));
        Problem plate = problem(DISC_AND_TIME);
        disc = write("disc", plate, FormulaSolution.of(plate, Map.of("u", "t*x", "v", "y")));
        Files.move(probe, temporary.resolve("probe.csv"));
    }

    @BeforeEach
    void data() throws Exception {
        Files.copy(
                temporary.resolve("probe.csv"),
                temporary.resolve("data/probe.csv"),
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static Problem problem(String text) {
        return ProblemFile.parse(text, temporary.resolve("problem.yaml"));
    }

    private static RunFolder write(String name, Problem problem, Solution solution) throws Exception {
        RunFolder folder = RunFolder.create(temporary.resolve(name), problem.name());
        ErrorMeasure.Result error = ErrorMeasure.of(problem, solution, ReferenceSource.none());
        RunFacts facts = new RunFacts(
                "formula",
                problem.settings(),
                Map.of("time", "3", "hidden", "auto"),
                7,
                RunFacts.ofThisMachine(),
                3.5,
                "cpu",
                List.of("a < b"));
        SolutionReport.write(folder, problem, solution, error, facts);
        return folder;
    }

    @Test
    void theFolderHoldsNumbersFilesAndFiguresUnderTheirNames() throws Exception {
        RunFolder folder = heat;
        Metrics metrics = Metrics.read(folder.metrics());
        assertThat(metrics.figures())
                .extracting(Figure::name)
                .containsExactly(
                        "relative_l2.u",
                        "max_error.u",
                        "parameter.kappa",
                        "parameter.kappa.standard_error",
                        "output.mass",
                        "residual.equation",
                        "relative_residual.equation",
                        "condition.u at t = 0",
                        "condition.periodic x",
                        "solve_seconds");
        assertThat(metrics.figure("max_error.u").value()).isCloseTo(0.02, within(1e-12));
        assertThat(metrics.figure("output.mass").value()).isCloseTo(1 / 3.0 + 1.01, within(1e-12));
        // The residual is 1.01 - 0.5*2 everywhere; over a period u jumps by one.
        assertThat(metrics.figure("residual.equation").value()).isCloseTo(0.01, within(1e-12));
        // Derivatives count at least as u over half of the domain: u_t as u, 0.5 u_xx as 2 u.
        double meanSquare = 0.2 + 2 * 1.01 / 3 + 1.01 * 1.01 * 4 / 3;
        assertThat(metrics.figure("relative_residual.equation").value())
                .isCloseTo(0.01 / Math.sqrt(1.01 * 1.01 + 1 + 5 * meanSquare), within(1e-5));
        assertThat(UnsolvedEquations.in(metrics.figures())).isEmpty();
        assertThat(metrics.figure("condition.periodic x").value()).isCloseTo(1, within(1e-12));
        assertThat(metrics.seed()).isEqualTo(7);
        assertThat(folder.pictures())
                .extracting(p -> p.getFileName().toString())
                .containsExactly("error.png", "history.png", "profiles.png", "residual.png", "solution.png");
        assertThat(HistoryFile.read(folder.history()).rows()).hasSize(40);
        assertThat(RunSummary.text(folder)).contains("formula, seed 7", "relative_l2.u", "last of 40 records");
    }

    @Test
    void anEquationWhoseTermsDoNotBalanceIsNamed() {
        List<Figure> figures = List.of(
                Figure.of("relative_residual.beam", 0.98, Figure.Better.LOWER),
                Figure.of("relative_residual.flux", 0.02, Figure.Better.LOWER),
                Figure.of("residual.beam", 3, Figure.Better.LOWER));
        assertThat(UnsolvedEquations.in(figures))
                .containsExactly(
                        "`beam` is not solved: what is left of it is 98 % of the size of its terms (root mean squares)");
    }

    @Test
    void theConfigurationRepeatsTheRunWithItsDataFiles() throws Exception {
        RunFolder folder = heat;
        Files.delete(temporary.resolve("data/probe.csv"));
        RunConfig config = RunConfig.read(folder);
        Problem again = config.problem(folder);
        assertThat(again.source().text()).isEqualTo(LINE_AND_TIME);
        assertThat(again.equations()).isEqualTo(problemFrom(folder).equations());
        assertThat(again.observations().get(0).values()[0]).containsExactly(1.3);
        assertThat(again.settings().given()).containsEntry("time", "3");
        assertThat(config.seed()).isEqualTo(7);
        assertThat(config.versions()).containsKey("java");
    }

    private static Problem problemFrom(RunFolder folder) {
        return ProblemFile.parse(LINE_AND_TIME, folder.inputs().resolve("problem.yaml"));
    }

    @Test
    void thePageNeedsNoOtherFileAndEscapesText() throws Exception {
        String page = Files.readString(heat.report());
        assertThat(page).doesNotContain("http:").doesNotContain("https:").doesNotContain("href=");
        assertThat(page).doesNotContainPattern("src=\"(?!data:image/png;base64,)");
        assertThat(page.split("<img ", -1)).hasSize(1 + 5);
        assertThat(page)
                .contains("Heat in a rod &amp; nothing &lt;else&gt;", "a &lt; b", "against the exact solution")
                .contains("u_t = kappa * u_xx");
    }

    @Test
    void theArraysServeAsReferenceOfTheSameProblem() throws Exception {
        RunFolder folder = heat;
        Map<String, NdArray> arrays = Npz.read(folder.solution());
        assertThat(arrays.keySet()).containsExactly("x", "t", "u");
        assertThat(arrays.get("u").shape()).containsExactly(201, 201);
        Files.copy(folder.solution(), temporary.resolve("solution.npz"));
        Problem problem = problem(LINE_AND_TIME.replace("exact: {u: \"x^2 + t\"}", "reference: solution.npz"));
        Solution same = FormulaSolution.of(problem, Map.of("u", "x^2 + 1.01*t"));
        assertThat(ErrorMeasure.of(problem, same, ReferenceSource.none()).worst())
                .isLessThan(1e-14);
    }

    @Test
    void theImageRunsThroughTheFirstCoordinateFastest() throws Exception {
        RunFolder folder = heat;
        assertThat(folder.fieldFiles()).containsExactly(folder.path().resolve("solution.vti"));
        Document xml = parse(folder.path().resolve("solution.vti"));
        Element image = element(xml, "ImageData");
        assertThat(image.getAttribute("WholeExtent")).isEqualTo("0 200 0 200 0 0");
        assertThat(image.getAttribute("Spacing")).isEqualTo("0.005 0.01 1.0");
        double[] u = numbers(element(xml, "DataArray"));
        assertThat(u).hasSize(201 * 201);
        assertThat(u[200]).isCloseTo(1, within(1e-12));
        assertThat(u[201]).isCloseTo(1.01 * 0.01, within(1e-12));
    }

    @Test
    void aDiscInTimeIsASeriesOfTriangulations() throws Exception {
        RunFolder folder = disc;
        Document series = parse(folder.path().resolve("solution.pvd"));
        assertThat(series.getElementsByTagName("DataSet").getLength()).isEqualTo(21);
        Element last = (Element) series.getElementsByTagName("DataSet").item(20);
        assertThat(last.getAttribute("timestep")).isEqualTo("1.0");
        Document xml = parse(folder.path().resolve(last.getAttribute("file")));
        Element piece = element(xml, "Piece");
        int points = Integer.parseInt(piece.getAttribute("NumberOfPoints"));
        int cells = Integer.parseInt(piece.getAttribute("NumberOfCells"));
        var arrays = xml.getElementsByTagName("DataArray");
        double[] u = numbers((Element) arrays.item(0));
        double[] xyz = numbers((Element) arrays.item(2));
        double[] corners = numbers((Element) arrays.item(3));
        assertThat(u).hasSize(points);
        assertThat(xyz).hasSize(3 * points);
        assertThat(corners).hasSize(3 * cells);
        assertThat(numbers((Element) arrays.item(4))[cells - 1]).isEqualTo(3 * cells);
        double area = 0;
        for (int c = 0; c < cells; c++) {
            int a = 3 * (int) corners[3 * c];
            int b = 3 * (int) corners[3 * c + 1];
            int d = 3 * (int) corners[3 * c + 2];
            area += 0.5
                    * Math.abs((xyz[b] - xyz[a]) * (xyz[d + 1] - xyz[a + 1])
                            - (xyz[b + 1] - xyz[a + 1]) * (xyz[d] - xyz[a]));
        }
        assertThat(area).isCloseTo(Math.PI, within(5e-3));
        assertThat(u[points / 2]).isEqualTo(xyz[3 * (points / 2)]);
        assertThat(Npz.read(folder.solution()).get("u").values()).hasSize(21 * points);
        assertThat(Files.readString(folder.report())).contains("not measured");
    }

    @Test
    void anOutputThatTheSolutionCannotDeliverIsAWarningNotAFailure() throws Exception {
        assertThat(Metrics.read(disc.metrics()).figure("output.seventh").value())
                .isNaN();
        assertThat(Files.readString(disc.report()))
                .contains("output `seventh`: this solution delivers derivatives up to order 6 only");
    }

    @Test
    void mapsAreWhiteOutsideTheRegionAndColouredInside() throws Exception {
        RunFolder folder = disc;
        BufferedImage picture =
                ImageIO.read(folder.figures().resolve("solution.png").toFile());
        // Four snapshots of two fields; the middle of the first map is inside the disc, its corner is not.
        int width = picture.getWidth() / 4;
        int height = picture.getHeight() / 2;
        assertThat(picture.getRGB(width / 2, height / 2 + 30) & 0xffffff).isNotEqualTo(0xffffff);
        assertThat(picture.getRGB(width / 4 + 10, 34 * 2 + 24 * 2 + 6) & 0xffffff)
                .isEqualTo(0xffffff);
        assertThat(height).isBetween(600, 760);
    }

    @Test
    void aComparisonDrawsErrorsAndLossesAndSaysWhoWins() throws Exception {
        Problem problem = problem(LINE_AND_TIME);
        List<ComparisonReport.Entry> entries =
                List.of(entry(problem, "slow", "x^2 + 1.0001*t", 20), entry(problem, "fast", "x^2 + 1.01*t", 2));
        ComparisonReport report = new ComparisonReport(problem, entries, 1);
        assertThat(report.verdict())
                .isEqualTo(
                        "slow wins on error (100 times more exact than fast), fast on time (10 times faster than slow).");
        RunFolder folder = RunFolder.create(temporary.resolve("comparison"), "heat");
        Metrics metrics = report.write(folder);
        assertThat(metrics.figure("fast.wall_seconds").value()).isEqualTo(2);
        assertThat(metrics.figure("slow.relative_l2.u").value()).isLessThan(1e-4);
        assertThat(folder.pictures().stream().map(path -> path.getFileName().toString()))
                .containsExactly("comparison.png", "losses.png");
        assertThat(report.table().lines()).hasSize(3);
        assertThat(Files.readString(folder.report()))
                .contains("slow wins on error")
                .doesNotContain("http");
    }

    private static ComparisonReport.Entry entry(Problem problem, String label, String u, double seconds) {
        Solution solution = FormulaSolution.of(problem, Map.of("u", u));
        ErrorMeasure.Result error = ErrorMeasure.of(problem, solution, ReferenceSource.none());
        return new ComparisonReport.Entry(label, solution, error, seconds, -1);
    }

    @Test
    void aMethodThatWinsOnBothCountsIsSaidToAndACloseRaceIsNotAVictory() {
        Problem problem = problem(LINE_AND_TIME);
        ComparisonReport.Entry best = entry(problem, "a", "x^2 + 1.001*t", 1);
        ComparisonReport.Entry close = entry(problem, "b", "x^2 + 1.0011*t", 4);
        assertThat(new ComparisonReport(problem, List.of(close, best), 1).verdict())
                .isEqualTo("a wins on both counts: hardly more exact than b and 4 times faster than b.");
    }

    @Test
    void thePictureOfAProblemIsDrawnForEveryKind() throws Exception {
        for (String text : List.of(
                LINE_AND_TIME,
                DISC_AND_TIME,
                "coordinates: {t: [0, 1]}\nfields: [u]\nequations: [u_t = u]\nconditions: [{at: t = 0, u: 1}]\n")) {
            Path file = temporary.resolve("problem.png");
            ProblemPicture.draw(problem(text), file, 300, 1);
            assertThat(ImageIO.read(file.toFile()).getWidth()).isGreaterThan(1000);
        }
    }

    @Test
    void settingsInForceAreTheDefaultsUnlessGiven() {
        RunFacts facts =
                new RunFacts("m", Settings.empty(), Map.of(), 1, Map.of(), 1, "cpu", List.of("one")).warn("two");
        assertThat(facts.warnings()).containsExactly("one", "two");
    }

    private static Document parse(Path file) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    }

    private static Element element(Document xml, String tag) {
        return (Element) xml.getElementsByTagName(tag).item(0);
    }

    private static double[] numbers(Element array) {
        return java.util.Arrays.stream(array.getTextContent().trim().split("\\s+"))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}
