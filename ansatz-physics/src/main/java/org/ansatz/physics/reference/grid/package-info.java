/** Plain grid methods of low order, as baselines of known memory for methods that claim to need less. */
package org.ansatz.physics.reference.grid;
