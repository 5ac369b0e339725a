package org.ansatz.tensor.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzFileTest {
    @TempDir
    Path folder;

    private static double[] numbers(int count) {
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = 0.25 * i - 3;
        }
        return numbers;
    }

    private void write(Path file, long zip64From) throws IOException {
        try (NpzWriter npz = new NpzWriter(file, zip64From)) {
            npz.begin("single", true, 6, 5);
            for (int i = 0; i < 6; i++) {
                npz.append(java.util.Arrays.copyOfRange(numbers(30), 5 * i, 5 * i + 5));
            }
            npz.text("note", "Navier–Stokes, seed 7");
            npz.array("double", new NdArray(new long[] {7}, numbers(7)));
        }
    }

    private static double[] part(MappedArray array, long from, int count) throws IOException {
        double[] into = new double[count];
        array.read(from, into, 0, count);
        return into;
    }

    @Test
    void partsOfWrittenArraysAreReadInSmallAndInLargeArchives() throws IOException {
        for (long zip64From : new long[] {1L << 32, 100}) {
            Path file = folder.resolve(zip64From + ".npz");
            write(file, zip64From);
            try (NpzFile npz = NpzFile.open(file)) {
                assertThat(npz.names()).containsExactly("single", "note", "double");
                assertThat(npz.array("single").shape()).containsExactly(6, 5);
                assertThat(part(npz.array("single"), 7, 3)).containsExactly(-1.25, -1, -0.75);
                assertThat(part(npz.array("double"), 0, 7)).containsExactly(numbers(7));
                assertThat(npz.text("note")).isEqualTo("Navier–Stokes, seed 7");
            }
        }
    }

    @Test
    void theWholeReaderUnderstandsTheArchiveAndThisOneCompressedArchives() throws IOException {
        Path plain = folder.resolve("plain.npz");
        try (NpzWriter npz = new NpzWriter(plain)) {
            npz.begin("a", true, 2, 3);
            npz.append(numbers(6));
        }
        assertThat(Npz.read(plain).get("a").values()).containsExactly(numbers(6));
        Path packed = folder.resolve("packed.npz");
        Npz.write(packed, Map.of("a", new NdArray(new long[] {2, 3}, numbers(6))));
        try (NpzFile npz = NpzFile.open(packed)) {
            assertThat(part(npz.array("a"), 2, 4)).containsExactly(-2.5, -2.25, -2, -1.75);
        }
    }

    @Test
    void whatIsNoArchiveOrHasNoSuchArrayIsRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("text.npz"), "no archive at all");
        assertThatThrownBy(() -> NpzFile.open(text))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not an NPZ");
        Path file = folder.resolve("some.npz");
        write(file, 1L << 32);
        try (NpzFile npz = NpzFile.open(file)) {
            assertThatThrownBy(() -> npz.array("other"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("holds no array other; it holds [single, note, double]");
        }
    }

    @Test
    void anArrayThatWasNotFilledIsRefused() throws IOException {
        NpzWriter npz = new NpzWriter(folder.resolve("short.npz"));
        npz.begin("a", false, 3);
        npz.append(1, 2);
        assertThatThrownBy(() -> npz.append(3, 4)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(npz::close).hasMessageContaining("1 numbers of the array a.npy were not written");
    }
}
