package org.ansatz.physics.problem;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.expr.Nearest;

/** Reads observations, exact solutions and reference data. */
final class DataReader {
    private final Declarations declarations;
    private final List<String> inputs;
    private final List<String> fields;

    DataReader(Declarations declarations, List<String> fields) {
        this.declarations = declarations;
        this.inputs = declarations.names().inputs();
        this.fields = fields;
    }

    List<Observations> observations(Entry section, Domain domain) {
        List<Observations> all = new ArrayList<>();
        for (Entry entry : section.oneOrMore()) {
            Entry file = entry;
            double sigma = Double.NaN;
            if (entry instanceof Entry.Mapping) {
                Entry.Members keys = entry.members("{file: data.csv, sigma: 0.01}")
                        .only(List.of("file", "sigma"), " of observations");
                if (!keys.has("file")) {
                    throw entry.mistake("observations need a `file`");
                }
                file = keys.get("file");
                if (keys.has("sigma")) {
                    sigma = declarations.constant(keys.get("sigma"));
                    if (!(sigma > 0)) {
                        throw keys.get("sigma").mistake("sigma must be positive, given " + sigma);
                    }
                }
            }
            Path path = declarations.file(file);
            try {
                all.add(observations(path, sigma, domain));
            } catch (InvalidProblem e) {
                throw file.mistake(e.getMessage());
            }
        }
        return all;
    }

    private Observations observations(Path path, double sigma, Domain domain) {
        CsvFile csv = CsvFile.read(path);
        List<String> header = csv.header();
        List<String> missing = inputs.stream().filter(i -> !header.contains(i)).toList();
        List<String> observed = fields.stream().filter(header::contains).toList();
        String what = csv.name() + ": ";
        if (!missing.isEmpty()) {
            throw new InvalidProblem(what + (missing.size() == 1 ? "column " : "columns ")
                    + String.join(", ", missing) + (missing.size() == 1 ? " is" : " are")
                    + " missing; the header is " + String.join(", ", header));
        }
        for (String column : header) {
            if (!fields.contains(column) && !inputs.contains(column)) {
                throw new InvalidProblem(what + "column `" + column + "` is neither a coordinate nor a field"
                        + Nearest.hint(column, fields));
            }
        }
        if (observed.isEmpty()) {
            throw new InvalidProblem(what + "no column of a field (" + String.join(", ", fields) + "); the header is "
                    + String.join(", ", header));
        }
        double[][] points = inputs.stream().map(csv::column).toArray(double[][]::new);
        double[][] values = observed.stream().map(csv::column).toArray(double[][]::new);
        checkInside(csv, points, domain);
        return new Observations(csv.name(), observed, new PointSet(points, null, Double.NaN), values, sigma);
    }

    private static void checkInside(CsvFile csv, double[][] points, Domain domain) {
        int outside = 0;
        String first = "";
        for (int p = 0; p < points[0].length; p++) {
            double[] point = new double[points.length];
            for (int i = 0; i < point.length; i++) {
                point[i] = points[i][p];
            }
            if (!domain.contains(point) && outside++ == 0) {
                first = "row " + csv.rows()[p] + " at " + Arrays.toString(point);
            }
        }
        if (outside > 0) {
            throw new InvalidProblem(csv.name() + ": " + outside + " of " + points[0].length
                    + (outside == 1 ? " observation points lies" : " observation points lie")
                    + " outside the domain, the first in " + first);
        }
    }

    Map<String, Expr> exact(Entry section) {
        Map<String, Expr> exact = new LinkedHashMap<>();
        for (Entry.Member member :
                section.members("closed forms by field").all().values()) {
            String field = member.key().text();
            if (!fields.contains(field)) {
                throw member.key().mistake("`" + field + "` is not a field" + Nearest.hint(field, fields));
            }
            Expr e = declarations.expression(member.value());
            if (!Exprs.isGiven(e)) {
                throw member.value().mistake("an exact solution cannot hold fields");
            }
            if (EquationReader.hasNormal(e)) {
                throw member.value().mistake("an exact solution cannot hold normals");
            }
            exact.put(field, e);
        }
        return exact;
    }

    Path reference(Entry entry) {
        Path path = declarations.file(entry);
        try {
            ReferenceData.read(path, inputs, fields);
        } catch (InvalidProblem e) {
            throw entry.mistake(e.getMessage());
        }
        return path;
    }
}
