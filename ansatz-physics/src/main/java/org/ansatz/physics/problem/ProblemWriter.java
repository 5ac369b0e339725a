package org.ansatz.physics.problem;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Prints problems in the form of problem files: sections in their usual order, a line per equation or condition. */
final class ProblemWriter {
    private static final List<String> ORDER = List.of(
            "name",
            "title",
            "coordinates",
            "fields",
            "parameters",
            "functions",
            "shapes",
            "region",
            "equations",
            "conditions",
            "observations",
            "exact",
            "reference",
            "outputs",
            "solve");
    /** Sections with a line per member; the others are short enough for one line. */
    private static final List<String> LONG =
            List.of("parameters", "functions", "shapes", "equations", "conditions", "observations", "exact", "outputs");
    /** Texts that mean themselves without quotes, inside braces too. */
    private static final Pattern PLAIN =
            Pattern.compile("(-?[\\p{L}\\p{Nd}(._/]|-\\()[^,\\[\\]{}#:\"'\\\\\\p{Cntrl}]*(?<!\\s)");

    private ProblemWriter() {}

    /**
     * Prints what a problem was made of, with its present settings.
     *
     * @param files how names of files are to be written
     */
    static String print(Problem problem, UnaryOperator<String> files) {
        Entry root = YamlDocument.parse(problem.name(), problem.source().text());
        Map<String, Entry.Member> members =
                new LinkedHashMap<>(root.members("a problem").all());
        members.put("name", member("name", scalar(problem.name())));
        if (problem.settings().given().isEmpty()) {
            members.remove("solve");
        } else {
            Map<String, Entry.Member> settings = new LinkedHashMap<>();
            problem.settings().given().forEach((k, v) -> settings.put(k, member(k, setting(k, v))));
            members.put("solve", member("solve", mapping(settings)));
        }
        return write(renameFiles(mapping(members), files));
    }

    private static Entry.Member member(String key, Entry value) {
        return new Entry.Member(scalar(key), value);
    }

    private static Entry.Scalar scalar(String text) {
        return new Entry.Scalar(text, new ArgumentPlace(text, text));
    }

    private static Entry mapping(Map<String, Entry.Member> members) {
        return new Entry.Mapping(Collections.unmodifiableMap(members), new ArgumentPlace("printed problem", null));
    }

    /** A setting's text as an entry: a list or mapping if it is written as one. */
    static Entry setting(String description, String text) {
        return text.startsWith("[") || text.startsWith("{")
                ? YamlDocument.parse(description, text)
                : new Entry.Scalar(text, new ArgumentPlace(description, text));
    }

    private static Entry renameFiles(Entry root, UnaryOperator<String> files) {
        Map<String, Entry.Member> sections = new LinkedHashMap<>();
        root.members("a problem").all().forEach((name, member) -> {
            Entry value = member.value();
            Entry renamed =
                    switch (name) {
                        case "reference" -> rename(value, true, files);
                        case "observations" ->
                            value instanceof Entry.Sequence list
                                    ? new Entry.Sequence(
                                            list.items().stream()
                                                    .map(o -> rename(o, true, files))
                                                    .toList(),
                                            list.place())
                                    : rename(value, true, files);
                        case "functions", "shapes" -> {
                            Map<String, Entry.Member> inner = new LinkedHashMap<>();
                            value.members(name)
                                    .all()
                                    .forEach((k, m) ->
                                            inner.put(k, new Entry.Member(m.key(), rename(m.value(), false, files))));
                            yield mapping(inner);
                        }
                        default -> value;
                    };
            sections.put(name, new Entry.Member(member.key(), renamed));
        });
        return mapping(sections);
    }

    /** Names of files stand under the keys file, table and mesh, or alone where nothing else may stand. */
    private static Entry rename(Entry entry, boolean alone, UnaryOperator<String> files) {
        if (entry instanceof Entry.Scalar s) {
            return alone && !s.text().isEmpty() ? new Entry.Scalar(files.apply(s.text()), s.place()) : s;
        }
        if (!(entry instanceof Entry.Mapping mapping)) {
            return entry;
        }
        Map<String, Entry.Member> members = new LinkedHashMap<>(mapping.members());
        for (String key : List.of("file", "table", "mesh")) {
            members.computeIfPresent(key, (k, m) -> new Entry.Member(m.key(), rename(m.value(), true, files)));
        }
        return new Entry.Mapping(Collections.unmodifiableMap(members), mapping.place());
    }

    /** The name that leads from one folder to a file named relative to another. */
    static String relative(Path base, Path folder, String name) {
        Path file = base.resolve(name).toAbsolutePath().normalize();
        return folder.toAbsolutePath().normalize().relativize(file).toString().replace('\\', '/');
    }

    /** Prints entries as a problem file. */
    static String write(Entry root) {
        Entry.Members top = root.members("a problem");
        StringBuilder text = new StringBuilder();
        for (String section : ORDER) {
            if (top.has(section) && !top.get(section).isEmpty()) {
                section(text, section, top.get(section));
            }
        }
        return text.toString();
    }

    private static void section(StringBuilder text, String name, Entry value) {
        text.append(name).append(':');
        boolean lines = LONG.contains(name);
        if (lines && value instanceof Entry.Mapping m && !m.members().isEmpty()) {
            m.members().values().forEach(one -> text.append("\n  ")
                    .append(flow(one.key()))
                    .append(": ")
                    .append(flow(one.value())));
        } else if (lines && value instanceof Entry.Sequence s && !s.items().isEmpty()) {
            s.items().forEach(one -> text.append("\n  - ").append(flow(one)));
        } else {
            text.append(' ').append(flow(value));
        }
        text.append('\n');
    }

    private static String flow(Entry entry) {
        if (entry instanceof Entry.Sequence s) {
            return "["
                    + String.join(
                            ", ", s.items().stream().map(ProblemWriter::flow).toList()) + "]";
        }
        if (entry instanceof Entry.Mapping m) {
            List<String> members = m.members().values().stream()
                    .map(one -> flow(one.key()) + ": " + flow(one.value()))
                    .toList();
            return "{" + String.join(", ", members) + "}";
        }
        return quote(((Entry.Scalar) entry).text());
    }

    private static String quote(String text) {
        if (PLAIN.matcher(text).matches()) {
            return text;
        }
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c == '\n') {
                quoted.append("\\n");
            } else if (Character.isISOControl(c)) {
                quoted.append(String.format("\\x%02x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
