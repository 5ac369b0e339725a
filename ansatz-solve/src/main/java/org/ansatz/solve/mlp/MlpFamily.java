package org.ansatz.solve.mlp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.ansatz.physics.problem.Condition;
import org.ansatz.physics.problem.Problem;
import org.ansatz.solve.collocation.Features;
import org.ansatz.solve.collocation.KernelForm;
import org.ansatz.solve.collocation.TensorForm;
import org.ansatz.solve.collocation.TrialFamily;
import org.ansatz.tensor.kernel.JetKernel;
import org.ansatz.tensor.kernel.MlpJetKernel;

/** Tanh networks, plain or gated, on coordinates mapped to [-1, 1], waves of periodic coordinates and Fourier features. */
record MlpFamily(MlpSettings settings) implements TrialFamily {
    private static final List<Double> GAINS = List.of(1.5, 4.0, 0.5);

    /** Hidden widths after a one for gated networks and a zero for plain ones. */
    static final KernelForm FORM = new KernelForm() {
        @Override
        public String name() {
            return "mlp";
        }

        @Override
        public double[] numbers(JetKernel kernel) {
            MlpJetKernel.Shape shape = ((MlpJetKernel) kernel).shape();
            double[] numbers = new double[shape.hidden().size() + 1];
            numbers[0] = shape.gated() ? 1 : 0;
            for (int l = 1; l < numbers.length; l++) {
                numbers[l] = shape.hidden().get(l - 1);
            }
            return numbers;
        }

        @Override
        public JetKernel kernel(int features, int fields, double[] numbers) {
            List<Integer> hidden =
                    Arrays.stream(numbers).skip(1).mapToObj(w -> (int) w).toList();
            return new MlpJetKernel(new MlpJetKernel.Shape(features, hidden, fields, numbers[0] == 1));
        }
    };

    @Override
    public KernelForm form() {
        return FORM;
    }

    @Override
    public Features features(Problem problem, double[][] bounds, RandomGenerator random) {
        int d = problem.dimension();
        List<Features.Feature> features = new ArrayList<>();
        for (int i = 0; i < d; i++) {
            String name = problem.inputNames().get(i);
            boolean periodic = problem.conditions().stream()
                    .anyMatch(c -> c instanceof Condition.Periodic p
                            && p.coordinate().equals(name)
                            && p.fields().containsAll(problem.fields()));
            double length = bounds[i][1] - bounds[i][0];
            if (periodic) {
                for (int harmonic = 1; harmonic <= 2; harmonic++) {
                    Double[] wave = new Double[d];
                    Arrays.fill(wave, 0.0);
                    wave[i] = 2 * Math.PI * harmonic / length;
                    double phase = -wave[i] * bounds[i][0];
                    features.add(new Features.Wave(List.of(wave), phase));
                    features.add(new Features.Wave(List.of(wave), phase + Math.PI / 2));
                }
            } else {
                features.add(new Features.Affine(i, 0.5 * (bounds[i][0] + bounds[i][1]), 0.5 * length));
            }
        }
        if (settings.corners()) {
            features.addAll(ReentrantCorners.features(problem));
        }
        for (int k = 0; k < settings.fourier(); k++) {
            Double[] wave = new Double[d];
            for (int i = 0; i < d; i++) {
                wave[i] = 2 * Math.PI * settings.fourierScale() * random.nextGaussian() / (bounds[i][1] - bounds[i][0]);
            }
            features.add(new Features.Wave(List.of(wave), 0));
            features.add(new Features.Wave(List.of(wave), Math.PI / 2));
        }
        return new Features(d, features);
    }

    @Override
    public JetKernel kernel(int features, int fields, double widening) {
        List<Integer> hidden = settings.hidden().stream()
                .map(w -> (int) Math.ceil(w * widening))
                .toList();
        return new MlpJetKernel(new MlpJetKernel.Shape(features, hidden, fields, settings.gated()));
    }

    @Override
    public int beginnings() {
        return GAINS.size();
    }

    private double gain(int beginning) {
        return Double.isNaN(settings.gain()) ? GAINS.get(beginning) : settings.gain();
    }

    @Override
    public double[] initial(JetKernel kernel, int beginning, RandomGenerator random) {
        return initial((MlpJetKernel) kernel, gain(beginning), random);
    }

    /**
     * Glorot-normal weights, zero biases, but for the first layer, whose units are given slopes of size {@code gain}
     * across the features' range [-1, 1] and transition points spread over it.
     */
    private static double[] initial(MlpJetKernel kernel, double gain, RandomGenerator random) {
        double[] theta = new double[kernel.parameterCount()];
        for (MlpJetKernel.Layer layer : kernel.layers()) {
            boolean first = layer.in() == kernel.inputs() && readsFeatures(layer);
            double deviation = first ? gain : Math.sqrt(2.0 / (layer.in() + layer.out()));
            for (int i = 0; i < layer.out(); i++) {
                double shift = 0;
                for (int j = 0; j < layer.in(); j++) {
                    double weight = deviation * random.nextGaussian();
                    theta[layer.weights() + i * layer.in() + j] = weight;
                    shift -= weight * random.nextDouble(-1, 1);
                }
                theta[layer.biases() + i] = first ? shift : 0;
            }
        }
        return theta;
    }

    private static boolean readsFeatures(MlpJetKernel.Layer layer) {
        return layer.name().startsWith("encoder") || layer.name().equals("hidden_0");
    }

    /** New units lead nowhere yet. */
    @Override
    public double[] grown(JetKernel kernel, double[] theta, JetKernel wider, RandomGenerator random) {
        MlpJetKernel before = (MlpJetKernel) kernel;
        MlpJetKernel after = (MlpJetKernel) wider;
        double[] result = initial(after, GAINS.get(0), random);
        for (int l = 0; l < before.layers().size(); l++) {
            MlpJetKernel.Layer from = before.layers().get(l);
            MlpJetKernel.Layer to = after.layers().get(l);
            for (int i = 0; i < from.out(); i++) {
                int row = to.weights() + i * to.in();
                Arrays.fill(result, row, row + to.in(), 0);
                System.arraycopy(theta, from.weights() + i * from.in(), result, row, from.in());
                result[to.biases() + i] = theta[from.biases() + i];
            }
        }
        return result;
    }

    @Override
    public Optional<TensorForm> onDevice(JetKernel kernel) {
        return Optional.of(new TensorNetwork((MlpJetKernel) kernel));
    }
}
