package org.ansatz.physics.geometry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads Gmsh's ASCII meshes, versions 2.2 and 4.1: triangles, boundary lines and their physical groups. */
public final class GmshFile {
    private static final int LINE = 1;
    private static final int TRIANGLE = 2;

    private final Map<String, String> names = new HashMap<>();
    private final Map<String, Integer> entityGroups = new HashMap<>();
    private final Map<Integer, double[]> nodes = new LinkedHashMap<>();
    private final List<int[]> triangles = new ArrayList<>();
    private final List<String> materials = new ArrayList<>();
    private final List<int[]> lines = new ArrayList<>();
    private final List<String> lineGroups = new ArrayList<>();

    private GmshFile() {}

    /**
     * Reads a mesh.
     *
     * @throws IOException if the file cannot be read or is of another version
     * @throws IllegalArgumentException if it holds no triangles
     */
    public static TriangleMesh read(Path file) throws IOException {
        GmshFile reader = new GmshFile();
        List<String> lines = Files.readAllLines(file);
        boolean version4 = false;
        for (int i = 0; i < lines.size(); i++) {
            String section = lines.get(i).trim();
            switch (section) {
                case "$MeshFormat" -> {
                    String[] format = words(lines, i + 1);
                    version4 = format[0].startsWith("4");
                    if (!format[0].startsWith("2.2") && !format[0].startsWith("4.1") || !format[1].equals("0")) {
                        throw new IOException(file + ": Gmsh ASCII of version 2.2 or 4.1 expected, found "
                                + String.join(" ", format));
                    }
                }
                case "$PhysicalNames" -> reader.physicalNames(lines, i + 1);
                case "$Entities" -> reader.entities(lines, i + 1);
                case "$Nodes" -> {
                    if (version4) {
                        reader.nodes4(lines, i + 1);
                    } else {
                        reader.nodes2(lines, i + 1);
                    }
                }
                case "$Elements" -> {
                    if (version4) {
                        reader.elements4(lines, i + 1);
                    } else {
                        reader.elements2(lines, i + 1);
                    }
                }
                default -> {}
            }
        }
        return reader.mesh();
    }

    private static String[] words(List<String> lines, int at) {
        return lines.get(at).trim().split("\\s+");
    }

    private static int number(String word) {
        return Integer.parseInt(word);
    }

    private void physicalNames(List<String> lines, int at) {
        int n = number(lines.get(at).trim());
        for (int i = 1; i <= n; i++) {
            String[] w = lines.get(at + i).trim().split("\\s+", 3);
            names.put(w[0] + ":" + w[1], w[2].replace("\"", ""));
        }
    }

    private void entities(List<String> lines, int at) {
        String[] counts = words(lines, at);
        int row = at + 1 + number(counts[0]);
        for (int dimension = 1; dimension <= 2; dimension++) {
            for (int i = 0; i < number(counts[dimension]); i++, row++) {
                String[] w = words(lines, row);
                if (number(w[7]) > 0) {
                    entityGroups.put(dimension + ":" + w[0], Math.abs(number(w[8])));
                }
            }
        }
    }

    private void nodes2(List<String> lines, int at) {
        int n = number(lines.get(at).trim());
        for (int i = 1; i <= n; i++) {
            String[] w = words(lines, at + i);
            nodes.put(number(w[0]), new double[] {Double.parseDouble(w[1]), Double.parseDouble(w[2])});
        }
    }

    private void nodes4(List<String> lines, int at) {
        int blocks = number(words(lines, at)[0]);
        int row = at + 1;
        for (int b = 0; b < blocks; b++) {
            int n = number(words(lines, row)[3]);
            for (int i = 0; i < n; i++) {
                String[] w = words(lines, row + 1 + n + i);
                nodes.put(
                        number(lines.get(row + 1 + i).trim()),
                        new double[] {Double.parseDouble(w[0]), Double.parseDouble(w[1])});
            }
            row += 1 + 2 * n;
        }
    }

    private String group(int dimension, int tag) {
        return names.getOrDefault(dimension + ":" + tag, tag > 0 ? "group_" + tag : null);
    }

    private void elements2(List<String> lines, int at) {
        int n = number(lines.get(at).trim());
        for (int i = 1; i <= n; i++) {
            String[] w = words(lines, at + i);
            int tags = number(w[2]);
            int physical = tags > 0 ? number(w[3]) : 0;
            element(number(w[1]), w, 3 + tags, physical);
        }
    }

    private void elements4(List<String> lines, int at) {
        int blocks = number(words(lines, at)[0]);
        int row = at + 1;
        for (int b = 0; b < blocks; b++) {
            String[] head = words(lines, row);
            int physical = entityGroups.getOrDefault(head[0] + ":" + head[1], 0);
            int n = number(head[3]);
            for (int i = 1; i <= n; i++) {
                element(number(head[2]), words(lines, row + i), 1, physical);
            }
            row += 1 + n;
        }
    }

    private void element(int type, String[] w, int first, int physical) {
        if (type == LINE) {
            lines.add(new int[] {number(w[first]), number(w[first + 1])});
            lineGroups.add(group(1, physical));
        } else if (type == TRIANGLE) {
            triangles.add(new int[] {number(w[first]), number(w[first + 1]), number(w[first + 2])});
            materials.add(group(2, physical));
        }
    }

    private TriangleMesh mesh() {
        Map<Integer, Integer> position = new HashMap<>();
        List<double[]> vertices = new ArrayList<>();
        for (int[] triangle : triangles) {
            for (int k = 0; k < 3; k++) {
                int tag = triangle[k];
                triangle[k] = position.computeIfAbsent(tag, t -> {
                    vertices.add(nodes.get(t));
                    return vertices.size() - 1;
                });
            }
        }
        Map<String, String> edges = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            Integer a = position.get(lines.get(i)[0]);
            Integer b = position.get(lines.get(i)[1]);
            if (a != null && b != null && lineGroups.get(i) != null) {
                edges.put(TriangleMesh.key(a, b), lineGroups.get(i));
            }
        }
        return new TriangleMesh(
                vertices.toArray(new double[0][]),
                triangles.toArray(new int[0][]),
                materials.toArray(new String[0]),
                edges);
    }
}
