package org.ansatz.cli;

import java.util.List;
import org.ansatz.physics.expr.Nearest;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Solver;
import org.ansatz.solve.Solvers;

/** Looks methods up by the words that users write. */
final class Methods {
    private Methods() {}

    static List<String> names() {
        return Solvers.all().stream().map(Solver::name).toList();
    }

    /**
     * The method of that name.
     *
     * @throws InvalidProblem if there is none, with the nearest that there is
     */
    static Solver named(String name) {
        return Solvers.named(name)
                .orElseThrow(() -> new InvalidProblem("unknown method `" + name + "`" + Nearest.hint(name, names())));
    }
}
