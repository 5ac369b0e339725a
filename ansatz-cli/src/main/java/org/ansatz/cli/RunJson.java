package org.ansatz.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.ansatz.physics.report.Metrics;
import org.ansatz.physics.report.RunFolder;

/** A run's metrics as the one JSON object on standard output. */
final class RunJson {
    private RunJson() {}

    static String of(Metrics metrics, RunFolder folder) {
        try {
            ObjectNode root = (ObjectNode) new JsonMapper().readTree(metrics.json());
            return root.put("folder", folder.path().toString()).toPrettyString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("metrics are not JSON", e);
        }
    }
}
