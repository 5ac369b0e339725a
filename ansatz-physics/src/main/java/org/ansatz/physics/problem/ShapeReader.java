package org.ansatz.physics.problem;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ansatz.physics.expr.Nearest;
import org.ansatz.physics.geometry.GmshFile;
import org.ansatz.physics.geometry.Region;
import org.ansatz.physics.geometry.Regions;
import org.ansatz.physics.geometry.TriangleMesh;

/** Reads shapes and the region that is made of them. */
final class ShapeReader {
    private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{Nd}_]*");

    private final Declarations declarations;

    ShapeReader(Declarations declarations) {
        this.declarations = declarations;
    }

    void readShapes(Entry section) {
        for (Map.Entry<String, Entry.Member> member :
                section.members("shapes by name").all().entrySet()) {
            String name = member.getKey();
            Entry value = member.getValue().value();
            declarations.declare(member.getValue().key());
            Entry.Members body = value.members("a shape: {box: ...}, {disk: ...}, {polygon: ...} or {mesh: ...}")
                    .only(List.of("box", "disk", "polygon", "mesh"), " of a shape");
            if (body.size() != 1) {
                throw value.mistake("a shape is exactly one of box, disk, polygon, mesh");
            }
            String kind = body.all().keySet().iterator().next();
            Entry inner = body.get(kind);
            NamedShape shape;
            try {
                shape = switch (kind) {
                    case "box" -> box(name, inner);
                    case "disk" -> disk(name, inner);
                    case "polygon" -> polygon(name, inner);
                    default -> mesh(name, inner);
                };
            } catch (IllegalArgumentException e) {
                throw inner.mistake("shape `" + name + "`: " + e.getMessage());
            }
            declarations.shapes().put(name, shape);
            declarations.names().addShape(name);
            declarations.pieces().add(name);
        }
    }

    /** The first spatial coordinates, as many as the shape has dimensions. */
    private int[] axes(int dimension, Entry at) {
        List<String> spatial = declarations.names().spatial();
        if (spatial.size() < dimension) {
            throw at.mistake("a shape in " + dimension + " dimensions needs as many spatial coordinates, there "
                    + (spatial.size() == 1 ? "is 1" : "are " + spatial.size()));
        }
        return spatial.stream()
                .limit(dimension)
                .mapToInt(declarations.names().inputs()::indexOf)
                .toArray();
    }

    private NamedShape box(String name, Entry entry) {
        Entry.Members sides = entry.members("intervals by coordinate, such as {x: [0, 1], y: [0, 1]}");
        List<String> spatial = declarations.names().spatial();
        sides.only(spatial, " of a box");
        if (sides.size() == 0 || sides.size() > 3) {
            throw entry.mistake("a box has one to three intervals, given " + sides.size());
        }
        List<String> named = spatial.stream().filter(sides::has).toList();
        double[] lower = new double[named.size()];
        double[] upper = new double[named.size()];
        for (int i = 0; i < lower.length; i++) {
            Interval side = declarations.interval(sides.get(named.get(i)), named.get(i));
            lower[i] = side.min();
            upper[i] = side.max();
        }
        int[] axes =
                named.stream().mapToInt(declarations.names().inputs()::indexOf).toArray();
        return new NamedShape(name, Regions.box(name, lower, upper), axes, null);
    }

    private double[] numbers(Entry entry, String expected) {
        return entry.items(expected).stream()
                .mapToDouble(declarations::constant)
                .toArray();
    }

    private NamedShape disk(String name, Entry entry) {
        Entry.Members keys =
                entry.members("{center: [x, y], radius: r}").only(List.of("center", "radius"), " of a disk");
        if (keys.size() != 2) {
            throw entry.mistake("a disk needs `center` and `radius`");
        }
        double[] centre = numbers(keys.get("center"), "a point [x, y]");
        if (centre.length < 2 || centre.length > 3) {
            throw keys.get("center").mistake("a center has two or three coordinates, given " + centre.length);
        }
        double radius = declarations.constant(keys.get("radius"));
        if (!(radius > 0)) {
            throw keys.get("radius").mistake("the radius must be positive, given " + radius);
        }
        return new NamedShape(name, Regions.disk(name, centre, radius), axes(centre.length, entry), null);
    }

    private NamedShape polygon(String name, Entry entry) {
        List<double[]> vertices = new ArrayList<>();
        for (Entry vertex : entry.items("vertices [[x, y], ...]")) {
            double[] v = numbers(vertex, "a vertex [x, y]");
            if (v.length != 2) {
                throw vertex.mistake("a vertex has two coordinates, given " + v.length);
            }
            vertices.add(v);
        }
        // Closing the ring by repeating the first vertex is common and means the same.
        if (vertices.size() > 1 && Arrays.equals(vertices.get(0), vertices.get(vertices.size() - 1))) {
            vertices.remove(vertices.size() - 1);
        }
        return new NamedShape(name, Regions.polygon(name, vertices.toArray(new double[0][])), axes(2, entry), null);
    }

    private NamedShape mesh(String name, Entry entry) {
        Path path = declarations.file(entry);
        int[] axes = axes(2, entry);
        TriangleMesh mesh;
        try {
            mesh = GmshFile.read(path);
        } catch (IOException | IndexOutOfBoundsException | NumberFormatException | NullPointerException e) {
            throw entry.mistake("`" + entry.text("a file") + "` is not a Gmsh mesh of version 2.2 or 4.1 in ASCII");
        }
        declarations.pieces().addAll(new LinkedHashSet<>(mesh.edgeGroups().values()));
        Arrays.stream(mesh.materials()).filter(Objects::nonNull).forEach(declarations.names()::addShape);
        return new NamedShape(name, Regions.mesh(name, mesh), axes, mesh);
    }

    /**
     * @param inputs coordinates come first
     */
    NamedShape readRegion(Entry entry, List<Input> inputs) {
        String text = entry.text("a region such as `plate - hole`");
        int[] axes = null;
        Matcher words = WORD.matcher(text);
        Map<String, Region> regions = new LinkedHashMap<>();
        declarations.shapes().forEach((name, shape) -> regions.put(name, shape.region()));
        while (words.find()) {
            NamedShape shape = declarations.shapes().get(words.group());
            if (shape == null) {
                throw entry.place()
                        .mistake(
                                "unknown shape `" + words.group() + "`"
                                        + Nearest.hint(
                                                words.group(),
                                                declarations.shapes().keySet()),
                                words.start());
            }
            if (axes != null && !Arrays.equals(axes, shape.axes())) {
                throw entry.place().mistake("the region's shapes differ in their coordinates", words.start());
            }
            axes = shape.axes();
        }
        Region region;
        try {
            region = Regions.parse(text, regions);
        } catch (IllegalArgumentException e) {
            throw entry.mistake(e.getMessage().replaceFirst("^region: ", ""));
        }
        checkInside(entry, region, axes, inputs);
        try {
            region.sampleInterior(1, Region.Spread.UNIFORM, new SplittableRandom(1));
        } catch (IllegalArgumentException e) {
            throw entry.mistake("the region is empty");
        }
        return new NamedShape("region", region, axes, null);
    }

    private static void checkInside(Entry entry, Region region, int[] axes, List<Input> inputs) {
        double[][] bounds = region.bounds();
        for (int i = 0; i < axes.length; i++) {
            Input input = inputs.get(axes[i]);
            Interval interval = input.interval();
            double slack = 1e-9 * interval.length();
            if (bounds[i][0] < interval.min() - slack || bounds[i][1] > interval.max() + slack) {
                throw entry.mistake("the region reaches from " + bounds[i][0] + " to " + bounds[i][1] + " in `"
                        + input.name() + "`, outside its interval [" + interval.min() + ", " + interval.max() + "]");
            }
        }
    }
}
