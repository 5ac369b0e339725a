package org.ansatz.learn.module;

import org.ansatz.learn.module.JetTape.Node;
import org.ansatz.tensor.jet.JetBasis;
import org.ansatz.tensor.jet.MultiIndex;

/** The general way: any network that can be recorded on a {@link JetTape}, all points at once, layer by layer. */
final class TapeDerivatives extends Derivatives {
    private final JetTape tape;
    private final Node input;
    private final Node output;

    TapeDerivatives(Module module, JetBasis basis, int points) {
        super(module, basis, points);
        tape = new JetTape(basis, points);
        input = tape.node(module.inputs());
        output = module.record(tape, input);
    }

    @Override
    public void evaluate(double[] parameters, double[] x) {
        checkPoints(x);
        int d = module().inputs();
        double[] mean = module().normalization().mean();
        double[] deviation = module().normalization().deviation();
        for (int p = 0; p < points(); p++) {
            for (int i = 0; i < d; i++) {
                input.value[p * d + i] = (x[p * d + i] - mean[i]) / deviation[i];
            }
        }
        for (int i = 0; i < d; i++) {
            MultiIndex unit = MultiIndex.unit(d, i);
            if (basis().holds(unit)) {
                int at = basis().position(unit) * points() * d;
                for (int p = 0; p < points(); p++) {
                    input.value[at + p * d + i] = 1 / deviation[i];
                }
            }
        }
        tape.forward(parameters);
    }

    private int at(int index, int point, int out) {
        return (index * points() + point) * output.width + out;
    }

    @Override
    public double get(int index, int point, int out) {
        return factorial(index) * output.value[at(index, point, out)];
    }

    @Override
    public void clear() {
        tape.clear();
    }

    @Override
    public void sensitivity(int index, int point, int out, double value) {
        output.adjoint[at(index, point, out)] += factorial(index) * value;
    }

    @Override
    public void backward(double[] gradient) {
        tape.backward(gradient);
    }

    @Override
    public void jacobian(double[] jt, int rowLength, int row) {
        tape.jacobian(jt, rowLength, row);
    }

    @Override
    public void tangent(double[] direction) {
        tape.tangent(direction);
    }

    @Override
    public double change(int index, int point, int out) {
        return factorial(index) * output.tangent[at(index, point, out)];
    }
}
