package org.ansatz.dynamics.simulation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ansatz.dynamics.lattice.Boundary;
import org.ansatz.dynamics.lattice.PowerLawBackground;
import org.ansatz.physics.expr.Nearest;
import org.ansatz.physics.problem.Declarations;
import org.ansatz.physics.problem.Entry;
import org.ansatz.physics.problem.Input;
import org.ansatz.physics.problem.InvalidProblem;

/** Reads how the space of a simulation ends and expands. */
record SpaceReader(Entry.Members top, Declarations declarations) {
    List<Boundary> boundaries(List<Input> box) {
        Map<String, Boundary> given = new LinkedHashMap<>();
        box.forEach(input -> given.put(input.name(), Boundary.PERIODIC));
        if (top.has("boundaries")) {
            Entry.Members members = top.get("boundaries")
                    .members("boundaries by coordinate, such as {x: antiperiodic}")
                    .only(List.copyOf(given.keySet()), " of boundaries");
            members.all().forEach((name, member) -> given.put(name, boundary(member.value())));
        }
        return List.copyOf(given.values());
    }

    private Boundary boundary(Entry entry) {
        if (entry instanceof Entry.Mapping) {
            Entry.Members keys = entry.members("{rise: 2*pi}").only(List.of("rise"), " of a boundary");
            if (!keys.has("rise")) {
                throw entry.mistake("`rise` is missing: by how much fields are higher at the far end");
            }
            return new Boundary.Twisted(declarations.constant(keys.get("rise")));
        }
        List<String> words = List.of("periodic", "antiperiodic");
        String word = entry.text("a boundary");
        return switch (word) {
            case "periodic" -> Boundary.PERIODIC;
            case "antiperiodic" -> Boundary.ANTIPERIODIC;
            default ->
                throw entry.mistake("unknown boundary `" + word + "`" + Nearest.hint(word, words)
                        + "; fields that rise take {rise: 2*pi}");
        };
    }

    PowerLawBackground background() {
        if (!top.has("background")) {
            return PowerLawBackground.flat(0);
        }
        Entry.Members keys =
                top.get("background").members("{w: 1/3, start: 1}").only(List.of("w", "start"), " of background");
        for (String key : List.of("w", "start")) {
            if (!keys.has(key)) {
                throw keys.mistake("`" + key + "` is missing; a background has the equation of state w and the"
                        + " conformal time `start` at which a = 1");
            }
        }
        try {
            return new PowerLawBackground(
                    declarations.constant(keys.get("w")), declarations.constant(keys.get("start")));
        } catch (InvalidProblem e) {
            throw keys.mistake(e.getMessage());
        }
    }
}
