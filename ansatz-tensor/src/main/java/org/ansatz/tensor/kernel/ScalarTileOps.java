package org.ansatz.tensor.kernel;

/** Plain loops; the fallback without the incubating vector module, and the reference in tests. */
final class ScalarTileOps implements TileOps {
    @Override
    public int lanes() {
        return 1;
    }

    @Override
    public int rowGroup() {
        return 1;
    }

    @Override
    public void multiply(double[] w, int out, int in, double[] a, double[] z, int coefficients) {
        java.util.Arrays.fill(z, 0, coefficients * out * POINTS, 0);
        addProduct(w, out, in, a, z, coefficients);
    }

    @Override
    public void multiply(
            double[] w, double[] start, int bOffset, int out, int in, double[] a, double[] z, int coefficients) {
        for (int i = 0; i < out; i++) {
            java.util.Arrays.fill(z, i * POINTS, (i + 1) * POINTS, start[bOffset + i]);
        }
        java.util.Arrays.fill(z, out * POINTS, coefficients * out * POINTS, 0);
        addProduct(w, out, in, a, z, coefficients);
    }

    private static void addProduct(double[] w, int out, int in, double[] a, double[] z, int coefficients) {
        for (int k = 0; k < coefficients; k++) {
            for (int i = 0; i < out; i++) {
                int zi = (k * out + i) * POINTS;
                for (int j = 0; j < in; j++) {
                    double weight = w[i * in + j];
                    int aj = (k * in + j) * POINTS;
                    for (int p = 0; p < POINTS; p++) {
                        z[zi + p] += weight * a[aj + p];
                    }
                }
            }
        }
    }

    @Override
    public void accumulateOuter(double[] zbar, int out, double[] a, int in, int coefficients, double[] g, int gOffset) {
        for (int i = 0; i < out; i++) {
            for (int j = 0; j < in; j++) {
                double sum = 0;
                for (int k = 0; k < coefficients; k++) {
                    int zi = (k * out + i) * POINTS;
                    int aj = (k * in + j) * POINTS;
                    for (int p = 0; p < POINTS; p++) {
                        sum += zbar[zi + p] * a[aj + p];
                    }
                }
                g[gOffset + i * in + j] += sum;
            }
        }
    }

    @Override
    public void accumulateBias(double[] zbar, int out, double[] g, int gOffset) {
        for (int i = 0; i < out; i++) {
            double sum = 0;
            for (int p = 0; p < POINTS; p++) {
                sum += zbar[i * POINTS + p];
            }
            g[gOffset + i] += sum;
        }
    }

    @Override
    public void jacobianOuter(
            double[] zbar,
            int out,
            double[] a,
            int in,
            int coefficients,
            double[] jt,
            int jOffset,
            int rowLength,
            int row,
            int count) {
        for (int i = 0; i < out; i++) {
            for (int j = 0; j < in; j++) {
                int target = (jOffset + i * in + j) * rowLength + row;
                for (int p = 0; p < count; p++) {
                    double sum = 0;
                    for (int k = 0; k < coefficients; k++) {
                        sum += zbar[(k * out + i) * POINTS + p] * a[(k * in + j) * POINTS + p];
                    }
                    jt[target + p] = sum;
                }
            }
        }
    }

    @Override
    public void exp(double[] z, double[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.exp(z[i]);
        }
    }

    @Override
    public void tanh(JetTable t, int units, double[] z, double[] y, double[] s) {
        int panel = units * POINTS;
        for (int at = 0; at < panel; at++) {
            y[at] = Math.tanh(z[at]);
            s[at] = 1 - y[at] * y[at];
            for (int k = 1; k < t.size; k++) {
                double sum = 0;
                for (int e = t.compositionStart[k]; e < t.compositionStart[k + 1]; e++) {
                    sum += t.compositionFactor[e]
                            * z[at + t.compositionArgument[e] * panel]
                            * s[at + t.compositionSlope[e] * panel];
                }
                y[at + k * panel] = sum;
                double square = 0;
                for (int e = t.productStart[k]; e < t.productStart[k + 1]; e++) {
                    square += y[at + t.productLeft[e] * panel] * y[at + t.productRight[e] * panel];
                }
                s[at + k * panel] = -square;
            }
        }
    }

    @Override
    public void sine(JetTable t, int units, double[] z, double[] y, double[] s) {
        int panel = units * POINTS;
        for (int at = 0; at < panel; at++) {
            y[at] = Math.sin(z[at]);
            s[at] = Math.cos(z[at]);
            for (int k = 1; k < t.size; k++) {
                double sine = 0;
                double cosine = 0;
                for (int e = t.compositionStart[k]; e < t.compositionStart[k + 1]; e++) {
                    double dz = t.compositionFactor[e] * z[at + t.compositionArgument[e] * panel];
                    sine += dz * s[at + t.compositionSlope[e] * panel];
                    cosine -= dz * y[at + t.compositionSlope[e] * panel];
                }
                y[at + k * panel] = sine;
                s[at + k * panel] = cosine;
            }
        }
    }

    @Override
    public void seriesMultiply(JetTable t, int units, double[] f, double[] g, double[] out, boolean add) {
        convolve(t.size, t.productStart, t.productLeft, t.productRight, units * POINTS, f, g, out, add);
    }

    @Override
    public void seriesMultiplyAdjoint(JetTable t, int units, double[] obar, double[] g, double[] fbar, boolean add) {
        convolve(t.size, t.adjointStart, t.adjointTarget, t.adjointRight, units * POINTS, obar, g, fbar, add);
    }

    private static void convolve(
            int size,
            int[] start,
            int[] left,
            int[] right,
            int panel,
            double[] f,
            double[] g,
            double[] out,
            boolean add) {
        for (int at = 0; at < panel; at++) {
            for (int k = 0; k < size; k++) {
                double sum = add ? out[at + k * panel] : 0;
                for (int e = start[k]; e < start[k + 1]; e++) {
                    sum += f[at + left[e] * panel] * g[at + right[e] * panel];
                }
                out[at + k * panel] = sum;
            }
        }
    }
}
