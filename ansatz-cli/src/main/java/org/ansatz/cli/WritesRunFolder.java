package org.ansatz.cli;

import java.nio.file.Path;

/** A command that makes a run folder. */
interface WritesRunFolder {
    /** The folder, null as long as there is none. */
    Path runFolder();
}
