package org.ansatz.physics.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VtkImageTest {
    @Test
    void numbersFollowTheHeaderWithTheFirstAxisFastest(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("a.vti");
        new VtkImage(new double[] {-1, 2}, new double[] {0.5, 0.25}, new int[] {2, 3})
                .write(file, Map.of("u", new double[] {1, 2, 3, 4, 5, 6}));
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(text)
                .contains("WholeExtent=\"0 1 0 2 0 0\" Origin=\"-1.0 2.0 0.0\" Spacing=\"0.5 0.25 1.0\"")
                .endsWith("</VTKFile>\n");
        int start = text.indexOf("\n_") + 2;
        ByteBuffer numbers = ByteBuffer.wrap(bytes, start, 8 + 6 * 8).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(numbers.getLong()).isEqualTo(48);
        for (double expected : new double[] {1, 4, 2, 5, 3, 6}) {
            assertThat(numbers.getDouble()).isEqualTo(expected);
        }
    }
}
