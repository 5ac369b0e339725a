package org.ansatz.learn.train;

/**
 * A term whose gradient is an estimate and not the slope of its value (sampled dimensions, stopped gradients). First-order
 * methods follow it; line searches and Gauss-Newton refuse it.
 */
public interface EstimatedTerm extends Term {}
