package org.ansatz.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.ansatz.studies.Catalogue;
import org.ansatz.studies.PublishedSystem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The published systems that the library is about. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the published systems: title, date, identifier, what is claimed, which study exists.")
final class ListCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(arity = "0..*", paramLabel = "WORDS", description = "only systems that mention all of these words")
    private List<String> words = new ArrayList<>();

    @Mixin
    private OutputOptions output;

    ListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Catalogue catalogue = Catalogue.load();
        List<PublishedSystem> systems = catalogue.systems(words);
        if (output.json()) {
            console.out().println(json(catalogue, systems).toPrettyString());
            return ExitStatus.DONE;
        }
        for (PublishedSystem system : systems) {
            boolean here = catalogue.study(system.name()).isPresent();
            console.out().println(system.name() + (here ? "  (ansatz run " + system.name() + ")" : ""));
            console.out().println("    " + system.title());
            String id = system.arxiv().isEmpty() ? "" : ", arXiv " + system.arxiv();
            console.out().println("    " + system.date() + id + (here ? "" : "; no study in this version"));
            console.out().println("    " + system.claim());
        }
        long studies = systems.stream()
                .filter(s -> catalogue.study(s.name()).isPresent())
                .count();
        console.out().println(systems.size() + " systems, " + studies + " with a study in this version");
        return ExitStatus.DONE;
    }

    private static ObjectNode json(Catalogue catalogue, List<PublishedSystem> systems) {
        ObjectNode root = new JsonMapper().createObjectNode();
        ArrayNode list = root.putArray("systems");
        for (PublishedSystem system : systems) {
            list.addObject()
                    .put("name", system.name())
                    .put("title", system.title())
                    .put("date", system.date())
                    .put("arxiv", system.arxiv().isEmpty() ? null : system.arxiv())
                    .put("claim", system.claim())
                    .put("study", catalogue.study(system.name()).isPresent() ? system.name() : null);
        }
        return root;
    }
}
