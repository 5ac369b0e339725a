package org.ansatz.learn.optim.transform;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A step from the gradient of one matrix parameter to the direction it is moved in. A chain of steps is an optimizer; each
 * is made for one parameter and may keep state about it.
 */
@FunctionalInterface
public interface UpdateTransform {
    /**
     * The next direction, a new matrix of the same size.
     *
     * @throws ArithmeticException if it is not finite, saying why
     */
    Matrix apply(Matrix u);

    /** The arrays that hold the state, live: whoever writes into them restores it. */
    default Map<String, double[]> buffers() {
        return Map.of();
    }

    /** One after the other. */
    static UpdateTransform chain(UpdateTransform... steps) {
        List<UpdateTransform> all = List.of(steps);
        return new UpdateTransform() {
            @Override
            public Matrix apply(Matrix u) {
                Matrix direction = u;
                for (UpdateTransform step : all) {
                    direction = step.apply(direction);
                }
                return direction;
            }

            @Override
            public Map<String, double[]> buffers() {
                Map<String, double[]> buffers = new LinkedHashMap<>();
                for (int i = 0; i < all.size(); i++) {
                    String prefix = i + ".";
                    all.get(i).buffers().forEach((name, array) -> buffers.put(prefix + name, array));
                }
                return buffers;
            }
        };
    }

    /** The same, its directions shown to somebody. */
    static UpdateTransform observed(UpdateTransform inner, Consumer<Matrix> observer) {
        return new UpdateTransform() {
            @Override
            public Matrix apply(Matrix u) {
                Matrix direction = inner.apply(u);
                observer.accept(direction);
                return direction;
            }

            @Override
            public Map<String, double[]> buffers() {
                return inner.buffers();
            }
        };
    }

    /** Multiplies by a constant. */
    static UpdateTransform scale(double factor) {
        return u -> u.scaled(factor);
    }
}
