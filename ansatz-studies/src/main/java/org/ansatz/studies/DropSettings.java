package org.ansatz.studies;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ansatz.physics.geometry.MeditFile;
import org.ansatz.physics.geometry.TetrahedralMesh;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Settings.Setting;
import org.ansatz.solve.implicit.PotentialSolver;

/** The settings of E4 of implicit neural spatial representations. */
record DropSettings(StudySettings given, Settings settings) {
    static final List<Setting> DECLARED = List.of(
            new Setting("mesh", "box", "E4's body: a MEDIT file (.mesh) of tetrahedra, or a cube of 750 of them"),
            new Setting("drop_steps", "16", "time steps of E4 (20 at paper scale)"),
            new Setting("drop_width", "24", "units per hidden layer of E4 (66 at paper scale)"),
            new Setting("drop_samples", "800", "points inside per draw of E4 (8000 and the vertices at paper scale)"),
            new Setting("drop_draws", "4", "draws per time step of E4 (a new one per Adam step at paper scale)"),
            new Setting("drop_inner", "50", "L-BFGS steps per draw of E4 (20000 of Adam per step at paper scale)"));

    private static final int CELLS = 5;
    private static final int MEMORY = 20;
    private static final double GRADIENT = 1e-6;
    private static final double PUBLISHED_RATE = 1e-4;

    /**
     * The experiment.
     *
     * @param paper whether numbers that are not given are the published ones
     * @throws InvalidProblem if a number is too small or the mesh cannot be read
     */
    DropExperiment read(boolean paper) {
        int inner = given.positive("drop_inner", paper ? 20_000 : 50);
        int draws = given.positive("drop_draws", 4);
        PotentialSolver solver = paper
                ? new PotentialSolver.AdamOnPlateaus(inner, PUBLISHED_RATE)
                : new PotentialSolver.FreshQuasiNewton(draws, new PotentialSolver.QuasiNewton(inner, MEMORY, GRADIENT));
        return new DropExperiment(
                body(),
                given.positive("drop_width", paper ? 66 : 24),
                paper ? 3 : 2,
                paper ? 30 : 3,
                given.positive("drop_samples", paper ? 8000 : 800),
                paper,
                given.positive("drop_steps", paper ? 20 : 16),
                solver);
    }

    /** In the cube [-1, 1]^3. */
    private TetrahedralMesh body() {
        String file = settings.text("mesh", "box");
        if (file.equals("box")) {
            return TetrahedralMesh.box(new double[] {-1, -1, -1}, new double[] {1, 1, 1}, CELLS, CELLS, CELLS);
        }
        Path path = Path.of(file);
        if (!Files.isRegularFile(path)) {
            throw new InvalidProblem("E4: mesh: there is no file " + file);
        }
        try {
            return MeditFile.read(path).centred(2);
        } catch (IOException e) {
            throw new InvalidProblem("E4: mesh: " + e.getMessage());
        }
    }
}
