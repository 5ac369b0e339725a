package org.ansatz.physics.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeditFileTest {
    private static final String PAIR = """
            MeshVersionFormatted 1
            # two tetrahedra, the second turned inside out, and a vertex of none
            Dimension
            3
            Vertices
            6
            0 0 0 1
            1 0 0 1
            0 1 0 1
            9 9 9 0
            0 0 1 2
            1 1 1 2
            Corners
            2
            1 2
            Triangles
            1
            1 2 3 7
            Tetrahedra
            2
            1 2 3 5 0
            2 5 3 6 0
            End
            """;

    @TempDir
    private Path folder;

    private TetrahedralMesh read(String text) throws IOException {
        return MeditFile.read(Files.writeString(folder.resolve("body.mesh"), text));
    }

    @Test
    void bodiesAreReadWithoutVerticesOfNoTetrahedron() throws IOException {
        TetrahedralMesh mesh = read(PAIR);
        assertThat(mesh.tetrahedra()).hasDimensions(2, 4);
        assertThat(mesh.points()[0]).hasSize(5);
        assertThat(mesh.volume()).isCloseTo(1.0 / 6 + 1.0 / 3, within(1e-15));
        assertThat(mesh.surface()).hasDimensions(6, 3);
        assertThat(mesh.bounds()).isDeepEqualTo(new double[][] {{0, 1}, {0, 1}, {0, 1}});
    }

    @Test
    void anEndIsNotNeededAndElementsMayComeBeforeVertices() throws IOException {
        String text = "MeshVersionFormatted 2 Dimension 3 Tetrahedra 1 1 2 3 4 0 "
                + "Vertices 4 0 0 0 0  1e0 0 0 0  0 1 0 0  0 0 1 0";
        assertThat(read(text).volume()).isCloseTo(1.0 / 6, within(1e-15));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Tetrahedra | Edges | 23 | the mesh ends without the keyword Tetrahedra; it has [MeshVersionFormatted,"
                        + " Dimension, Vertices",
                "MeshVersionFormatted | Mesh | 1 | begins with MeshVersionFormatted, found `Mesh`",
                "MeshVersionFormatted 1 | MeshVersionFormatted 7 | 1 | from 1 to 4 expected, found 7",
                "3\\nVertices | 2\\nVertices | 3 | Dimension 3, found 2",
                "Vertices\\n6 | Vertices\\n7 | 13 | coordinate 1 of vertex 7 of 7 expected, found `Corners` (section"
                        + " Vertices from line 5)",
                "Vertices\\n6 | Vertices\\n5 | 12 | a keyword expected, found `1`; the section Vertices at line 5 has more"
                        + " entries than it says",
                "Tetrahedra\\n2 | Tetrahedra\\n3 | 23 | vertex 1 of tetrahedron 3 of 3 expected, found `End`",
                "Tetrahedra\\n2 | Tetrahedra\\n-2 | 19 | the number of Tetrahedra is -2",
                "Tetrahedra\\n2 | Tetrahedra\\nmany | 20 | the number of Tetrahedra expected, found `many`",
                "2 5 3 6 0 | 2 5 3 7 0 | 22 | tetrahedron 2 has a vertex 7; vertices are numbered from 1 to 6",
                "1 2 3 7 | 0 2 3 7 | 18 | triangle 1 has a vertex 0; vertices are numbered from 1 to 6",
                "2 5 3 6 0 | 2 5 3 5 0 | 22 | tetrahedron 2 has no volume: vertices [2, 5, 3, 5]",
                "1 0 0 1 | 1 nan 0 1 | 8 | coordinate 2 of vertex 2 of 6 expected, found `nan`",
                "1 0 0 1 | 1 NaN 0 1 | 8 | coordinate 2 of vertex 2 of 6 is NaN",
                "1 0 0 1 | 1 0 0 1.5 | 8 | the reference of vertex 2 of 6 expected, found `1.5`",
                "Corners\\n2 | Hexahedra\\n2 | 13 | the mesh has 2 Hexahedra; meshes of four-node Tetrahedra are read",
                "End | Triangles\\n0 | 23 | a second section Triangles; the first is at line 16",
            })
    void mistakesAreNamedWithTheirLine(String from, String to, int line, String message) {
        String text = PAIR.replace(from.replace("\\n", "\n"), to.replace("\\n", "\n"));
        assertThat(text).isNotEqualTo(PAIR);
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("body.mesh:" + line + ": ")
                .hasMessageContaining(message);
    }

    @Test
    void aFileThatEndsInTheMiddleIsRefusedAtItsEnd() {
        String cut = PAIR.substring(0, PAIR.indexOf("2 5 3 6 0"));
        assertThatThrownBy(() -> read(cut))
                .hasMessageContaining(
                        "body.mesh:21: vertex 1 of tetrahedron 2 of 2 expected, found the end of the file");
        assertThatThrownBy(() -> read("")).hasMessageContaining("begins with MeshVersionFormatted, found nothing");
    }
}
