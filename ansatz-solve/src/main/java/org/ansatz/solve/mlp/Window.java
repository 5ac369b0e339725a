package org.ansatz.solve.mlp;

/** A network and its parameters on a stretch of the marching coordinate. */
record Window(double from, double to, Network network, double[] theta) {}
