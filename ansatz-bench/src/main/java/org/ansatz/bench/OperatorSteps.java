package org.ansatz.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ansatz.learn.layer.TensorParameters;
import org.ansatz.operator.fno.Fno;
import org.ansatz.operator.fno.FnoSettings;
import org.ansatz.operator.fno.SobolevLoss;
import org.ansatz.operator.spectral.SpectralModes;
import org.ansatz.operator.spectral.WeightFormat;
import org.ansatz.operator.spectral.WeightFormat.Kind;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Device;
import org.ansatz.tensor.Engine;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/**
 * Loss and gradient of Fourier operators with dense and with factorised spectral weights, one after the other in rounds: the
 * ratio to the dense one is a median over pairs of one round, so that what else the machine does hits both.
 */
final class OperatorSteps {
    private static final int POINTS = 64;
    private static final int WIDTH = 32;
    private static final int MODES = 16;
    private static final int BATCH = 8;
    private static final int WARM_UP = 3;

    private record Network(TensorParameters parameters, Fno fno) {
        static Network of(WeightFormat format) {
            TensorParameters parameters = new TensorParameters(DType.FLOAT32, Device.CPU);
            FnoSettings settings = FnoSettings.improved(1, 1, WIDTH, new SpectralModes(MODES, MODES));
            return new Network(parameters, new Fno(parameters, settings.with(format), RandomStream.seeded(1)));
        }

        double step(Tensor input, Tensor truth) {
            long begin = System.nanoTime();
            Scope.run(() -> {
                Tensor loss = new SobolevLoss(true).of(fno.forward(input), truth);
                Autograd.gradient(loss, parameters.tensors(), false);
            });
            return (System.nanoTime() - begin) * 1e-6;
        }
    }

    private OperatorSteps() {}

    static void run(int rounds, PrintStream out) {
        Engine.setThreads(1);
        Map<String, Network> networks = new LinkedHashMap<>();
        networks.put("dense", Network.of(WeightFormat.DENSE));
        for (Kind kind : List.of(Kind.TUCKER, Kind.CP, Kind.TT)) {
            networks.put(kind.word() + " 10 %", Network.of(WeightFormat.of(kind, 0.1)));
        }
        RandomStream random = RandomStream.seeded(2);
        Tensor input = Tensor.randn(random, BATCH, 1, POINTS, POINTS).to(DType.FLOAT32);
        Tensor truth = Tensor.randn(random, BATCH, 1, POINTS, POINTS).to(DType.FLOAT32);
        Map<String, List<Double>> times = new LinkedHashMap<>();
        for (int round = -WARM_UP; round < rounds; round++) {
            for (Map.Entry<String, Network> entry : networks.entrySet()) {
                double time = entry.getValue().step(input, truth);
                if (round >= 0) {
                    times.computeIfAbsent(entry.getKey(), name -> new ArrayList<>())
                            .add(time);
                }
            }
        }
        out.printf(
                Locale.ROOT,
                "%nloss and gradient of a Fourier operator, %d x %d, width %d, %d modes, batch %d, single, one thread%n",
                POINTS,
                POINTS,
                WIDTH,
                MODES,
                BATCH);
        out.printf(Locale.ROOT, "%-14s %10s %10s %22s%n", "weights", "median ms", "x dense", "spectral parameters by");
        List<Double> dense = times.get("dense");
        times.forEach((name, list) -> {
            List<Double> ratios = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                ratios.add(list.get(round) / dense.get(round));
            }
            out.printf(
                    Locale.ROOT,
                    "%-14s %10.1f %10.3f %22.1f%n",
                    name,
                    median(list),
                    median(ratios),
                    networks.get(name).fno().weights().compressionRatio());
        });
    }

    static double median(List<Double> numbers) {
        double[] sorted =
                numbers.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
