package org.ansatz.solve.implicit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Fields by name at one time. Immutable. */
public final class FieldState {
    private final Map<String, NeuralField> fields;

    public FieldState(Map<String, NeuralField> fields) {
        this.fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    public Map<String, NeuralField> fields() {
        return fields;
    }

    /**
     * The field of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public NeuralField field(String name) {
        NeuralField field = fields.get(name);
        if (field == null) {
            throw new IllegalArgumentException("no field " + name + "; there are " + fields.keySet());
        }
        return field;
    }

    /** The same with one field exchanged or added. */
    public FieldState with(String name, NeuralField field) {
        Map<String, NeuralField> copy = new LinkedHashMap<>(fields);
        copy.put(name, field);
        return new FieldState(copy);
    }
}
