package org.ansatz.solve.gaussians;

import static org.ansatz.solve.collocation.Measured.relativeL2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.ansatz.physics.problem.Exhibit;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Problem;
import org.ansatz.physics.problem.ProblemFile;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Solution;
import org.ansatz.solve.collocation.Yaml;
import org.ansatz.tensor.jet.JetBasis;
import org.ansatz.tensor.jet.MultiIndex;
import org.ansatz.tensor.kernel.JetKernel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GaussiansSolverTest {
    private static final GaussiansSolver GAUSSIANS = new GaussiansSolver();

    private static final String HELMHOLTZ = """
            name: helmholtz
            coordinates: {x: [-1, 1], y: [-1, 1]}
            fields: [u]
            functions: {ue: sin(pi*x)*sin(pi*y)}
            equations: ["u_xx + u_yy + u = (1 - 2*pi^2)*ue"]
            conditions:
              - {at: boundary, u: 0}
            exact: {u: ue}
            """;

    private static final String BUMP = """
            name: bump
            coordinates: {x: [-1, 1], y: [-1, 1]}
            fields: [u]
            functions: {ue: cos(pi*x/2)*cos(pi*y/2)}
            equations: ["u_xx + u_yy = -pi^2/2*ue"]
            conditions:
              - {at: boundary, u: 0}
            exact: {u: ue}
            """;

    private static Settings settings(String... pairs) {
        return Settings.of(pairs).with("threads", 1);
    }

    @Test
    void poissonOnAnIntervalIsSolvedToFiveDigits() {
        Problem problem = Yaml.problem(Yaml.POISSON);
        Solution solution = GAUSSIANS.solve(
                problem, settings("gaussians=6", "channels=3", "hidden=8", "points=60", "steps=80"), Run.silent(1));
        assertThat(relativeL2(problem, solution)).isLessThan(1e-5);
    }

    @Test
    void equationsOfFourthOrderBeginWithBroadGaussiansAndAreSolved() {
        Problem problem = Yaml.problem("""
                name: beam
                coordinates: {x: [0, 1]}
                fields: [u]
                equations: ["u_xxxx = -1"]
                conditions:
                  - {at: x = 0, u: 0, u_x: 0}
                  - {at: x = 1, u_xx: 0, u_xxx: 0}
                exact: {u: "-x^4/24 + x^3/6 - x^2/4"}
                """);
        Solution solution = GAUSSIANS.solve(problem, settings("steps=100", "points=100", "grow=false"), Run.silent(1));
        assertThat(relativeL2(problem, solution)).isLessThan(1e-4);
    }

    @Test
    void widthsThatMayExplainANumberThatIsNotFiniteAreNamed() {
        Problem problem = Yaml.problem(HELMHOLTZ);
        GaussianFamily family = new GaussianFamily(GaussianSettings.of(problem, settings("gaussians=3")), 7);
        JetKernel kernel = family.kernel(2, 1, 1);
        double[] theta = family.initial(kernel, 0, new SplittableRandom(1));
        JetKernel.Block widths = kernel.blocks().stream()
                .filter(b -> b.name().equals("gaussian.width"))
                .findFirst()
                .orElseThrow();
        theta[widths.offset() + 1] = -1e-9;
        assertThat(kernel.suspect(theta)).isEqualTo("the smallest |sigma| is 1.0E-9");
        theta[widths.offset() + 2] = Double.NaN;
        assertThat(kernel.suspect(theta)).isEqualTo("1 of 24 widths are not finite");
    }

    @ParameterizedTest
    @CsvSource({
        "covariance=full, 1e-2",
        "sets=shared, 2e-2",
        "layers=1, 5e-2",
        "layers=0, 2e-2",
        "placement=grid, 2e-2",
        "frozen=widths, 2e-2"
    })
    void everyVariantFindsABump(String variant, double bar) {
        Problem problem = Yaml.problem(BUMP);
        Settings settings = settings(
                "gaussians=12", "channels=3", "sigma=0.6", "hidden=8", "points=300", "steps=40", "grow=false", variant);
        assertThat(relativeL2(problem, GAUSSIANS.solve(problem, settings, Run.silent(2))))
                .isLessThan(bar);
    }

    @Test
    void theConstantOfHelmholtzIsFoundFromValues(@TempDir Path folder) throws IOException {
        StringBuilder values = new StringBuilder("x,y,u\n");
        for (int i = 0; i < 400; i++) {
            int row = i / 20;
            double x = -0.95 + 0.1 * (i % 20);
            double y = -0.95 + 0.1 * row;
            values.append(x)
                    .append(',')
                    .append(y)
                    .append(',')
                    .append(Math.sin(Math.PI * x) * Math.sin(Math.PI * y))
                    .append('\n');
        }
        Files.writeString(folder.resolve("values.csv"), values);
        Path file = folder.resolve("inverse.yaml");
        Files.writeString(
                file,
                HELMHOLTZ
                        .replace("fields: [u]", "fields: [u]\nparameters: {k: {unknown: true, initial: 0}}")
                        .replace("u_yy + u =", "u_yy + k*u =")
                        .concat("observations:\n  - {file: values.csv}\n"));
        Settings settings = settings("gaussians=16", "points=300", "steps=40", "grow=false");
        Solution solution = GAUSSIANS.solve(ProblemFile.read(file), settings, Run.silent(2));
        assertThat(solution.parameters().get("k").value()).isCloseTo(1, within(0.02));
    }

    @Test
    void sameSeedGivesTheSameBitsAndAnotherSeedOthers() {
        Problem problem = Yaml.problem(HELMHOLTZ);
        Settings settings = settings("gaussians=6", "channels=2", "points=100", "steps=10");
        double first = GAUSSIANS.solve(problem, settings, Run.silent(3)).at(0.3, 0.4)[0];
        assertThat(GAUSSIANS.solve(problem, settings, Run.silent(3)).at(0.3, 0.4)[0])
                .isEqualTo(first);
        assertThat(GAUSSIANS.solve(problem, settings, Run.silent(4)).at(0.3, 0.4)[0])
                .isNotEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"frozen=none", "frozen=both", "covariance=full", "sets=shared", "layers=1"})
    void aSavedSolutionIsReadBackWithTheSameValues(String variant, @TempDir Path folder) throws IOException {
        Problem problem = Yaml.problem(Yaml.DIFFUSION);
        Settings settings = settings("gaussians=4", "channels=2", "points=60", "steps=3", "windows=2", variant);
        Solution solution = GAUSSIANS.solve(problem, settings, Run.silent(3));
        solution.save(folder);
        Solution read = GAUSSIANS.load(problem, settings, folder);
        assertThat(read.at(0.3, 0.4)).isEqualTo(solution.at(0.3, 0.4));
        assertThat(read.at(0.3, 0.9)).isEqualTo(solution.at(0.3, 0.9));
        assertThat(read.exhibits()).hasSameSizeAs(solution.exhibits());
    }

    @Test
    void fullCovariancesGoOnFromADiagonalFitOfTheSameSize(@TempDir Path folder) throws IOException {
        Problem problem = Yaml.problem(HELMHOLTZ);
        Settings diagonal = settings("gaussians=9", "points=100", "steps=5", "grow=false");
        Solution first = GAUSSIANS.solve(problem, diagonal, Run.silent(3));
        first.save(folder);
        Settings full = diagonal.with("covariance", "full").with("from", folder).with("steps", 0);
        assertThat(GAUSSIANS.solve(problem, full, Run.silent(4)).at(0.3, 0.4)[0])
                .isCloseTo(first.at(0.3, 0.4)[0], within(1e-12));
        assertThatThrownBy(() -> GAUSSIANS.solve(problem, full.with("gaussians", 10), Run.silent(4)))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("[4, 9, 2], these settings need [4, 10, 2]");
        assertThatThrownBy(() -> GAUSSIANS.solve(problem, full.with("from", folder.resolve("no")), Run.silent(4)))
                .isInstanceOf(InvalidProblem.class)
                .hasMessageContaining("cannot be read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"frozen=none", "frozen=means", "frozen=both", "sets=shared", "covariance=full", "placement=grid"
            })
    void moreGaussiansBeginAsTheSameFunction(String variant) {
        Problem problem = Yaml.problem(HELMHOLTZ);
        GaussianFamily family = new GaussianFamily(GaussianSettings.of(problem, settings("gaussians=9", variant)), 7);
        JetKernel before = family.kernel(2, 1, 1);
        JetKernel after = family.kernel(2, 1, 1.4);
        double[] theta = family.initial(before, 0, new SplittableRandom(1));
        double[] grown = family.grown(before, theta, after, new SplittableRandom(2));
        JetBasis basis = JetBasis.of(2, List.of(MultiIndex.of(1, 0), MultiIndex.of(0, 1)));
        double[] tile = new double[2 * basis.size() * before.tilePoints(basis)];
        SplittableRandom random = new SplittableRandom(3);
        int n = before.tilePoints(basis);
        for (int i = 0; i < 2; i++) {
            for (int p = 0; p < n; p++) {
                tile[i * basis.size() * n + p] = random.nextDouble(-1, 1);
                tile[(i * basis.size() + basis.position(MultiIndex.unit(2, i))) * n + p] = 1;
            }
        }
        JetKernel.Worker a = before.worker(basis);
        JetKernel.Worker b = after.worker(basis);
        a.setParameters(theta);
        b.setParameters(grown);
        double[] ya = a.forward(tile);
        double[] yb = b.forward(tile);
        for (int i = 0; i < ya.length; i++) {
            assertThat(yb[i]).isCloseTo(ya[i], within(1e-14));
        }
    }

    @Test
    void aSolutionShowsItsGaussiansAtTheStartInTheMiddleAndAtTheEnd() {
        Problem problem = Yaml.problem(HELMHOLTZ);
        Solution solution = GAUSSIANS.solve(
                problem, settings("gaussians=5", "channels=2", "points=100", "steps=30", "grow=false"), Run.silent(3));
        Exhibit.Ellipses ellipses = (Exhibit.Ellipses) solution.exhibits().get(0);
        assertThat(ellipses.panels())
                .extracting(Exhibit.EllipsePanel::title)
                .startsWith("step 0")
                .endsWith("end");
        assertThat(ellipses.panels()).hasSize(3);
        List<Exhibit.Ellipse> start = ellipses.panels().get(0).ellipses();
        assertThat(start).hasSize(10).allMatch(e -> Math.abs(e.x()) <= 1 && Math.abs(e.y()) <= 1 && e.xy() == 0);
        assertThat(ellipses.panels().get(2).ellipses()).isNotEqualTo(start);
    }

    @Test
    void whatCannotWorkIsRefusedWithAReason() {
        Problem four = Yaml.problem("""
                name: four
                coordinates: {x: [0, 1], y: [0, 1], z: [0, 1], t: [0, 1]}
                fields: [u]
                equations: ["u_t = laplacian(u)"]
                conditions:
                  - {at: t = 0, u: x}
                  - {at: boundary, u: x}
                """);
        assertThat(GAUSSIANS.refuses(four, Settings.empty()).orElseThrow()).contains("4 inputs", "many_inputs: true");
        assertThat(GAUSSIANS.refuses(four, settings("many_inputs=true"))).isEmpty();
        Problem problem = Yaml.problem(HELMHOLTZ);
        Map<String, String> wrong = Map.of(
                "gaussians=0", "gaussians: 0",
                "channels=-1", "channels: -1",
                "hidden=0", "hidden: 0",
                "sigma=0", "sigma: 0.0 is not positive",
                "covariance=fulll", "fulll",
                "layers=3", "layers",
                "frozen=weights", "frozen");
        wrong.forEach(
                (given, complaint) -> assertThatThrownBy(() -> GAUSSIANS.solve(problem, settings(given), Run.silent(1)))
                        .isInstanceOf(InvalidProblem.class)
                        .hasMessageContaining(complaint));
        assertThatThrownBy(() -> GAUSSIANS.solve(four, settings("many_inputs=true", "covariance=full"), Run.silent(1)))
                .hasMessageContaining("two or three inputs, this problem has 4");
    }

    @Test
    void gaussiansThatDoNotOverlapAreWarnedOf() {
        Problem problem = Yaml.problem(HELMHOLTZ);
        List<String> said = new ArrayList<>();
        Run silent = Run.silent(1);
        Run run = new Run() {
            @Override
            public long seed() {
                return silent.seed();
            }

            @Override
            public java.util.Optional<Path> folder() {
                return silent.folder();
            }

            @Override
            public void say(String message) {
                said.add(message);
            }

            @Override
            public void progress(double fraction, String stage, long step, Map<String, Double> figures) {}

            @Override
            public boolean stopRequested() {
                return false;
            }
        };
        GAUSSIANS.solve(problem, settings("gaussians=8", "points=50", "steps=1", "sigma=0.005", "grow=false"), run);
        assertThat(said).anyMatch(s -> s.contains("do not overlap"));
        assertThat(Arrays.stream(said.toArray())).hasSizeLessThan(4);
    }
}
