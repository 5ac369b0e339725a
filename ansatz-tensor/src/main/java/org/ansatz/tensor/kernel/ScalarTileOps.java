package org.ansatz.tensor.kernel;

/** Plain loops; the fallback without the incubating vector module, and the reference in tests. */
final class ScalarTileOps implements TileOps {
    @Override
    public int lanes() {
        return 1;
    }

    @Override
    public void multiply(double[] w, int wOffset, int out, int in, double[] a, double[] z, int columns) {
        for (int i = 0; i < out; i++) {
            int zi = i * columns;
            java.util.Arrays.fill(z, zi, zi + columns, 0);
            for (int j = 0; j < in; j++) {
                double weight = w[wOffset + i * in + j];
                int aj = j * columns;
                for (int c = 0; c < columns; c++) {
                    z[zi + c] += weight * a[aj + c];
                }
            }
        }
    }

    @Override
    public void accumulateOuter(double[] zbar, int out, double[] a, int in, int columns, double[] g, int gOffset) {
        for (int i = 0; i < out; i++) {
            for (int j = 0; j < in; j++) {
                double sum = 0;
                for (int c = 0; c < columns; c++) {
                    sum += zbar[i * columns + c] * a[j * columns + c];
                }
                g[gOffset + i * in + j] += sum;
            }
        }
    }

    @Override
    public void jacobianOuter(
            double[] zbar,
            int out,
            double[] a,
            int in,
            int coefficients,
            int points,
            double[] jt,
            int jOffset,
            int rowLength,
            int row,
            int count) {
        int columns = coefficients * points;
        for (int i = 0; i < out; i++) {
            for (int j = 0; j < in; j++) {
                int target = (jOffset + i * in + j) * rowLength + row;
                for (int p = 0; p < count; p++) {
                    double sum = 0;
                    for (int k = 0; k < coefficients; k++) {
                        sum += zbar[i * columns + k * points + p] * a[j * columns + k * points + p];
                    }
                    jt[target + p] = sum;
                }
            }
        }
    }

    @Override
    public void tanh(JetTable t, int units, int points, double[] z, double[] y, double[] s) {
        int columns = t.size * points;
        for (int u = 0; u < units; u++) {
            for (int p = 0; p < points; p++) {
                int at = u * columns + p;
                y[at] = Math.tanh(z[at]);
                s[at] = 1 - y[at] * y[at];
                for (int k = 1; k < t.size; k++) {
                    double sum = 0;
                    for (int e = t.compositionStart[k]; e < t.compositionStart[k + 1]; e++) {
                        sum += t.compositionFactor[e]
                                * z[at + t.compositionArgument[e] * points]
                                * s[at + t.compositionSlope[e] * points];
                    }
                    y[at + k * points] = sum;
                    double square = 0;
                    for (int e = t.productStart[k]; e < t.productStart[k + 1]; e++) {
                        square += y[at + t.productLeft[e] * points] * y[at + t.productRight[e] * points];
                    }
                    s[at + k * points] = -square;
                }
            }
        }
    }

    @Override
    public void seriesMultiply(JetTable t, int units, int points, double[] f, double[] g, double[] out, boolean add) {
        int columns = t.size * points;
        for (int u = 0; u < units; u++) {
            for (int p = 0; p < points; p++) {
                int at = u * columns + p;
                for (int k = 0; k < t.size; k++) {
                    double sum = add ? out[at + k * points] : 0;
                    for (int e = t.productStart[k]; e < t.productStart[k + 1]; e++) {
                        sum += f[at + t.productLeft[e] * points] * g[at + t.productRight[e] * points];
                    }
                    out[at + k * points] = sum;
                }
            }
        }
    }

    @Override
    public void seriesMultiplyAdjoint(
            JetTable t, int units, int points, double[] obar, double[] g, double[] fbar, boolean add) {
        int columns = t.size * points;
        for (int u = 0; u < units; u++) {
            for (int p = 0; p < points; p++) {
                int at = u * columns + p;
                for (int k = 0; k < t.size; k++) {
                    double sum = add ? fbar[at + k * points] : 0;
                    for (int e = t.adjointStart[k]; e < t.adjointStart[k + 1]; e++) {
                        sum += obar[at + t.adjointTarget[e] * points] * g[at + t.adjointRight[e] * points];
                    }
                    fbar[at + k * points] = sum;
                }
            }
        }
    }
}
