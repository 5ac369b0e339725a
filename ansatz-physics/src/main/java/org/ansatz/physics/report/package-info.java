/**
 * What a run leaves behind: the run folder, its metrics, files for other programs, figures, and the report; the measured
 * error and the outputs of a problem.
 */
package org.ansatz.physics.report;
