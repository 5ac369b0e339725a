package org.ansatz.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.Callable;
import org.ansatz.physics.problem.Settings.Setting;
import org.ansatz.physics.problem.Solver;
import org.ansatz.solve.Solvers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The methods of solving problems. */
@Command(
        name = "methods",
        mixinStandardHelpOptions = true,
        description = "Lists methods, what each can solve, and its settings with defaults.")
final class MethodsCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "this method only")
    private String name;

    @Mixin
    private OutputOptions output;

    MethodsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<Solver> solvers = name == null ? Solvers.all() : List.of(Methods.named(name));
        if (output.json()) {
            console.out().println(json(solvers).toPrettyString());
            return ExitStatus.DONE;
        }
        for (Solver solver : solvers) {
            boolean standard = solver == Solvers.all().get(0);
            console.out().println(solver.name() + (standard ? "  (the default)" : ""));
            console.out().println("    " + solver.summary());
            int width = solver.settings().stream()
                    .mapToInt(s -> s.name().length() + s.defaultValue().length())
                    .max()
                    .orElse(0);
            for (Setting setting : solver.settings()) {
                String head = setting.name() + ": " + setting.defaultValue();
                console.out().println("      " + padded(head, Math.min(width + 2, 28)) + "  " + setting.meaning());
            }
        }
        return ExitStatus.DONE;
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static ObjectNode json(List<Solver> solvers) {
        ObjectNode root = new JsonMapper().createObjectNode();
        ArrayNode list = root.putArray("methods");
        for (Solver solver : solvers) {
            ObjectNode node = list.addObject().put("name", solver.name()).put("summary", solver.summary());
            ArrayNode settings = node.putArray("settings");
            for (Setting setting : solver.settings()) {
                settings.addObject()
                        .put("name", setting.name())
                        .put("default", setting.defaultValue())
                        .put("meaning", setting.meaning());
            }
        }
        return root;
    }
}
