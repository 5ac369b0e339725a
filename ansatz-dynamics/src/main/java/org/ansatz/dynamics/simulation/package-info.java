/** Field theories that a user states in a file, evolved in time. */
package org.ansatz.dynamics.simulation;
