package org.ansatz.physics.problem;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Named figures recorded over a run; each row has a step, the seconds since the start, and some of the columns. */
public final class History {
    /** One record. */
    public record Row(long step, double seconds, Map<String, Double> values) {}

    private final List<Row> rows = new ArrayList<>();

    public void add(long step, double seconds, Map<String, Double> values) {
        rows.add(new Row(step, seconds, Collections.unmodifiableMap(new LinkedHashMap<>(values))));
    }

    public List<Row> rows() {
        return Collections.unmodifiableList(rows);
    }

    /** All column names in order of first appearance. */
    public Set<String> columns() {
        Set<String> names = new LinkedHashSet<>();
        for (Row row : rows) {
            names.addAll(row.values().keySet());
        }
        return names;
    }
}
