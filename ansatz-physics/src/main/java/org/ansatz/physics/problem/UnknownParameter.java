package org.ansatz.physics.problem;

/** A constant to be identified from observations. */
public record UnknownParameter(String name, double initial, double min, double max) {}
