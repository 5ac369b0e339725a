package org.ansatz.studies;

import java.util.Map;
import org.ansatz.physics.problem.Problem;

/** The problems of arXiv 2412.05994 with their exact solutions, and a layer to which Gaussians have to move. */
final class GaussianProblems {
    private GaussianProblems() {}

    /** {@code u_xx + u_yy + u = q} with {@code u = sin(a1 pi x) sin(a2 pi y)} on [-1, 1]^2. */
    static Problem helmholtz(int a1, int a2) {
        return Problem.named("helmholtz")
                .title("Helmholtz (" + a1 + ", " + a2 + ")")
                .coordinate("x", -1, 1)
                .coordinate("y", -1, 1)
                .fields("u")
                .parameter("a", a1 + "*pi")
                .parameter("b", a2 + "*pi")
                .function("ue", "sin(a*x)*sin(b*y)")
                .equation("laplacian(u) + u = (1 - a^2 - b^2)*ue")
                .condition("boundary", "u", "0")
                .exact("u", "ue")
                .build();
    }

    /**
     * {@code u_t + a u_x + b u_y = 0} on [-4, 4]^2 and [0, 4]: a vortex rolls up a front. {@code omega = v / (vmax r)}.
     */
    static Problem flowMixing() {
        return Problem.named("flow-mixing")
                .title("Flow mixing")
                .coordinate("x", -4, 4)
                .coordinate("y", -4, 4)
                .coordinate("t", 0, 4)
                .fields("u")
                .parameter("vmax", 0.385)
                .function("r", "sqrt(x^2 + y^2)")
                .function("omega", "tanh(r)/(cosh(r)^2*vmax*r)")
                .function("ue", "-tanh(y/2*cos(omega*t) - x/2*sin(omega*t))")
                .equation("u_t - omega*y*u_x + omega*x*u_y = 0")
                .condition("t = 0", "u", "-tanh(y/2)")
                .condition("x = -4 or x = 4 or y = -4 or y = 4", "u", "ue")
                .exact("u", "ue")
                .build();
    }

    /** {@code -eps Lap u + u = f} with {@code u = tanh((x - 0.2) / 0.05)} on [-1, 1]^2, {@code eps = 0.05^2}. */
    static Problem layer() {
        return Problem.named("layer")
                .title("Steady layer at x = 0.2")
                .coordinate("x", -1, 1)
                .coordinate("y", -1, 1)
                .fields("u")
                .parameter("width", 0.05)
                .function("ue", "tanh((x - 0.2)/width)")
                .equation("-width^2*laplacian(u) + u = ue*(3 - 2*ue^2)")
                .condition("boundary", "u", "ue")
                .exact("u", "ue")
                .build();
    }

    /** No equation to solve, only a function to fit: {@code u = sin(pi x) sin(2 pi y)}. */
    static Problem regression() {
        return Problem.named("regression")
                .title("Regression of sin(pi x) sin(2 pi y)")
                .coordinate("x", -1, 1)
                .coordinate("y", -1, 1)
                .fields("u")
                .equation("u = sin(pi*x)*sin(2*pi*y)")
                .exact("u", "sin(pi*x)*sin(2*pi*y)")
                .build();
    }

    /** The problems by name. */
    static Map<String, Problem> all() {
        return Map.of(
                "helmholtz",
                helmholtz(1, 4),
                "flow-mixing",
                flowMixing(),
                "layer",
                layer(),
                "regression",
                regression());
    }
}
