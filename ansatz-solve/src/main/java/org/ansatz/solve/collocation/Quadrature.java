package org.ansatz.solve.collocation;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.ansatz.physics.geometry.Region.Spread;
import org.ansatz.physics.problem.Domain;
import org.ansatz.physics.problem.Input;
import org.ansatz.physics.problem.Problem;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;

/** Nodes and weights for integrals over some inputs. */
final class Quadrature {
    private static final int QUADRATURE_NODES = 24;

    private Quadrature() {}

    /** Gauss-Legendre product nodes on the box, or points of the region with equal weights; last row holds weights. */
    static double[][] nodes(Stretch stretch, List<Integer> over, RandomGenerator random) {
        Problem problem = stretch.problem();
        Domain domain = problem.domain();
        if (domain.region().isPresent()
                && over.stream().allMatch(i -> problem.inputs().get(i).kind() == Input.Kind.SPACE)
                && over.size() == domain.region().get().dimension()) {
            int n = 4096;
            double[][] points = domain.region().get().sampleInterior(n, Spread.SOBOL, random);
            double[][] nodes = Arrays.copyOf(points, points.length + 1);
            nodes[points.length] = new double[n];
            Arrays.fill(nodes[points.length], domain.region().get().measure() / n);
            return nodes;
        }
        int per = over.size() <= 2 ? QUADRATURE_NODES : 10;
        int total = 1;
        for (int i = 0; i < over.size(); i++) {
            total *= per;
        }
        double[][] nodes = new double[over.size() + 1][total];
        Arrays.fill(nodes[over.size()], 1);
        double[][] bounds = stretch.bounds();
        int stride = 1;
        for (int j = 0; j < over.size(); j++) {
            GaussIntegrator rule =
                    new GaussIntegratorFactory().legendre(per, bounds[over.get(j)][0], bounds[over.get(j)][1]);
            for (int k = 0; k < total; k++) {
                int at = k / stride % per;
                nodes[j][k] = rule.getPoint(at);
                nodes[over.size()][k] *= rule.getWeight(at);
            }
            stride *= per;
        }
        return nodes;
    }
}
