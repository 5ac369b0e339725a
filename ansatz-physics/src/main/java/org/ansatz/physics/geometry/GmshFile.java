package org.ansatz.physics.geometry;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
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
    private static final int POINT = 15;

    private final Map<String, String> names = new HashMap<>();
    private final Map<String, Integer> entityGroups = new HashMap<>();
    private double height;
    private final Map<Integer, double[]> nodes = new LinkedHashMap<>();
    private final List<int[]> triangles = new ArrayList<>();
    private final List<String> materials = new ArrayList<>();
    private final List<int[]> lines = new ArrayList<>();
    private final List<String> lineGroups = new ArrayList<>();

    private GmshFile() {}

    /**
     * Reads a mesh.
     *
     * @throws IOException if the file cannot be read, is of another version, or is not written as that version has it
     * @throws IllegalArgumentException if it holds no triangles, other elements than points, lines and triangles, or leaves
     *     the plane
     */
    public static TriangleMesh read(Path file) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new IOException(file + ": not a text file; save the mesh as Gmsh ASCII of version 2.2 or 4.1", e);
        }
        GmshFile reader = new GmshFile();
        String section = "$MeshFormat";
        try {
            String version = null;
            for (int i = 0; i < lines.size(); i++) {
                String name = lines.get(i).trim();
                if (name.equals("$MeshFormat")) {
                    version = version(file, words(lines, i + 1));
                } else if (name.startsWith("$") && !name.startsWith("$End")) {
                    if (version == null) {
                        throw new IOException(file + ": a Gmsh mesh begins with $MeshFormat");
                    }
                    section = name;
                    reader.section(name, version.startsWith("4"), lines, i + 1);
                }
            }
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new IOException(
                    file + ": section " + section + " is not written as Gmsh does it: " + e.getMessage(), e);
        }
        return reader.mesh();
    }

    private static String version(Path file, String[] format) throws IOException {
        boolean known = format[0].startsWith("2.2") || format[0].startsWith("4.1");
        if (!known || !format[1].equals("0")) {
            throw new IOException(
                    file + ": Gmsh ASCII of version 2.2 or 4.1 expected, found " + String.join(" ", format));
        }
        return format[0];
    }

    private void section(String name, boolean version4, List<String> lines, int at) {
        switch (name) {
            case "$PhysicalNames" -> physicalNames(lines, at);
            case "$Entities" -> entities(lines, at);
            case "$Nodes" -> {
                if (version4) {
                    nodes4(lines, at);
                } else {
                    nodes2(lines, at);
                }
            }
            case "$Elements" -> {
                if (version4) {
                    elements4(lines, at);
                } else {
                    elements2(lines, at);
                }
            }
            default -> {
                // Sections of data on the mesh (periodic, partitions, views) do not change its shape.
            }
        }
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
            node(number(w[0]), w, 1);
        }
    }

    private void node(int tag, String[] w, int first) {
        double z = Double.parseDouble(w[first + 2]);
        if (nodes.isEmpty()) {
            height = z;
        }
        double[] point = {Double.parseDouble(w[first]), Double.parseDouble(w[first + 1])};
        // Gmsh prints 16 digits; a mesh computed in space may be off its plane by rounding.
        if (Math.abs(z - height) > 1e-9 * (1 + Math.abs(point[0]) + Math.abs(point[1]))) {
            throw new IllegalArgumentException("the mesh leaves the plane: node " + tag + " has z = " + z);
        }
        nodes.put(tag, point);
    }

    private void nodes4(List<String> lines, int at) {
        int blocks = number(words(lines, at)[0]);
        int row = at + 1;
        for (int b = 0; b < blocks; b++) {
            int n = number(words(lines, row)[3]);
            for (int i = 0; i < n; i++) {
                String[] w = words(lines, row + 1 + n + i);
                node(number(lines.get(row + 1 + i).trim()), w, 0);
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
        } else if (type != POINT) {
            throw new IllegalArgumentException("the mesh has elements of Gmsh's type " + type
                    + "; meshes of three-node triangles (type 2) are read");
        }
    }

    private TriangleMesh mesh() {
        Map<Integer, Integer> position = new HashMap<>();
        List<double[]> vertices = new ArrayList<>();
        for (int[] triangle : triangles) {
            for (int k = 0; k < 3; k++) {
                int tag = triangle[k];
                triangle[k] = position.computeIfAbsent(tag, t -> {
                    if (!nodes.containsKey(t)) {
                        throw new IllegalArgumentException("the mesh has no node " + t + ", which a triangle uses");
                    }
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
