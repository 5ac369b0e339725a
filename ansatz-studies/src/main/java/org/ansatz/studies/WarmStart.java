package org.ansatz.studies;

import java.util.ArrayList;
import java.util.List;
import org.ansatz.learn.layer.TensorLayer;
import org.ansatz.operator.residual.PoissonOperator;
import org.ansatz.physics.reference.grid.ConjugateGradients;
import org.ansatz.physics.reference.grid.ConjugateGradients.Result;
import org.ansatz.physics.report.Figure;
import org.ansatz.physics.report.Figure.Better;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/** Conjugate gradients from a network's prediction beside the same from zero. */
final class WarmStart {
    private static final double TOLERANCE = 1e-8;
    private static final int LIMIT = 1000;
    private static final double REQUIRED_REDUCTION = 10;

    private WarmStart() {}

    /** Means over the sources [batch, 1, grid...]. */
    static List<Figure> figures(PoissonOperator operator, TensorLayer network, Tensor sources) {
        ConjugateGradients method = ConjugateGradients.plain(operator.toMatrix(), TOLERANCE, LIMIT);
        double logReduction = 0;
        double cold = 0;
        double warm = 0;
        long count = sources.size(0);
        for (long k = 0; k < count; k++) {
            double[][] pair = pair(network, sources.narrow(0, k, 1));
            Result fromZero = method.solve(pair[0], new double[pair[0].length]);
            Result fromNetwork = method.solve(pair[0], pair[1]);
            logReduction -= Math.log(fromNetwork.firstResidual()) / count;
            cold += (double) fromZero.iterations() / count;
            warm += (double) fromNetwork.iterations() / count;
        }
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.of("E3.residual_reduction", Math.exp(logReduction), Better.HIGHER)
                .bar(REQUIRED_REDUCTION));
        figures.add(Figure.of("E3.iterations", warm, Better.LOWER).against("from zero", cold));
        figures.add(Figure.of("E3.iterations_saved", cold - warm, Better.HIGHER));
        return figures;
    }

    /** Source and prediction. */
    private static double[][] pair(TensorLayer network, Tensor source) {
        Scope scope = Scope.open();
        try {
            Tensor u = Autograd.noGrad(() -> network.forward(source));
            return new double[][] {
                source.to(DType.FLOAT64).contiguous().toDoubles(),
                u.to(DType.FLOAT64).contiguous().toDoubles()
            };
        } finally {
            scope.close();
        }
    }
}
