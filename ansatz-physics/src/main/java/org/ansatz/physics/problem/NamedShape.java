package org.ansatz.physics.problem;

import java.util.Map;
import org.ansatz.physics.geometry.Region;
import org.ansatz.physics.geometry.TriangleMesh;

/**
 * A shape of the problem.
 *
 * @param axes which inputs its coordinates are
 * @param mesh the mesh if it is one, else null
 */
record NamedShape(String name, Region region, int[] axes, TriangleMesh mesh) {
    double[] part(double[] point) {
        double[] part = new double[axes.length];
        for (int i = 0; i < part.length; i++) {
            part[i] = point[axes[i]];
        }
        return part;
    }

    boolean hasGroup(String group) {
        return mesh != null && mesh.edgeGroups().containsValue(group);
    }

    boolean hasMaterial(String material) {
        return mesh != null && java.util.Arrays.asList(mesh.materials()).contains(material);
    }

    /** Distance of a point to the shape's boundary, or to that part of it that belongs to a group of its mesh. */
    double boundaryDistance(String piece, double[] point) {
        double[] p = part(point);
        if (piece.equals(name)) {
            return Math.abs(region.signedDistance(p));
        }
        double nearest = Double.POSITIVE_INFINITY;
        for (Map.Entry<String, String> edge : mesh.edgeGroups().entrySet()) {
            if (edge.getValue().equals(piece)) {
                String[] ends = edge.getKey().split(",");
                double[] a = mesh.vertices()[Integer.parseInt(ends[0])];
                double[] b = mesh.vertices()[Integer.parseInt(ends[1])];
                nearest = Math.min(nearest, segmentDistance(p, a, b));
            }
        }
        return nearest;
    }

    private static double segmentDistance(double[] p, double[] a, double[] b) {
        double dx = b[0] - a[0];
        double dy = b[1] - a[1];
        double t = ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / (dx * dx + dy * dy);
        t = Math.max(0, Math.min(1, t));
        return Math.hypot(p[0] - a[0] - t * dx, p[1] - a[1] - t * dy);
    }
}
