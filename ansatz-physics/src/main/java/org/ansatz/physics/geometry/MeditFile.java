package org.ansatz.physics.geometry;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads tetrahedral meshes in MEDIT's ASCII format ({@code .mesh}; P. Frey, INRIA RT-0253, 2001): {@code Vertices} and {@code
 * Tetrahedra}. {@code Triangles}, which tetrahedra imply, are checked and left out, as are references, vertices of no
 * tetrahedron, and sections that do not change the body (edges, corners, normals).
 */
public final class MeditFile {
    private static final Set<String> OTHER_SOLIDS = Set.of("Hexahedra", "Prisms", "Pyramids", "TetrahedraP2");

    /** A word of the file and its line, counted from one. */
    private record Word(String text, int line) {
        boolean keyword() {
            return Character.isLetter(text.charAt(0));
        }
    }

    /** Numbers of vertices, counted from one as in the file, that make an element of a line. */
    private record Element(int[] ids, int line) {}

    private final Path file;
    private final List<Word> words = new ArrayList<>();
    private int at;
    private final Map<String, Word> sections = new LinkedHashMap<>();
    private final List<double[]> vertices = new ArrayList<>();
    private final List<Element> triangles = new ArrayList<>();
    private final List<Element> tetrahedra = new ArrayList<>();

    private MeditFile(Path file) {
        this.file = file;
    }

    /**
     * Reads a mesh.
     *
     * @throws IOException if the file cannot be read, or is not such a mesh: a keyword is missing, a section has another
     *     number of entries than it says, a vertex number is out of range, a tetrahedron has no volume, or the body has other
     *     solids; with the file's line
     */
    public static TetrahedralMesh read(Path file) throws IOException {
        MeditFile reader = new MeditFile(file);
        reader.split();
        reader.parse();
        return reader.mesh();
    }

    private IOException mistake(int line, String what) {
        return new IOException(file + ":" + line + ": " + what);
    }

    private void split() throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new IOException(file + ": not a text file; save the mesh as MEDIT ASCII (.mesh, not .meshb)", e);
        }
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).split("#", 2)[0].trim();
            for (String word : line.split("\\s+")) {
                if (!word.isEmpty()) {
                    words.add(new Word(word, i + 1));
                }
            }
        }
    }

    private void parse() throws IOException {
        if (words.isEmpty() || !words.get(0).text().equals("MeshVersionFormatted")) {
            throw mistake(
                    words.isEmpty() ? 1 : words.get(0).line(),
                    "a MEDIT mesh begins with MeshVersionFormatted, found "
                            + (words.isEmpty() ? "nothing" : quoted(words.get(0))));
        }
        while (at < words.size()) {
            Word keyword = words.get(at++);
            if (!keyword.keyword()) {
                throw surplus(keyword);
            }
            if (keyword.text().equals("End")) {
                break;
            }
            Word earlier = sections.putIfAbsent(keyword.text(), keyword);
            if (earlier != null) {
                throw mistake(
                        keyword.line(),
                        "a second section " + keyword.text() + "; the first is at line " + earlier.line());
            }
            section(keyword);
        }
        for (String needed : List.of("Dimension", "Vertices", "Tetrahedra")) {
            if (!sections.containsKey(needed)) {
                throw mistake(
                        words.get(words.size() - 1).line(),
                        "the mesh ends without the keyword " + needed + "; it has " + sections.keySet());
            }
        }
    }

    private void section(Word keyword) throws IOException {
        switch (keyword.text()) {
            case "MeshVersionFormatted" -> {
                int version = whole(keyword, "a version from 1 to 4");
                if (version < 1 || version > 4) {
                    throw mistake(keyword.line(), "MeshVersionFormatted from 1 to 4 expected, found " + version);
                }
            }
            case "Dimension" -> {
                int dimension = whole(keyword, "3");
                if (dimension != 3) {
                    throw mistake(keyword.line(), "a tetrahedral mesh has Dimension 3, found " + dimension);
                }
            }
            case "Vertices" -> readVertices(keyword);
            case "Triangles" -> readElements(keyword, 3, triangles);
            case "Tetrahedra" -> readElements(keyword, 4, tetrahedra);
            default -> {
                int count = OTHER_SOLIDS.contains(keyword.text()) ? whole(keyword, "a count") : 0;
                if (count > 0) {
                    throw mistake(
                            keyword.line(),
                            "the mesh has " + count + " " + keyword.text()
                                    + "; meshes of four-node Tetrahedra are read");
                }
                while (at < words.size() && !words.get(at).keyword()) {
                    at++;
                }
            }
        }
    }

    private IOException surplus(Word word) {
        String last = new ArrayList<>(sections.keySet()).get(sections.size() - 1);
        return mistake(
                word.line(),
                "a keyword expected, found " + quoted(word) + "; the section " + last + " at line "
                        + sections.get(last).line() + " has more entries than it says");
    }

    private static String quoted(Word word) {
        return "`" + word.text() + "`";
    }

    private Word next(Word section, String expected) throws IOException {
        if (at == words.size()) {
            throw mistake(
                    words.get(at - 1).line(), expected + " expected, found the end of the file" + inside(section));
        }
        return words.get(at++);
    }

    private static String inside(Word section) {
        return " (section " + section.text() + " from line " + section.line() + ")";
    }

    private int whole(Word section, String expected) throws IOException {
        Word word = next(section, expected);
        try {
            return Integer.parseInt(word.text());
        } catch (NumberFormatException e) {
            throw mistake(word.line(), expected + " expected, found " + quoted(word) + inside(section));
        }
    }

    private int count(Word section) throws IOException {
        int count = whole(section, "the number of " + section.text());
        if (count < 0) {
            throw mistake(section.line(), "the number of " + section.text() + " is " + count);
        }
        return count;
    }

    private void readVertices(Word section) throws IOException {
        int count = count(section);
        for (int v = 1; v <= count; v++) {
            double[] vertex = new double[3];
            String of = " of vertex " + v + " of " + count;
            for (int i = 0; i < 3; i++) {
                Word word = next(section, "coordinate " + (i + 1) + of);
                try {
                    vertex[i] = Double.parseDouble(word.text());
                } catch (NumberFormatException e) {
                    throw mistake(
                            word.line(),
                            "coordinate " + (i + 1) + of + " expected, found " + quoted(word) + inside(section));
                }
                if (!Double.isFinite(vertex[i])) {
                    throw mistake(word.line(), "coordinate " + (i + 1) + of + " is " + word.text());
                }
            }
            whole(section, "the reference" + of);
            vertices.add(vertex);
        }
    }

    private void readElements(Word section, int corners, List<Element> elements) throws IOException {
        int count = count(section);
        String kind = corners == 3 ? "triangle " : "tetrahedron ";
        for (int e = 1; e <= count; e++) {
            String of = " of " + kind + e + " of " + count;
            int[] ids = new int[corners];
            for (int c = 0; c < corners; c++) {
                ids[c] = whole(section, "vertex " + (c + 1) + of);
            }
            int line = words.get(at - 1).line();
            whole(section, "the reference" + of);
            elements.add(new Element(ids, line));
        }
    }

    private TetrahedralMesh mesh() throws IOException {
        checkIds("triangle ", triangles);
        checkIds("tetrahedron ", tetrahedra);
        if (tetrahedra.isEmpty()) {
            throw mistake(sections.get("Tetrahedra").line(), "the mesh has no tetrahedra");
        }
        Map<Integer, Integer> position = new HashMap<>();
        List<double[]> used = new ArrayList<>();
        int[][] corners = new int[tetrahedra.size()][4];
        for (int t = 0; t < corners.length; t++) {
            Element element = tetrahedra.get(t);
            double[][] places = new double[4][];
            for (int c = 0; c < 4; c++) {
                places[c] = vertices.get(element.ids()[c] - 1);
                corners[t][c] = position.computeIfAbsent(element.ids()[c], id -> {
                    used.add(vertices.get(id - 1));
                    return used.size() - 1;
                });
            }
            if (TetrahedralMesh.flat(places)) {
                throw mistake(
                        element.line(),
                        "tetrahedron " + (t + 1) + " has no volume: vertices " + Arrays.toString(element.ids()) + " at "
                                + Arrays.deepToString(places));
            }
        }
        return new TetrahedralMesh(used.toArray(double[][]::new), corners);
    }

    private void checkIds(String kind, List<Element> elements) throws IOException {
        for (int e = 0; e < elements.size(); e++) {
            for (int id : elements.get(e).ids()) {
                if (id < 1 || id > vertices.size()) {
                    throw mistake(
                            elements.get(e).line(),
                            kind + (e + 1) + " has a vertex " + id + "; vertices are numbered from 1 to "
                                    + vertices.size());
                }
            }
        }
    }
}
