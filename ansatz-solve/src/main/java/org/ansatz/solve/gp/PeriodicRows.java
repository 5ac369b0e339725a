package org.ansatz.solve.gp;

import java.util.Arrays;
import java.util.List;

/** The difference of one term between the two ends of an axis. */
record PeriodicRows(String name, int term, int[] lower, int[] upper) implements ResidualRows {
    @Override
    public boolean law() {
        return false;
    }

    @Override
    public int size() {
        return lower.length;
    }

    @Override
    public boolean linear() {
        return true;
    }

    @Override
    public Linearisation at(double[][] jets) {
        double[] residual = new double[size()];
        for (int r = 0; r < residual.length; r++) {
            residual[r] = jets[term][upper[r]] - jets[term][lower[r]];
        }
        double[] plus = new double[size()];
        double[] minus = new double[size()];
        Arrays.fill(plus, 1);
        Arrays.fill(minus, -1);
        return new Linearisation(residual, List.of(new Block(term, upper, plus), new Block(term, lower, minus)));
    }
}
