package org.ansatz.physics.geometry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Regions: primitive shapes by name, and their unions, differences and intersections. */
public final class Regions {
    private Regions() {}

    public static Region box(String name, double[] lower, double[] upper) {
        return new CsgRegion(new CsgRegion.Primitive(name, new Box(lower.clone(), upper.clone())));
    }

    /** A disc (two coordinates) or ball (three). */
    public static Region disk(String name, double[] centre, double radius) {
        return new CsgRegion(new CsgRegion.Primitive(name, new Ball(centre.clone(), radius)));
    }

    public static Region polygon(String name, double[][] vertices) {
        return new CsgRegion(new CsgRegion.Primitive(name, new Polygon(vertices)));
    }

    public static Region mesh(String name, TriangleMesh mesh) {
        return new CsgRegion(new CsgRegion.Primitive(name, mesh));
    }

    /**
     * Reads {@code plate - hole + tab & frame}; {@code &} binds tighter than {@code +} and {@code -}.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public static Region parse(String text, Map<String, Region> shapes) {
        List<String> tokens = new ArrayList<>();
        java.util.regex.Matcher matcher = java.util.regex.Pattern.compile(
                        "\\s*([\\p{L}_][\\p{L}\\p{Nd}_]*|[-+&()]|\\S)")
                .matcher(text);
        while (matcher.find()) {
            tokens.add(matcher.group(1));
        }
        int[] at = {0};
        CsgRegion.Node node = sum(tokens, at, new TreeMap<>(shapes));
        if (at[0] < tokens.size()) {
            throw new IllegalArgumentException("region: unexpected `" + tokens.get(at[0]) + "` in `" + text + "`");
        }
        return new CsgRegion(node);
    }

    private static CsgRegion.Node sum(List<String> tokens, int[] at, Map<String, Region> shapes) {
        CsgRegion.Node left = product(tokens, at, shapes);
        while (at[0] < tokens.size()
                && (tokens.get(at[0]).equals("+") || tokens.get(at[0]).equals("-"))) {
            boolean union = tokens.get(at[0]++).equals("+");
            CsgRegion.Node right = product(tokens, at, shapes);
            left = new CsgRegion.Combination(union ? CsgRegion.Kind.UNION : CsgRegion.Kind.DIFFERENCE, left, right);
        }
        return left;
    }

    private static CsgRegion.Node product(List<String> tokens, int[] at, Map<String, Region> shapes) {
        CsgRegion.Node left = atom(tokens, at, shapes);
        while (at[0] < tokens.size() && tokens.get(at[0]).equals("&")) {
            at[0]++;
            left = new CsgRegion.Combination(CsgRegion.Kind.INTERSECTION, left, atom(tokens, at, shapes));
        }
        return left;
    }

    private static CsgRegion.Node atom(List<String> tokens, int[] at, Map<String, Region> shapes) {
        if (at[0] >= tokens.size()) {
            throw new IllegalArgumentException("region: the expression ends too early");
        }
        String token = tokens.get(at[0]++);
        if (token.equals("(")) {
            CsgRegion.Node inner = sum(tokens, at, shapes);
            if (at[0] >= tokens.size() || !tokens.get(at[0]++).equals(")")) {
                throw new IllegalArgumentException("region: unbalanced parenthesis");
            }
            return inner;
        }
        Region region = shapes.get(token);
        if (region == null) {
            throw new IllegalArgumentException("region: unknown shape `" + token + "`"
                    + org.ansatz.physics.expr.Nearest.hint(token, shapes.keySet()));
        }
        return ((CsgRegion) region).root();
    }
}
