package org.ansatz.studies;

import java.io.IOException;
import java.util.List;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Settings.Setting;

/**
 * A published system as an experiment: it composes parts of the library, measures the paper's figures beside a baseline
 * in the same process, and says which bars they must reach. Title, date, identifier and claim are in the
 * {@link Catalogue} under the same name.
 */
public interface Study {
    /** The name on the command line, also the name of its {@link PublishedSystem}. */
    String name();

    /** What can be set, with defaults and meaning. */
    List<Setting> settings();

    /**
     * Runs the experiments. Pictures go to the run's folder if it has one.
     *
     * @throws InvalidProblem for a setting that is unknown or out of range
     * @throws org.ansatz.physics.problem.NumericalFailure if a training run diverges
     */
    StudyReport run(Scale scale, Settings settings, Run run) throws IOException;
}
