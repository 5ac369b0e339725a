package org.ansatz.physics.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GmshFileTest {
    private static Path file(String name) {
        return Path.of("src/test/resources/meshes", name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bar-2.2.msh", "bar-4.1.msh"})
    void bothVersionsGiveTheSameMeshWithItsGroups(String name) throws IOException {
        TriangleMesh mesh = GmshFile.read(file(name));
        assertThat(mesh.triangles()).hasDimensions(8, 3);
        assertThat(mesh.area()).isCloseTo(2, within(1e-14));
        assertThat(mesh.materials())
                .containsExactly("steel", "steel", "steel", "steel", "copper", "copper", "copper", "copper");
        assertThat(mesh.edgeGroups().values()).containsExactlyInAnyOrder("inlet", "wall", "wall");
        Region region = Regions.mesh("bar", mesh);
        assertThat(region.measure()).isCloseTo(2, within(1e-14));
        assertThat(region.pieces()).containsExactlyInAnyOrder("inlet", "wall", "bar");
        assertThat(region.boundaryMeasure(List.of("inlet"))).isCloseTo(1, within(1e-14));
        assertThat(region.boundaryMeasure(List.of("wall"))).isCloseTo(2, within(1e-14));
        assertThat(region.boundaryMeasure(List.of("bar"))).isCloseTo(6, within(1e-14));
        assertThat(region.boundaryMeasure(List.of())).isCloseTo(6, within(1e-14));
        assertThat(region.inside("steel", new double[] {0.2, 0.7})).isTrue();
        assertThat(region.inside("steel", new double[] {1.2, 0.7})).isFalse();
        assertThat(region.inside("copper", new double[] {1.2, 0.7})).isTrue();
        assertThat(region.inside("bar", new double[] {1.2, 0.7})).isTrue();
        assertThat(region.inside("bar", new double[] {2.2, 0.7})).isFalse();
    }

    @Test
    void pointsOfAGroupLieOnItWithNormalsOutward() throws IOException {
        Region region = Regions.mesh("bar", GmshFile.read(file("bar-4.1.msh")));
        Region.BoundarySample inlet =
                region.sampleBoundary(20, List.of("inlet"), Region.Spread.LATIN_HYPERCUBE, new SplittableRandom(1));
        Set<Integer> stretches = new HashSet<>();
        for (int p = 0; p < 20; p++) {
            assertThat(inlet.points()[0][p]).isZero();
            assertThat(inlet.normals()[0][p]).isEqualTo(-1);
            stretches.add((int) (20 * inlet.points()[1][p]));
            assertThat(region.pieces().get(inlet.piece()[p])).isEqualTo("inlet");
        }
        assertThat(stretches).as("a point in each twentieth").hasSize(20);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "quadrangle.msh | the mesh has elements of Gmsh's type 3; meshes of three-node triangles (type 2) are read",
                "curved-surface.msh | the mesh leaves the plane: node 3 has z = 0.5",
                "truncated.msh | section $Nodes is not written as Gmsh does it",
                "binary.msh | Gmsh ASCII of version 2.2 or 4.1 expected, found 4.1 1 8"
            })
    void whatCannotBeReadIsNamed(String name, String message) {
        assertThatThrownBy(() -> GmshFile.read(file(name))).hasMessageContaining(message);
    }
}
