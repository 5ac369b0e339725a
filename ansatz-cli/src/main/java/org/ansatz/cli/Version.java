package org.ansatz.cli;

import org.ansatz.physics.problem.Problem;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the archives. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"ansatz " + text()};
    }

    static String text() {
        String version = Problem.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
