package org.ansatz.learn.noether;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ansatz.learn.layer.ActivationNorm;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.learn.noether.SymmetryAudit.Finding;
import org.ansatz.learn.noether.SymmetryGenerator.Charged;
import org.ansatz.learn.noether.SymmetryGenerator.Scale;
import org.ansatz.learn.optim.SmoothObjective;
import org.ansatz.learn.train.TensorObjective;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;
import org.junit.jupiter.api.Test;

class AuditTest {
    private static Map<String, Finding> audit(NormalisedNetwork network) {
        network.draw(2);
        Map<String, Finding> findings = new TreeMap<>();
        SymmetryAudit.of(
                        network.objective,
                        SymmetryAudit.around(network.objective.point()),
                        SymmetryFamily.candidates(network.objective.layout()),
                        SymmetryAudit.DOUBLE_TOLERANCE)
                .findings()
                .forEach(finding -> findings.put(finding.family().name(), finding));
        return findings;
    }

    @Test
    void weightsInFrontOfBatchNormalisationHaveScaleSymmetryRowByRow() {
        try (NormalisedNetwork network = NormalisedNetwork.batchNorm(0)) {
            Map<String, Finding> found = audit(network);
            for (int l = 0; l < 2; l++) {
                assertThat(found.get("scale of layers." + l + ".weight").worst())
                        .isLessThan(1e-12);
                assertThat(found.get("scale of each row of layers." + l + ".weight")
                                .worst())
                        .isLessThan(1e-12);
            }
            assertThat(found.get("scale of layers.2.weight").worst()).isGreaterThan(1e-3);
            assertThat(found.get("translation of layers.2.bias").worst()).isLessThan(1e-12);
            assertThat(found.get("translation of each column of layers.2.weight")
                            .worst())
                    .isLessThan(1e-12);
            assertThat(found.get("translation of each column of layers.0.weight")
                            .worst())
                    .isGreaterThan(1e-3);
        }
    }

    @Test
    void layerNormalisationHasItForWholeMatricesOnly() {
        try (NormalisedNetwork network = NormalisedNetwork.layerNorm()) {
            Map<String, Finding> found = audit(network);
            assertThat(found.get("scale of layers.0.weight").worst()).isLessThan(1e-12);
            assertThat(found.get("scale of each row of layers.0.weight").worst())
                    .isGreaterThan(1e-3);
        }
    }

    @Test
    void epsilonBreaksTheSymmetryInProportion() {
        double[] violations = new double[2];
        for (int i = 0; i < 2; i++) {
            try (NormalisedNetwork network = NormalisedNetwork.batchNorm(i == 0 ? 1e-5 : 1e-4)) {
                Finding finding = audit(network).get("scale of layers.0.weight");
                violations[i] = finding.worst();
                assertThat(finding.holding(1e-12)).isEmpty();
            }
        }
        assertThat(violations[0]).isBetween(1e-9, 1e-3);
        assertThat(violations[1] / violations[0]).isBetween(9.0, 11.0);
    }

    @Test
    void unitsOfRectifiersCanBeRescaled() {
        try (NormalisedNetwork network = NormalisedNetwork.rectified()) {
            Map<String, Finding> found = audit(network);
            Finding units = found.get("rescale of each unit between layers.0.weight and layers.1.weight");
            assertThat(units.family().generators()).hasSize(8);
            assertThat(units.worst()).isLessThan(1e-12);
            assertThat(units.holding(1e-12)).isNotEmpty();
            assertThat(found.get("scale of layers.0.weight").worst()).isGreaterThan(1e-3);
        }
    }

    @Test
    void aTanhNetworkHasTheSoftmaxTranslationOnly() {
        try (NormalisedNetwork network = NormalisedNetwork.tanh(DType.FLOAT64)) {
            Map<String, Finding> found = audit(network);
            found.forEach((name, finding) -> {
                boolean last = name.equals("translation of layers.2.bias")
                        || name.equals("translation of each column of layers.2.weight");
                assertThat(finding.holding(1e-6).size())
                        .as(name)
                        .isEqualTo(last ? finding.family().generators().size() : 0);
            });
            assertThat(found.get("scale of layers.0.weight").sentence(1e-6))
                    .startsWith("scale of layers.0.weight: broken, |<g,X>|/(|g||X|) = ");
        }
    }

    @Test
    void curvatureObeysTheDerivativeOfTheIdentity() {
        try (NormalisedNetwork network = NormalisedNetwork.batchNorm(0)) {
            network.draw(2);
            double[] q = network.objective.point();
            List<SymmetryFamily> families = SymmetryFamily.candidates(network.objective.layout());
            SmoothObjective slopesOnly = new SmoothObjective() {
                @Override
                public int dimension() {
                    return q.length;
                }

                @Override
                public double value(double[] x) {
                    return network.objective.value(x);
                }

                @Override
                public double valueAndGradient(double[] x, double[] gradient) {
                    return network.objective.valueAndGradient(x, gradient);
                }
            };
            for (SymmetryFamily family : families) {
                Charged first = family.generators().get(0);
                double exact = SymmetryAudit.hessianViolation(network.objective, first, q);
                double differences = SymmetryAudit.hessianViolation(slopesOnly, first, q);
                boolean holds = family.name().matches("scale.*layers\\.[01].*|translation.*layers\\.2.*");
                assertThat(exact).as(family.name()).matches(v -> holds ? v < 1e-12 : v > 1e-3);
                assertThat(differences).as(family.name()).matches(v -> holds ? v < 1e-7 : v > 1e-3);
            }
        }
    }

    @Test
    void factorsOfAProductCanBeRescaledAgainstEachOther() {
        TensorParameters parameters = new TensorParameters(DType.FLOAT64, Device.CPU);
        Scope.run(() -> {
            Tensor left = parameters.add("kernel.left", Tensor.randn(RandomStream.seeded(1), 4, 2));
            Tensor right = parameters.add("kernel.right", Tensor.randn(RandomStream.seeded(2), 5, 2));
            parameters.add("kernel.bias", Tensor.zeros(5));
            Tensor target = Tensor.randn(RandomStream.seeded(3), 4, 5);
            var loss = new TensorObjective(
                    parameters,
                    () -> left.matmul(right.mT()).sub(target).tanh().square().mean());
            List<SymmetryFamily> families = SymmetryFamily.candidates(loss.layout());
            assertThat(families).noneMatch(family -> family.name().contains("against kernel.bias"));
            SymmetryFamily rescale = families.stream()
                    .filter(family -> family.name().equals("rescale of kernel.left against kernel.right"))
                    .findFirst()
                    .orElseThrow();
            double[] q = loss.point();
            double[] g = new double[q.length];
            loss.valueAndGradient(q, g);
            assertThat(SymmetryAudit.violation(rescale.generators().get(0), q, g))
                    .isLessThan(1e-14);
            assertThat(SymmetryAudit.hessianViolation(loss, rescale.generators().get(0), q))
                    .isLessThan(1e-12);
        });
        parameters.close();
    }

    @Test
    void aSymmetryOfOnesOwnIsAuditedAsOthersAre() {
        // The scale in the first two coordinates and its inverse power in the third: f = (a^2 + b^2) c is unchanged.
        CustomGenerator own = new CustomGenerator(
                "weights against their gain",
                ParameterGroup.stretch("abc", 0, 3),
                q -> new double[] {q[0], q[1], -2 * q[2]},
                (q, v) -> new double[] {v[0], v[1], -2 * v[2]});
        var loss = new SmoothObjective() {
            @Override
            public int dimension() {
                return 3;
            }

            @Override
            public double value(double[] q) {
                return valueAndGradient(q, new double[3]);
            }

            @Override
            public double valueAndGradient(double[] q, double[] g) {
                double f = (q[0] * q[0] + q[1] * q[1]) * q[2];
                g[0] = f * 2 * q[0] * q[2];
                g[1] = f * 2 * q[1] * q[2];
                g[2] = f * (q[0] * q[0] + q[1] * q[1]);
                return f * f / 2;
            }
        };
        double[] q = {0.7, -0.3, 1.4};
        double[] g = new double[3];
        loss.valueAndGradient(q, g);
        assertThat(SymmetryAudit.violation(own, q, g)).isLessThan(1e-15);
        assertThat(SymmetryAudit.hessianViolation(loss, own, q)).isLessThan(1e-8);
        Scale broken = new Scale(own.group());
        assertThat(SymmetryAudit.violation(broken, q, g)).isGreaterThan(0.1);
    }

    @Test
    void parametersThatTheLossIgnoresAreNoSymmetriesToWatch() {
        try (NormalisedNetwork network = NormalisedNetwork.rectified()) {
            // A unit whose outgoing weights and gradients are far below those of the rest.
            double[] q = network.objective.point();
            double[] g = new double[q.length];
            assertThat(SymmetryAudit.violation(new Scale(ParameterGroup.stretch("w", 0, 3)), q, g))
                    .isZero();
        }
    }

    @Test
    void batchesOfOneAreRefused() {
        ActivationNorm norm = ActivationNorm.batch(0);
        assertThatThrownBy(() -> norm.forward(Tensor.ones(1, 4))).hasMessageContaining("at least two samples, got 1");
        assertThatThrownBy(() -> ActivationNorm.layer(0).forward(Tensor.ones(4, 1)))
                .hasMessageContaining("at least two features");
        assertThatThrownBy(() -> ActivationNorm.batch(-1)).hasMessageContaining("epsilon must not be negative");
        assertThatThrownBy(() -> norm.forward(Tensor.ones(4))).hasMessageContaining("[batch, features]");
    }
}
