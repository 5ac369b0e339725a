package org.ansatz.solve.gp;

/** The product of two axes; point {@code (i, j)} has number {@code i * second.points + j}. */
record Grid(GridAxis first, GridAxis second) {
    int size() {
        return first.points() * second.points();
    }

    int inputs() {
        return second.isNone() ? 1 : 2;
    }

    GridAxis axis(int which) {
        return which == 0 ? first : second;
    }

    int row(int point) {
        return point / second.points();
    }

    int column(int point) {
        return point % second.points();
    }

    double[] point(int number) {
        return inputs() == 1
                ? new double[] {first.at(number)}
                : new double[] {first.at(row(number)), second.at(column(number))};
    }

    /** Coordinates of some points, [inputs][n]. */
    double[][] coordinates(int[] points) {
        double[][] coordinates = new double[inputs()][points.length];
        for (int p = 0; p < points.length; p++) {
            double[] point = point(points[p]);
            for (int i = 0; i < point.length; i++) {
                coordinates[i][p] = point[i];
            }
        }
        return coordinates;
    }
}
