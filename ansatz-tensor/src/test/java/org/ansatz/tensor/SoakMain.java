package org.ansatz.tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Trains a small network for 10,000 steps, each in a scope, and prints the resident size on the way. */
public final class SoakMain {
    private static final int STEPS = 10_000;

    private SoakMain() {}

    public static void main(String[] arguments) throws IOException {
        RandomStream random = RandomStream.seeded(1);
        Tensor w1 = Tensor.randn(random, 1, 20).requiresGrad();
        Tensor w2 = Tensor.randn(random, 20, 1).requiresGrad();
        Tensor x = Tensor.linspace(-1, 1, 64).reshape(64, 1);
        Tensor target = x.mul(3.0).sin();
        for (int step = 1; step <= STEPS; step++) {
            Scope.run(() -> {
                Tensor point = x.detach().requiresGrad();
                Tensor y = point.matmul(w1).tanh().matmul(w2);
                Tensor slope = Autograd.gradient(y.sum(), point, true);
                Tensor loss =
                        y.sub(target).square().mean().add(slope.square().mean().mul(1e-3));
                List<Tensor> gradients = Autograd.gradient(loss, List.of(w1, w2), false);
                Autograd.noGrad(() -> {
                    w1.addInPlace(gradients.get(0), -0.01);
                    w2.addInPlace(gradients.get(1), -0.01);
                });
            });
            if (step == 1000 || step == STEPS) {
                System.out.println("resident " + resident());
            }
        }
    }

    private static long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
