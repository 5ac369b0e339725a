package org.ansatz.learn.meta;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/**
 * Plain gradient steps {@code theta <- theta - rate dL/dtheta} of many tasks at a time.
 *
 * @param rate also depends on how losses are reduced: a sum over points and components needs a rate smaller by their number
 */
public record InnerLoop(int steps, double rate) {
    /** @throws IllegalArgumentException for a negative number of steps or a rate that is negative or not finite */
    public InnerLoop {
        if (steps < 0 || !(rate >= 0) || Double.isInfinite(rate)) {
            throw new IllegalArgumentException(
                    "adaptation needs no negative number of steps and rate, given " + steps + " and " + rate);
        }
    }

    /** The same values for every task: [...] becomes [tasks, ...], recorded. */
    public static List<Tensor> share(List<Tensor> parameters, int tasks) {
        return parameters.stream()
                .map(parameter -> {
                    long[] shape = parameter.shape();
                    long[] whole = new long[shape.length + 1];
                    whole[0] = tasks;
                    System.arraycopy(shape, 0, whole, 1, shape.length);
                    return parameter.expand(whole);
                })
                .toList();
    }

    /**
     * The steps as a function of where they begin. Memory grows with their number.
     *
     * @param parameters [tasks, ...] each, recorded
     * @param throughGradients whether the steps' gradients are differentiated too; otherwise they count as constants
     */
    List<Tensor> recorded(List<Tensor> parameters, TaskLoss loss, boolean throughGradients) {
        List<Tensor> theta = parameters;
        for (int step = 0; step < steps; step++) {
            theta = moved(theta, Autograd.gradient(loss.losses(theta).sum(), theta, throughGradients));
        }
        return theta;
    }

    /**
     * One step after the other, not recorded.
     *
     * @param parameters [tasks, ...] each, not changed
     * @return parameters of the same shapes, of the caller's scope
     */
    public List<Tensor> adapted(List<Tensor> parameters, TaskLoss loss) {
        List<Tensor> theta = parameters;
        for (int step = 0; step < steps; step++) {
            theta = stepped(theta, loss);
        }
        return theta;
    }

    private List<Tensor> stepped(List<Tensor> parameters, TaskLoss loss) {
        List<Tensor> result = new ArrayList<>();
        Scope scope = Scope.open();
        try {
            List<Tensor> theta = parameters.stream()
                    .map(parameter -> parameter.detach().requiresGrad())
                    .toList();
            List<Tensor> gradients = Autograd.gradient(loss.losses(theta).sum(), theta, false);
            for (Tensor next : Autograd.noGrad(() -> moved(theta, gradients))) {
                result.add(scope.keep(next));
            }
        } finally {
            scope.close();
        }
        return result;
    }

    private List<Tensor> moved(List<Tensor> theta, List<Tensor> gradients) {
        Tensor[] moved = new Tensor[theta.size()];
        Arrays.setAll(moved, i -> theta.get(i).sub(gradients.get(i).mul(rate)));
        return List.of(moved);
    }
}
