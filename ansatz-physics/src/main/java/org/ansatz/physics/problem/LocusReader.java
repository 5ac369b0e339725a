package org.ansatz.physics.problem;

import java.util.LinkedHashSet;
import java.util.Set;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.expr.FormulaError;
import org.ansatz.physics.expr.FormulaParser;
import org.ansatz.physics.expr.FormulaParser.ComparisonContext;
import org.ansatz.physics.expr.FormulaParser.ConjunctionContext;
import org.ansatz.physics.expr.FormulaParser.DisjunctionContext;
import org.ansatz.physics.expr.FormulaParser.NegationContext;
import org.ansatz.physics.expr.FormulaReader;
import org.ansatz.physics.expr.Names;
import org.ansatz.physics.expr.Nearest;
import org.antlr.v4.runtime.ParserRuleContext;

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
            if (left instanceof Expr.Constant && right instanceof Expr.Constant) {
                throw mistake("this comparison holds no coordinate", c.sum(i));
            }
            Locus link =
                    new Locus.Comparison(FormulaReader.operator(c.relation(i).getText()), left, right);
            result = result == null ? link : new Locus.And(result, link);
        }
        return result;
    }

    private FormulaError mistake(String message, ParserRuleContext at) {
        return new FormulaError(message, text, at.getStart().getStartIndex());
    }

    private Expr given(ComparisonContext c, int i) {
        Expr e = FormulaReader.sumOf(text, names, c.sum(i));
        if (!Exprs.isGiven(e)) {
            throw mistake("`at` compares coordinates, not fields", c.sum(i));
        }
        if (!Exprs.find(e, Expr.Table.class).isEmpty()) {
            throw mistake("`at` compares coordinates, not tables", c.sum(i));
        }
        if (!Exprs.find(e, Expr.Normal.class).isEmpty()) {
            throw mistake("`at` compares coordinates, not normals", c.sum(i));
        }
        for (Expr.Parameter p : Exprs.find(e, Expr.Parameter.class)) {
            if (!names.inputs().contains(p.name())) {
                throw mistake("`at` compares coordinates; `" + p.name() + "` is unknown", c.sum(i));
            }
        }
        return e;
    }

    private Locus place(ComparisonContext c) {
        FormulaParser.AtomContext atom = onlyAtom(c.sum(0));
        if (atom instanceof FormulaParser.GroupContext group) {
            return or(group.disjunction());
        }
        String word = c.getText();
        if (word.equals("boundary")) {
            return new Locus.Boundary();
        }
        if (pieces.contains(word)) {
            return new Locus.Piece(word);
        }
        Set<String> valid = new LinkedHashSet<>(pieces);
        valid.add("boundary");
        String hint = names.isDeclared(word) ? "" : Nearest.hint(word, valid);
        throw mistake("`" + word + "` is neither `boundary`, a shape, a mesh group nor a comparison" + hint, c.sum(0));
    }

    /** The atom if the sum is nothing else, else null. */
    private static FormulaParser.AtomContext onlyAtom(FormulaParser.SumContext sum) {
        if (!sum.addition().isEmpty() || !sum.product(0).multiplication().isEmpty()) {
            return null;
        }
        FormulaParser.PowerContext power = sum.product(0).signed(0).power();
        return power == null || power.signed() != null ? null : power.atom();
    }
}
