/**
 * Lagrangian and Hamiltonian mechanics of finitely many degrees of freedom: systems, the passage between them, and
 * integrators. States are flat arrays: positions then momenta, or positions then velocities.
 *
 * <p>Which integrator: {@link org.ansatz.physics.mechanics.Leapfrog} for long runs of separable systems, {@link
 * org.ansatz.physics.mechanics.Yoshida} when they shall also be accurate, {@link
 * org.ansatz.physics.mechanics.ImplicitMidpoint} when the Hamiltonian does not separate, {@link
 * org.ansatz.physics.mechanics.AdaptiveMethod} for accuracy over short times.
 *
 * <p>Symmetries: a {@link org.ansatz.physics.mechanics.NoetherCharge} of a Lagrangian and a {@link
 * org.ansatz.physics.mechanics.ConfigurationFlow}, and its {@link org.ansatz.physics.mechanics.ChargeBalance} along a motion.
 */
package org.ansatz.physics.mechanics;
