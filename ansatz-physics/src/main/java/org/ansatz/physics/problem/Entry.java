package org.ansatz.physics.problem;

import java.util.List;
import java.util.Map;
import org.ansatz.physics.expr.Nearest;

/** A part of a problem as it was given: a scalar (always its text), a list or a mapping, each with its place. */
public sealed interface Entry {
    Place place();

    /** A text, parsed by whoever knows what is expected. */
    record Scalar(String text, Place place) implements Entry {}

    /** A list. */
    record Sequence(List<Entry> items, Place place) implements Entry {}

    /** Members by key, in order. */
    record Mapping(Map<String, Member> members, Place place) implements Entry {}

    /** A key with its value. */
    record Member(Scalar key, Entry value) {}

    default InvalidProblem mistake(String message) {
        return place().mistake(message);
    }

    private InvalidProblem unexpected(String expected) {
        String found = this instanceof Mapping ? "a mapping" : this instanceof Sequence ? "a list" : "a scalar";
        return mistake("expected " + expected + ", found " + (isEmpty() ? "nothing" : found));
    }

    /** Whether nothing is written after a key. */
    default boolean isEmpty() {
        return this instanceof Scalar s && s.text().isEmpty();
    }

    /**
     * @param expected what stands here, for the message
     * @throws InvalidProblem if this is not a scalar or nothing at all
     */
    default String text(String expected) {
        if (this instanceof Scalar scalar && !scalar.text().isBlank()) {
            return scalar.text();
        }
        throw unexpected(expected);
    }

    /**
     * @param expected what stands here, for the message
     * @throws InvalidProblem if this is not a list
     */
    default List<Entry> items(String expected) {
        if (this instanceof Sequence sequence) {
            return sequence.items();
        }
        throw unexpected(expected);
    }

    /** The items of a list, or this alone. */
    default List<Entry> oneOrMore() {
        return this instanceof Sequence sequence ? sequence.items() : List.of(this);
    }

    /**
     * @param expected what stands here, for the message
     * @throws InvalidProblem if this is not a mapping
     */
    default Members members(String expected) {
        if (this instanceof Mapping mapping) {
            return new Members(mapping.members(), place());
        }
        throw unexpected(expected);
    }

    /** The members of a mapping. */
    record Members(Map<String, Member> all, Place place) {
        public boolean has(String key) {
            return all.containsKey(key);
        }

        public int size() {
            return all.size();
        }

        /** The value of a key that is there. */
        public Entry get(String key) {
            return all.get(key).value();
        }

        public Scalar key(String key) {
            return all.get(key).key();
        }

        public InvalidProblem mistake(String message) {
            return place.mistake(message);
        }

        /**
         * @param where completes "unknown key `k`", such as " of a shape"
         * @throws InvalidProblem at the first key that is not among the valid ones
         */
        public Members only(List<String> valid, String where) {
            for (Member member : all.values()) {
                String key = member.key().text();
                if (!valid.contains(key)) {
                    throw member.key().mistake("unknown key `" + key + "`" + where + Nearest.hint(key, valid));
                }
            }
            return this;
        }
    }
}
