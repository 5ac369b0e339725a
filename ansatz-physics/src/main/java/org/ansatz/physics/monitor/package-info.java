/** Monitors of trainings that a user asks for by name, the same for solvers and for operators. */
package org.ansatz.physics.monitor;
