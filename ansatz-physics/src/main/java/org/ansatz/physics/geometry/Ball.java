package org.ansatz.physics.geometry;

import java.util.List;

/** A disc or a ball. */
record Ball(double[] centre, double radius) implements Shape {
    Ball {
        if (!(radius > 0)) {
            throw new IllegalArgumentException("radius " + radius + " is not positive");
        }
    }

    @Override
    public int dimension() {
        return centre.length;
    }

    @Override
    public double[][] bounds() {
        double[][] bounds = new double[centre.length][];
        for (int i = 0; i < centre.length; i++) {
            bounds[i] = new double[] {centre[i] - radius, centre[i] + radius};
        }
        return bounds;
    }

    @Override
    public double signedDistance(double[] p) {
        double sum = 0;
        for (int i = 0; i < centre.length; i++) {
            sum += (p[i] - centre[i]) * (p[i] - centre[i]);
        }
        return radius - Math.sqrt(sum);
    }

    @Override
    public List<Patch> patches() {
        return List.of(new Patch() {
            @Override
            public double measure() {
                return centre.length == 2 ? 2 * Math.PI * radius : 4 * Math.PI * radius * radius;
            }

            @Override
            public void at(double[] s, double[] point, double[] normal) {
                double angle = 2 * Math.PI * s[0];
                if (centre.length == 2) {
                    normal[0] = Math.cos(angle);
                    normal[1] = Math.sin(angle);
                } else {
                    // Uniform in height and angle is uniform on the sphere (Archimedes).
                    double z = 2 * s[1] - 1;
                    double r = Math.sqrt(1 - z * z);
                    normal[0] = r * Math.cos(angle);
                    normal[1] = r * Math.sin(angle);
                    normal[2] = z;
                }
                for (int i = 0; i < centre.length; i++) {
                    point[i] = centre[i] + radius * normal[i];
                }
            }
        });
    }

    @Override
    public List<Curve> curves() {
        return List.of(new Curve.Arc(centre, radius, 0, 2 * Math.PI));
    }
}
