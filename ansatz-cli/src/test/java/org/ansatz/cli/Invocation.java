package org.ansatz.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** One call of the command in this process. */
record Invocation(int status, String out, String err) {
    static Invocation of(Object... words) {
        return of(new Interruption(), words);
    }

    static Invocation of(Interruption interruption, Object... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] args = new String[words.length];
        for (int i = 0; i < args.length; i++) {
            args[i] = words[i].toString();
        }
        Console console = new Console(stream(out), stream(err), 0, interruption);
        int status = Ansatz.run(args, console);
        return new Invocation(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    /** Standard output as the one JSON object that it must be; anything after it is a failure. */
    JsonNode json() throws IOException {
        ObjectMapper strict = JsonMapper.builder()
                .enable(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
        return strict.readTree(out);
    }
}
