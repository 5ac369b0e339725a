package org.ansatz.studies;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Settings.Setting;
import org.ansatz.physics.report.Figure;

/**
 * The Chebyshev-Tucker format, arXiv 2503.01696, against the uncompressed Chebyshev tensor, the Tucker approximation of a fine grid
 * and the direct sum.
 *
 * <p>E1 functions in closed form, E2 the kernel 1/r by range separation, E3 the long-range potential of many charges, E4 the
 * published canonical tensors ({@code data} names their folder).
 */
public final class ChebyshevTuckerFormat implements Study {
    private static final List<Setting> SETTINGS = List.of(
            new Setting("experiments", "E1,E2,E3", "which experiments to run; E4 too where data are given"),
            new Setting("data", "", "folder with the published MATLAB files for E4"),
            new Setting("points", "65", "Chebyshev points per axis in E3 (33 at tiny, 129 at paper scale)"));
    private static final List<String> EXPERIMENTS = List.of("E1", "E2", "E3", "E4");

    @Override
    public String name() {
        return "chebyshev-tucker";
    }

    @Override
    public List<Setting> settings() {
        return SETTINGS;
    }

    @Override
    public StudyReport run(Scale scale, Settings settings, Run run) throws IOException {
        StudySettings given = new StudySettings(this, settings);
        String data = settings.text("data", "");
        boolean tiny = scale == Scale.TINY;
        String usual = tiny ? "E1,E3" : data.isEmpty() ? "E1,E2,E3" : "E1,E2,E3,E4";
        List<String> experiments = given.experiments(EXPERIMENTS, usual);
        if (experiments.contains("E4") && data.isEmpty()) {
            throw new InvalidProblem("study " + name() + ": E4 needs data=DIR, the folder of the published files");
        }
        int points = given.positive("points", tiny ? 33 : scale == Scale.PAPER ? 129 : 65);
        long begin = System.nanoTime();
        ChebyshevTuckerPictures pictures = new ChebyshevTuckerPictures(run.folder());
        List<Figure> figures = new ArrayList<>();
        if (experiments.contains("E1")) {
            figures.addAll(new FunctionExperiment(run, pictures).figures(tiny));
        }
        if (experiments.contains("E2")) {
            figures.addAll(new NewtonKernelExperiment(run, pictures).figures());
        }
        if (experiments.contains("E3")) {
            ParticleExperiment particles = new ParticleExperiment(points, run, pictures);
            figures.addAll(tiny ? particles.tiny() : particles.figures());
        }
        if (experiments.contains("E4")) {
            figures.addAll(new CanonicalDataExperiment(Path.of(data), run).figures());
        }
        return StudyReport.since(begin, name(), scale, run.seed(), figures);
    }
}
