package org.ansatz.physics.problem;

import java.util.LinkedHashSet;
import java.util.Set;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.expr.FormulaError;
import org.ansatz.physics.expr.FormulaParser.ComparisonContext;
import org.ansatz.physics.expr.FormulaParser.ConjunctionContext;
import org.ansatz.physics.expr.FormulaParser.DisjunctionContext;
import org.ansatz.physics.expr.FormulaParser.NegationContext;
import org.ansatz.physics.expr.FormulaReader;
import org.ansatz.physics.expr.Names;
import org.ansatz.physics.expr.Nearest;

/** Reads an {@code at}: boundary, pieces and comparisons joined by and, or, not. */
final class LocusReader {
    private final String text;
    private final Names names;
    private final Set<String> pieces;

    private LocusReader(String text, Names names, Set<String> pieces) {
        this.text = text;
        this.names = names;
        this.pieces = pieces;
    }

    static Locus read(String text, Names names, Set<String> pieces) {
        return new LocusReader(text, names, pieces).or(FormulaReader.tree(text));
    }

    private Locus or(DisjunctionContext c) {
        Locus result = and(c.conjunction(0));
        for (ConjunctionContext next :
                c.conjunction().subList(1, c.conjunction().size())) {
            result = new Locus.Or(result, and(next));
        }
        return result;
    }

    private Locus and(ConjunctionContext c) {
        Locus result = not(c.negation(0));
        for (NegationContext next : c.negation().subList(1, c.negation().size())) {
            result = new Locus.And(result, not(next));
        }
        return result;
    }

    private Locus not(NegationContext c) {
        return c.negation() != null ? new Locus.Not(not(c.negation())) : comparison(c.comparison());
    }

    private Locus comparison(ComparisonContext c) {
        if (c.relation().isEmpty()) {
            return place(c);
        }
        Locus result = null;
        for (int i = 0; i < c.relation().size(); i++) {
            Expr left = given(c, i);
            Expr right = given(c, i + 1);
            Locus link =
                    new Locus.Comparison(FormulaReader.operator(c.relation(i).getText()), left, right);
            result = result == null ? link : new Locus.And(result, link);
        }
        return result;
    }

    private Expr given(ComparisonContext c, int i) {
        Expr e = FormulaReader.sumOf(text, names, c.sum(i));
        if (!Exprs.isGiven(e)) {
            throw new FormulaError(
                    "`at` compares coordinates, not fields",
                    text,
                    c.sum(i).getStart().getStartIndex());
        }
        return e;
    }

    private Locus place(ComparisonContext c) {
        String word = c.getText();
        if (word.equals("boundary")) {
            return new Locus.Boundary();
        }
        if (pieces.contains(word)) {
            return new Locus.Piece(word);
        }
        if (word.startsWith("(")) {
            // A group: the parenthesis holds a locus of its own.
            return read(
                    text.substring(c.getStart().getStartIndex() + 1, c.getStop().getStopIndex()), names, pieces);
        }
        Set<String> valid = new LinkedHashSet<>(pieces);
        valid.add("boundary");
        throw new FormulaError(
                "`" + word + "` is neither `boundary`, a shape, a mesh group nor a comparison"
                        + Nearest.hint(word, valid),
                text,
                c.getStart().getStartIndex());
    }
}
