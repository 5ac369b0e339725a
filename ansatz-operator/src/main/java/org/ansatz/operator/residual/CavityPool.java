package org.ansatz.operator.residual;

import java.util.Arrays;
import org.ansatz.tensor.Autograd;
import org.ansatz.tensor.DType;
import org.ansatz.tensor.RandomStream;
import org.ansatz.tensor.Scope;
import org.ansatz.tensor.Tensor;

/**
 * States of cavity flows that a network trains on: each step some are drawn and replaced by what the network made of them, so
 * that it sees its own errors. With probability 0.05 a state that was drawn begins anew, from rest or from random smooth vortices, with
 * a Reynolds number log-uniform from 50 to 400; so does a state that left what flows can be, and is counted.
 */
public final class CavityPool implements AutoCloseable {
    private static final double RESTART = 0.05;
    private static final double LEAST_REYNOLDS = 50;
    private static final double LARGEST_REYNOLDS = 400;
    // Vorticity at interior nodes begins with 2/h beside the lid; rougher fields would rule the loss by their square.
    private static final double LARGEST_VORTICITY_BY_SPACINGS = 4;
    private static final int VORTICES = 4;
    private static final double AMPLITUDE = 0.05;

    private final CavityStepper stepper;
    private final CavityStep equations;
    private final RandomStream random;
    private final int batch;
    private final int m;
    private final DType precision;
    private final Tensor states;
    private int[] drawn = {};
    private long lost;

    /**
     * A pool of states at rest.
     *
     * @param size states
     * @param batch states that are drawn for a step, at most {@code size}
     */
    public CavityPool(
            CavityStepper stepper, CavityStep equations, int size, int batch, DType precision, RandomStream random) {
        this.stepper = stepper;
        this.equations = equations;
        this.batch = batch;
        this.random = random;
        this.precision = precision;
        m = (int) equations.grid()[0];
        states = Scope.release(Scope.compute(() -> {
            Tensor[] all = new Tensor[size];
            Arrays.setAll(all, k -> atRest());
            return Tensor.cat(0, all);
        }));
    }

    /** The states of a step, [batch, 3, x, y]. */
    public Tensor draw(long step) {
        drawn = Arrays.copyOf(random.child(step).permutation((int) states.size(0)), batch);
        return states.indexSelect(
                0, Tensor.of(Arrays.stream(drawn).asLongStream().toArray()));
    }

    /** Replaces the states drawn last by their successors with these stream functions. */
    public void replace(Tensor psi) {
        Autograd.noGrad(() -> {
            double limit = LARGEST_VORTICITY_BY_SPACINGS * (m + 1);
            double[] largest = equations
                    .vorticity(psi)
                    .abs()
                    .max(1, 2, 3)
                    .to(DType.FLOAT64)
                    .toDoubles();
            for (int b = 0; b < drawn.length; b++) {
                Tensor slot = states.narrow(0, drawn[b], 1);
                boolean left = !(largest[b] < limit);
                lost += left ? 1 : 0;
                if (left || random.uniform() < RESTART) {
                    slot.copyFrom(random.uniform() < 0.5 ? atRest() : vortices());
                } else {
                    slot.copyFrom(stepper.successor(psi.narrow(0, b, 1), slot));
                }
            }
        });
    }

    /** States that were given up because they left what flows can be. */
    public long lost() {
        return lost;
    }

    private Tensor reynolds() {
        double log = Math.log(LEAST_REYNOLDS) + random.uniform() * Math.log(LARGEST_REYNOLDS / LEAST_REYNOLDS);
        return Tensor.full(Math.exp(log), 1, 1, m, m);
    }

    private Tensor atRest() {
        return Tensor.cat(1, Tensor.zeros(1, 2, m, m), reynolds()).to(precision);
    }

    /** Products of sines times {@code sin(pi x) sin(pi y)}: no flow along or through the walls. */
    private Tensor vortices() {
        Tensor k = Tensor.arange(1, VORTICES + 1L, 1).to(DType.FLOAT64);
        Tensor x = Tensor.arange(1, m + 1L, 1).to(DType.FLOAT64).mul(Math.PI / (m + 1));
        Tensor sines = k.outer(x).sin();
        Tensor decay =
                k.square().reshape(VORTICES, 1).add(k.square()).reciprocal().mul(2 * AMPLITUDE);
        Tensor sum = sines.mT()
                .matmul(Tensor.randn(random, VORTICES, VORTICES).mul(decay))
                .matmul(sines);
        Tensor wall = x.sin();
        Tensor psi = sum.mul(wall.outer(wall)).reshape(1, 1, m, m);
        return Tensor.cat(1, psi, equations.vorticity(psi), reynolds()).to(precision);
    }

    @Override
    public void close() {
        states.close();
    }
}
