package org.ansatz.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ansatz.learn.optim.NamedOptimizer;
import org.ansatz.learn.optim.Optimizers;
import org.ansatz.physics.problem.Settings.Setting;
import org.ansatz.physics.problem.Solver;
import org.ansatz.solve.Solvers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The methods of solving problems and the optimizers they may use. */
@Command(
        name = "methods",
        mixinStandardHelpOptions = true,
        description = "Lists methods and optimizers, what each can do, and its settings with defaults.")
final class MethodsCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "this method or optimizer only")
    private String name;

    @Mixin
    private OutputOptions output;

    MethodsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Optional<NamedOptimizer> optimizer = Optimizers.all().stream()
                .filter(named -> named.name().equals(name))
                .findFirst();
        List<Solver> solvers =
                name == null ? Solvers.all() : optimizer.isPresent() ? List.of() : List.of(Methods.named(name));
        List<NamedOptimizer> optimizers =
                name == null ? Optimizers.all() : optimizer.stream().toList();
        if (output.json()) {
            console.out().println(json(solvers, optimizers).toPrettyString());
            return ExitStatus.DONE;
        }
        for (Solver solver : solvers) {
            boolean standard = solver == Solvers.all().get(0);
            console.out().println(solver.name() + (standard ? "  (the default)" : ""));
            console.out().println("    " + solver.summary());
            print(solver.settings());
        }
        if (name == null) {
            console.out()
                    .println("optimizers, for methods with that setting; ansatz methods OPTIMIZER for its settings");
            optimizers.forEach(
                    named -> console.out().println("    " + padded(named.name(), 12) + "  " + named.summary()));
        } else {
            optimizers.forEach(named -> {
                console.out().println(named.name());
                console.out().println("    " + named.summary());
                print(settings(named));
            });
        }
        return ExitStatus.DONE;
    }

    private void print(List<Setting> settings) {
        int width = settings.stream()
                .mapToInt(s -> s.name().length() + s.defaultValue().length())
                .max()
                .orElse(0);
        for (Setting setting : settings) {
            String head = setting.name() + ": " + setting.defaultValue();
            console.out().println("      " + padded(head, Math.min(width + 2, 28)) + "  " + setting.meaning());
        }
    }

    private static List<Setting> settings(NamedOptimizer named) {
        return named.settings().stream()
                .map(s -> new Setting(s.name(), s.defaultValue(), s.meaning()))
                .toList();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static ObjectNode json(List<Solver> solvers, List<NamedOptimizer> optimizers) {
        ObjectNode root = new JsonMapper().createObjectNode();
        ArrayNode methods = root.putArray("methods");
        solvers.forEach(solver -> add(methods, solver.name(), solver.summary(), solver.settings()));
        ArrayNode list = root.putArray("optimizers");
        optimizers.forEach(named -> add(list, named.name(), named.summary(), settings(named)));
        return root;
    }

    private static void add(ArrayNode list, String name, String summary, List<Setting> declared) {
        ObjectNode node = list.addObject().put("name", name).put("summary", summary);
        ArrayNode settings = node.putArray("settings");
        for (Setting setting : declared) {
            settings.addObject()
                    .put("name", setting.name())
                    .put("default", setting.defaultValue())
                    .put("meaning", setting.meaning());
        }
    }
}
