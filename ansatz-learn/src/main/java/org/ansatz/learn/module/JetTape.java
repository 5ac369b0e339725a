package org.ansatz.learn.module;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ansatz.learn.module.Parameters.Block;
import org.ansatz.tensor.jet.JetBasis;
import org.ansatz.tensor.jet.JetBasis.Composition;
import org.ansatz.tensor.jet.JetBasis.Product;
import org.ansatz.tensor.kernel.Blas;

/**
 * Forward- and reverse-mode differentiation, by the parameters, of operations on batches of jets. The operations are
 * recorded once for a number of points; their buffers are used again at every evaluation.
 *
 * <p>A node of width w holds Taylor coefficients as [coefficient][point][w]. A linear layer is one matrix product over all
 * coefficients; products and activations are truncated series (see {@link JetBasis}), whose adjoints are again bilinear.
 * The differential of {@code y = f(z)} on series is multiplication by the series {@code f'(z)}.
 */
final class JetTape {
    /** Coefficients, their adjoints, and their change along a direction of the parameters (made when first needed). */
    static final class Node {
        final int width;
        final double[] value;
        final double[] adjoint;
        double[] tangent = new double[0];

        Node(int coefficients, int points, int width) {
            this.width = width;
            value = new double[coefficients * points * width];
            adjoint = new double[value.length];
        }
    }

    private interface Operation {
        void forward(double[] parameters);

        /** Adds to the adjoints of what it reads; the adjoint of what it made is complete. */
        void propagate();

        /** Fills the tangent of what it made. */
        void tangent(double[] direction);
    }

    /** An operation with parameters. */
    private interface Layer extends Operation {
        /** Adds its parameters' part of the gradient, all adjoints being complete. */
        void addGradient(double[] gradient);

        /** Writes its parameters' part of the Jacobian of one number per point, see {@link JetTape#jacobian}. */
        void writeJacobian(double[] jt, int rowLength, int row);
    }

    private final JetBasis basis;
    private final int points;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Operation> operations = new ArrayList<>();
    private final List<Layer> layers = new ArrayList<>();

    JetTape(JetBasis basis, int points) {
        this.basis = basis;
        this.points = points;
    }

    Node node(int width) {
        Node node = new Node(basis.size(), points, width);
        nodes.add(node);
        return node;
    }

    /** {@code out = in W + b}; the bias enters the value only. */
    Node linear(Node in, Block weight, Block bias) {
        Node out = node(weight.columns());
        int rows = basis.size() * points;
        int k = in.width;
        int n = out.width;
        double[] w = new double[weight.size()];
        double[] dw = new double[weight.size()];
        Layer layer = new Layer() {
            @Override
            public void forward(double[] parameters) {
                System.arraycopy(parameters, weight.offset(), w, 0, w.length);
                Blas.gemm(false, false, rows, n, k, 1, in.value, k, w, n, 0, out.value, n);
                for (int p = 0; p < points; p++) {
                    for (int j = 0; j < n; j++) {
                        out.value[p * n + j] += parameters[bias.offset() + j];
                    }
                }
            }

            @Override
            public void propagate() {
                Blas.gemm(false, true, rows, k, n, 1, out.adjoint, n, w, n, 1, in.adjoint, k);
            }

            @Override
            public void tangent(double[] direction) {
                System.arraycopy(direction, weight.offset(), dw, 0, dw.length);
                Blas.gemm(false, false, rows, n, k, 1, in.value, k, dw, n, 0, out.tangent, n);
                Blas.gemm(false, false, rows, n, k, 1, in.tangent, k, w, n, 1, out.tangent, n);
                for (int p = 0; p < points; p++) {
                    for (int j = 0; j < n; j++) {
                        out.tangent[p * n + j] += direction[bias.offset() + j];
                    }
                }
            }

            @Override
            public void addGradient(double[] gradient) {
                Blas.gemm(true, false, k, n, rows, 1, in.value, k, out.adjoint, n, 0, dw, n);
                for (int i = 0; i < dw.length; i++) {
                    gradient[weight.offset() + i] += dw[i];
                }
                for (int p = 0; p < points; p++) {
                    for (int j = 0; j < n; j++) {
                        gradient[bias.offset() + j] += out.adjoint[p * n + j];
                    }
                }
            }

            @Override
            public void writeJacobian(double[] jt, int rowLength, int row) {
                for (int i = 0; i < k; i++) {
                    for (int j = 0; j < n; j++) {
                        int at = (weight.offset() + i * n + j) * rowLength + row;
                        for (int p = 0; p < points; p++) {
                            double sum = 0;
                            for (int q = p; q < rows; q += points) {
                                sum += in.value[q * k + i] * out.adjoint[q * n + j];
                            }
                            jt[at + p] = sum;
                        }
                    }
                }
                for (int j = 0; j < n; j++) {
                    for (int p = 0; p < points; p++) {
                        jt[(bias.offset() + j) * rowLength + row + p] = out.adjoint[p * n + j];
                    }
                }
            }
        };
        operations.add(layer);
        layers.add(layer);
        return out;
    }

    Node activation(Node in, Activation activation) {
        return switch (activation) {
            case TANH -> tanh(in);
            case SIN -> sin(in);
        };
    }

    private Node tanh(Node in) {
        Node out = node(in.width);
        Node slope = node(in.width);
        int m = points * in.width;
        operations.add(new Operation() {
            @Override
            public void forward(double[] parameters) {
                for (int i = 0; i < m; i++) {
                    // Absolute error of a rounding unit, three times faster than Math.tanh.
                    double y = 1 - 2 / (Math.exp(2 * in.value[i]) + 1);
                    out.value[i] = y;
                    slope.value[i] = 1 - y * y;
                }
                for (int target = 1; target < basis.size(); target++) {
                    compose(target, in.value, slope.value, out.value, m);
                    Arrays.fill(slope.value, target * m, (target + 1) * m, 0);
                    multiply(target, -1, out.value, out.value, slope.value, m);
                }
            }

            @Override
            public void propagate() {
                for (int target = basis.size() - 1; target > 0; target--) {
                    multiplyBack(target, -1, out.value, out.value, slope.adjoint, out.adjoint, out.adjoint, m);
                    composeBack(target, in.value, slope.value, out.adjoint, in.adjoint, slope.adjoint, m);
                }
                for (int i = 0; i < m; i++) {
                    in.adjoint[i] += (out.adjoint[i] - 2 * out.value[i] * slope.adjoint[i]) * slope.value[i];
                }
            }

            @Override
            public void tangent(double[] direction) {
                multiplyAll(slope.value, in.tangent, out.tangent, m);
            }
        });
        return out;
    }

    private Node sin(Node in) {
        Node out = node(in.width);
        Node cosine = node(in.width);
        int m = points * in.width;
        operations.add(new Operation() {
            @Override
            public void forward(double[] parameters) {
                for (int i = 0; i < m; i++) {
                    out.value[i] = Math.sin(in.value[i]);
                    cosine.value[i] = Math.cos(in.value[i]);
                }
                for (int target = 1; target < basis.size(); target++) {
                    compose(target, in.value, cosine.value, out.value, m);
                    compose(target, in.value, out.value, cosine.value, m);
                    for (int i = target * m; i < (target + 1) * m; i++) {
                        cosine.value[i] = -cosine.value[i];
                    }
                }
            }

            @Override
            public void propagate() {
                for (int target = basis.size() - 1; target > 0; target--) {
                    composeBack(target, in.value, cosine.value, out.adjoint, in.adjoint, cosine.adjoint, m);
                    for (int i = target * m; i < (target + 1) * m; i++) {
                        cosine.adjoint[i] = -cosine.adjoint[i];
                    }
                    composeBack(target, in.value, out.value, cosine.adjoint, in.adjoint, out.adjoint, m);
                }
                for (int i = 0; i < m; i++) {
                    in.adjoint[i] += out.adjoint[i] * cosine.value[i] - cosine.adjoint[i] * out.value[i];
                }
            }

            @Override
            public void tangent(double[] direction) {
                multiplyAll(cosine.value, in.tangent, out.tangent, m);
            }
        });
        return out;
    }

    /** {@code out = factor a}. */
    Node scale(double factor, Node a) {
        Node out = node(a.width);
        operations.add(new Operation() {
            @Override
            public void forward(double[] parameters) {
                for (int i = 0; i < out.value.length; i++) {
                    out.value[i] = factor * a.value[i];
                }
            }

            @Override
            public void propagate() {
                for (int i = 0; i < out.value.length; i++) {
                    a.adjoint[i] += factor * out.adjoint[i];
                }
            }

            @Override
            public void tangent(double[] direction) {
                for (int i = 0; i < out.value.length; i++) {
                    out.tangent[i] = factor * a.tangent[i];
                }
            }
        });
        return out;
    }

    /** {@code out = a - b}. */
    Node subtract(Node a, Node b) {
        Node out = node(a.width);
        operations.add(new Operation() {
            @Override
            public void forward(double[] parameters) {
                for (int i = 0; i < out.value.length; i++) {
                    out.value[i] = a.value[i] - b.value[i];
                }
            }

            @Override
            public void propagate() {
                for (int i = 0; i < out.value.length; i++) {
                    a.adjoint[i] += out.adjoint[i];
                    b.adjoint[i] -= out.adjoint[i];
                }
            }

            @Override
            public void tangent(double[] direction) {
                for (int i = 0; i < out.value.length; i++) {
                    out.tangent[i] = a.tangent[i] - b.tangent[i];
                }
            }
        });
        return out;
    }

    /** {@code out = c + a b}, elementwise in points and width, a truncated product in the series. */
    Node multiplyAdd(Node a, Node b, Node c) {
        Node out = node(a.width);
        int m = points * a.width;
        operations.add(new Operation() {
            @Override
            public void forward(double[] parameters) {
                System.arraycopy(c.value, 0, out.value, 0, out.value.length);
                for (int target = 0; target < basis.size(); target++) {
                    multiply(target, 1, a.value, b.value, out.value, m);
                }
            }

            @Override
            public void propagate() {
                for (int i = 0; i < out.value.length; i++) {
                    c.adjoint[i] += out.adjoint[i];
                }
                for (int target = 0; target < basis.size(); target++) {
                    multiplyBack(target, 1, a.value, b.value, out.adjoint, a.adjoint, b.adjoint, m);
                }
            }

            @Override
            public void tangent(double[] direction) {
                System.arraycopy(c.tangent, 0, out.tangent, 0, out.tangent.length);
                for (int target = 0; target < basis.size(); target++) {
                    multiply(target, 1, a.tangent, b.value, out.tangent, m);
                    multiply(target, 1, a.value, b.tangent, out.tangent, m);
                }
            }
        });
        return out;
    }

    /** {@code y_target = sum factor z_argument s_slope}. */
    private void compose(int target, double[] z, double[] s, double[] y, int m) {
        Arrays.fill(y, target * m, (target + 1) * m, 0);
        for (Composition c : basis.compositions()) {
            if (c.target() == target) {
                multiplyAdd(c.factor(), z, c.argument() * m, s, c.slope() * m, y, target * m, m);
            }
        }
    }

    private void composeBack(int target, double[] z, double[] s, double[] yBar, double[] zBar, double[] sBar, int m) {
        for (Composition c : basis.compositions()) {
            if (c.target() == target) {
                multiplyAdd(c.factor(), yBar, target * m, s, c.slope() * m, zBar, c.argument() * m, m);
                multiplyAdd(c.factor(), yBar, target * m, z, c.argument() * m, sBar, c.slope() * m, m);
            }
        }
    }

    /** {@code out_target += sign sum a_left b_right}. */
    private void multiply(int target, double sign, double[] a, double[] b, double[] out, int m) {
        for (Product p : basis.products()) {
            if (p.target() == target) {
                multiplyAdd(sign, a, p.left() * m, b, p.right() * m, out, target * m, m);
            }
        }
    }

    /** {@code out = a b} as series. */
    private void multiplyAll(double[] a, double[] b, double[] out, int m) {
        Arrays.fill(out, 0);
        for (Product p : basis.products()) {
            multiplyAdd(1, a, p.left() * m, b, p.right() * m, out, p.target() * m, m);
        }
    }

    private void multiplyBack(
            int target, double sign, double[] a, double[] b, double[] bar, double[] aBar, double[] bBar, int m) {
        for (Product p : basis.products()) {
            if (p.target() == target) {
                multiplyAdd(sign, bar, target * m, b, p.right() * m, aBar, p.left() * m, m);
                multiplyAdd(sign, bar, target * m, a, p.left() * m, bBar, p.right() * m, m);
            }
        }
    }

    private static void multiplyAdd(
            double factor, double[] a, int atA, double[] b, int atB, double[] out, int at, int m) {
        for (int i = 0; i < m; i++) {
            out[at + i] += factor * a[atA + i] * b[atB + i];
        }
    }

    void forward(double[] parameters) {
        for (Operation operation : operations) {
            operation.forward(parameters);
        }
    }

    /** Clears all adjoints; then fill those of the output and call {@link #backward}. */
    void clear() {
        for (Node node : nodes) {
            Arrays.fill(node.adjoint, 0);
        }
    }

    /** Adds the gradient by the parameters to {@code gradient}. */
    void backward(double[] gradient) {
        propagate();
        for (Layer layer : layers) {
            layer.addGradient(gradient);
        }
    }

    /**
     * Writes the gradient of every point's own part of the loss: {@code jt[parameter * rowLength + row + point]}.
     */
    void jacobian(double[] jt, int rowLength, int row) {
        propagate();
        for (Layer layer : layers) {
            layer.writeJacobian(jt, rowLength, row);
        }
    }

    private void propagate() {
        for (int k = operations.size() - 1; k >= 0; k--) {
            operations.get(k).propagate();
        }
    }

    /** Fills the tangents of all nodes along a direction of the parameters, at those of the last {@link #forward}. */
    void tangent(double[] direction) {
        for (Node node : nodes) {
            if (node.tangent.length == 0) {
                node.tangent = new double[node.value.length];
            }
        }
        for (Operation operation : operations) {
            operation.tangent(direction);
        }
    }
}
