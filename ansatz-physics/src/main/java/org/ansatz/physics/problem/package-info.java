/** The nouns: Problem, Equation, Condition, Ansatz, Solver, Solution, Run. */
package org.ansatz.physics.problem;
