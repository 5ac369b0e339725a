package org.ansatz.physics.problem;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Turns YAML 1.2 into entries with places; keys given twice and expressions split by a comma are mistakes. */
final class YamlDocument {
    private static final Pattern BRACED = Pattern.compile("[\\p{L}\\p{Nd}_]+_\\{[^}]*\\}");
    private static final int DEEPEST = 64;

    private final SourceText source;
    private final IdentityHashMap<Node, Entry> done = new IdentityHashMap<>();
    private final IdentityHashMap<Node, Node> open = new IdentityHashMap<>();

    private YamlDocument(SourceText source) {
        this.source = source;
    }

    /**
     * @param label the file's name in messages
     * @throws InvalidProblem if the text is not one YAML document, is empty, or holds a split expression
     */
    static Entry parse(String label, String text) {
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        SourceText source = new SourceText(label, plain);
        YamlDocument document = new YamlDocument(source);
        document.refuseDeepNesting();
        return document.entry(document.compose(plain), 0);
    }

    /** The composer recurses; a file of brackets only must not exhaust the stack. */
    private void refuseDeepNesting() {
        for (int row = 0; row < source.lines().size(); row++) {
            String line = source.lines().get(row);
            int indent = line.length() - line.stripLeading().length();
            int depth = 0;
            for (int at = 0; at < line.length(); at++) {
                char c = line.charAt(at);
                depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
                boolean dashes = c == '-'
                        && line.startsWith("- ", at)
                        && line.substring(indent, at).matches("(- *)*");
                if (depth > DEEPEST || dashes && at - indent > 2 * DEEPEST) {
                    throw source.mistake(row, at, "nested more than " + DEEPEST + " deep");
                }
            }
        }
    }

    private Node compose(String text) {
        try {
            Optional<Node> node = new Compose(LoadSettings.builder()
                            .setLabel(source.label())
                            .setAllowNonScalarKeys(true)
                            .build())
                    .composeString(text);
            return node.orElseThrow(() -> source.mistake(0, 0, "the file is empty"));
        } catch (MarkedYamlEngineException e) {
            Mark mark = e.getProblemMark().orElse(null);
            int line = mark == null ? 0 : mark.getLine();
            int column = mark == null ? 0 : mark.getColumn();
            Matcher braced =
                    BRACED.matcher(line < source.lines().size() ? source.lines().get(line) : "");
            String message = braced.find()
                    ? "not valid YAML: inside {...} or [...] an expression with a brace must be quoted, here \""
                            + braced.group() + "\""
                    : "not valid YAML: " + reason(e);
            throw source.mistake(line, column, message);
        } catch (ReaderException e) {
            String character = String.format("U+%04X", e.getCodePoint());
            int[] at = position(text, e.getCodePoint());
            throw source.mistake(at[0], at[1], "not a text file: the character " + character + " cannot stand in YAML");
        } catch (YamlEngineException e) {
            throw source.mistake(0, 0, "not valid YAML: " + e.getMessage());
        } catch (StackOverflowError e) {
            throw source.mistake(0, 0, "not readable: nested too deeply");
        }
    }

    private static String reason(MarkedYamlEngineException e) {
        String problem = e.getProblem();
        if (problem.contains("(TAB)")) {
            return "a tab cannot indent, use spaces";
        }
        String whole = problem.startsWith("but") && e.getContext() != null ? e.getContext() + " " + problem : problem;
        return whole.replaceAll("\\s+", " ").trim();
    }

    private int[] position(String text, int codePoint) {
        int index = Math.max(0, text.indexOf(codePoint));
        int row = 0;
        while (row < source.lines().size() - 1 && source.lines().get(row).indexOf(codePoint) < 0) {
            row++;
        }
        int column = source.lines().get(row).indexOf(codePoint);
        return column >= 0 ? new int[] {row, column} : new int[] {0, index};
    }

    private Place place(Node node, String value) {
        Mark mark = node.getStartMark().orElse(null);
        return mark == null ? source.place(0, 0, null) : source.place(mark.getLine(), mark.getColumn(), value);
    }

    private Entry entry(Node node, int depth) {
        if (depth > DEEPEST) {
            throw place(node, null).mistake("nested more than " + DEEPEST + " deep");
        }
        Entry known = done.get(node);
        if (known != null) {
            return known;
        }
        if (open.put(node, node) != null) {
            throw place(node, null).mistake("this refers to itself");
        }
        Entry made = node instanceof ScalarNode scalar
                ? scalar(scalar)
                : node instanceof SequenceNode sequence
                        ? sequence(sequence, depth)
                        : mapping((MappingNode) node, depth);
        done.put(node, made);
        open.remove(node);
        return made;
    }

    private Entry.Scalar scalar(ScalarNode node) {
        return new Entry.Scalar(node.getValue(), place(node, node.getValue()));
    }

    private Entry sequence(SequenceNode node, int depth) {
        List<Node> nodes = node.getValue();
        List<Entry> items = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            if (node.getFlowStyle() == FlowStyle.FLOW && isOpen(nodes.get(i))) {
                StringBuilder whole = new StringBuilder(text(nodes.get(i)));
                for (int k = i + 1; k < nodes.size() && openParentheses(whole.toString()) > 0; k++) {
                    whole.append(", ").append(text(nodes.get(k)));
                }
                throw split(nodes.get(i), whole.toString(), "[...]");
            }
            items.add(entry(nodes.get(i), depth + 1));
        }
        return new Entry.Sequence(List.copyOf(items), place(node, null));
    }

    private InvalidProblem split(Node at, String expression, String where) {
        return place(at, null)
                .mistake("a comma inside " + where + " splits the expression; quote it: \"" + expression + "\"");
    }

    private static String text(Node node) {
        return node instanceof ScalarNode s ? s.getValue() : "...";
    }

    /** Whether a plain scalar opens a parenthesis and does not close it. */
    private static boolean isOpen(Node node) {
        return node instanceof ScalarNode s
                && s.getScalarStyle() == ScalarStyle.PLAIN
                && openParentheses(s.getValue()) > 0;
    }

    private static int openParentheses(String text) {
        int open = 0;
        for (int i = 0; i < text.length(); i++) {
            open += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
        }
        return open;
    }

    private Entry mapping(MappingNode node, int depth) {
        Map<String, Entry.Member> members = new LinkedHashMap<>();
        boolean flow = node.getFlowStyle() == FlowStyle.FLOW;
        Node open = null;
        for (NodeTuple tuple : node.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
                throw place(tuple.getKeyNode(), null).mistake("a key is a name, not a list or mapping");
            }
            Entry.Scalar key = scalar(keyNode);
            Node valueNode = tuple.getValueNode();
            boolean empty = valueNode instanceof ScalarNode v
                    && v.getValue().isEmpty()
                    && v.getScalarStyle() == ScalarStyle.PLAIN;
            if (flow && empty) {
                if (open != null) {
                    throw split(open, whole(open, node.getValue().indexOf(tuple), node.getValue()), "{...}");
                }
                throw key.mistake("`" + key.text() + "` has no value");
            }
            if (members.put(key.text(), new Entry.Member(key, entry(valueNode, depth + 1))) != null) {
                throw key.mistake("`" + key.text() + "` is given twice");
            }
            open = flow && isOpen(valueNode) ? valueNode : null;
        }
        return new Entry.Mapping(java.util.Collections.unmodifiableMap(members), place(node, null));
    }

    /** The expression whose parts after the first became keys. */
    private static String whole(Node first, int from, List<NodeTuple> tuples) {
        StringBuilder whole = new StringBuilder(text(first));
        for (int k = from; k < tuples.size() && openParentheses(whole.toString()) > 0; k++) {
            whole.append(", ").append(text(tuples.get(k).getKeyNode()));
        }
        return whole.toString();
    }
}
