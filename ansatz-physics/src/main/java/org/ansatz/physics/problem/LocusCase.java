package org.ansatz.physics.problem;

import java.util.ArrayList;
import java.util.List;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Expr.Operator;

/**
 * One way in which a locus can hold: everything in it holds together. Comparisons of an input with a number have become
 * a box; the rest is equations to solve and tests to pass.
 *
 * @param box [inputs][2], both ends equal where an input is fixed
 * @param fixed inputs whose value is given
 * @param onRegion whether the points lie on the region's boundary
 * @param pieces boundary pieces to draw from, all if empty
 * @param equations equalities that are more than an input's value
 * @param tests whatever else must hold
 */
record LocusCase(
        double[][] box,
        List<Integer> fixed,
        Domain.Face face,
        boolean onRegion,
        List<String> pieces,
        List<Locus.Comparison> equations,
        List<Locus> tests) {

    /** The cases of a locus; empty ones are left out. */
    static List<LocusCase> of(Locus locus, Outline outline, LocusTest test) {
        List<LocusCase> cases = new ArrayList<>();
        for (List<Locus> together : alternatives(locus, true)) {
            new Reading(outline, test).read(together, cases);
        }
        return cases;
    }

    /** Whether the case is a face {@code input = end} of the box of all inputs and nothing else. */
    boolean isWholeFace(Outline outline) {
        if (onRegion || fixed.size() != 1 || !equations.isEmpty() || !tests.isEmpty() || !pieces.isEmpty()) {
            return false;
        }
        for (int i = 0; i < box.length; i++) {
            if (!fixed.contains(i)
                    && (box[i][0] > outline.interval(i).min()
                            || box[i][1] < outline.interval(i).max())) {
                return false;
            }
        }
        int input = fixed.get(0);
        return !outline.isShaped(input)
                && (isAt(outline, input, outline.interval(input).min())
                        || isAt(outline, input, outline.interval(input).max()));
    }

    private boolean isAt(Outline outline, int input, double end) {
        return Math.abs(box[input][0] - end)
                <= Outline.TOLERANCE * outline.interval(input).length();
    }

    /** The locus as alternatives, each a list of places and comparisons that hold together. */
    private static List<List<Locus>> alternatives(Locus locus, boolean positive) {
        if (locus instanceof Locus.Not not) {
            return alternatives(not.operand(), !positive);
        }
        boolean join = positive ? locus instanceof Locus.Or : locus instanceof Locus.And;
        boolean meet = positive ? locus instanceof Locus.And : locus instanceof Locus.Or;
        if (!join && !meet) {
            return List.of(List.of(positive ? locus : new Locus.Not(locus)));
        }
        Locus left = locus instanceof Locus.Or or ? or.left() : ((Locus.And) locus).left();
        Locus right = locus instanceof Locus.Or or ? or.right() : ((Locus.And) locus).right();
        List<List<Locus>> a = alternatives(left, positive);
        List<List<Locus>> b = alternatives(right, positive);
        List<List<Locus>> result = new ArrayList<>();
        if (join) {
            result.addAll(a);
            result.addAll(b);
            return result;
        }
        for (List<Locus> x : a) {
            for (List<Locus> y : b) {
                List<Locus> both = new ArrayList<>(x);
                both.addAll(y);
                result.add(both);
            }
        }
        return result;
    }

    /** Collects what one alternative says. */
    private static final class Reading {
        private final Outline outline;
        private final LocusTest test;
        private final double[][] box;
        private final List<Locus.Comparison> equations = new ArrayList<>();
        private final List<Locus> tests = new ArrayList<>();
        private final List<String> pieces = new ArrayList<>();
        private boolean boundary;
        private boolean empty;

        Reading(Outline outline, LocusTest test) {
            this.outline = outline;
            this.test = test;
            box = new double[outline.inputs().size()][];
            for (int i = 0; i < box.length; i++) {
                box[i] = new double[] {
                    outline.interval(i).min(), outline.interval(i).max()
                };
            }
        }

        void read(List<Locus> together, List<LocusCase> cases) {
            for (Locus literal : together) {
                if (literal instanceof Locus.Boundary) {
                    boundary = true;
                } else if (literal instanceof Locus.Piece piece) {
                    boundary = true;
                    pieces.add(piece.name());
                } else if (literal instanceof Locus.Comparison c) {
                    compare(c, c.operator(), literal);
                } else {
                    Locus.Not not = (Locus.Not) literal;
                    if (not.operand() instanceof Locus.Comparison c) {
                        compare(c, opposite(c.operator()), literal);
                    } else {
                        tests.add(literal);
                    }
                }
            }
            if (empty) {
                return;
            }
            if (!boundary) {
                cases.add(make(box, null, false, List.of(), tests));
                return;
            }
            carriers(cases);
        }

        /** The boundary is the region's, and the faces of the spatial inputs that no region shapes. */
        private void carriers(List<LocusCase> cases) {
            List<Locus> onPieces = new ArrayList<>(tests);
            pieces.forEach(p -> onPieces.add(new Locus.Piece(p)));
            for (int i = 0; i < box.length; i++) {
                double[] ends = box[i];
                Interval interval = outline.interval(i);
                boolean atEnd = ends[0] == ends[1] && (ends[0] == interval.min() || ends[0] == interval.max());
                if (atEnd && outline.hasFaces(i)) {
                    // All of it lies on one face already.
                    cases.add(make(box, new Domain.Face(i, ends[0] == interval.max()), false, List.of(), onPieces));
                    return;
                }
            }
            if (outline.region() != null) {
                boolean known =
                        pieces.size() == 1 && outline.region().region().pieces().contains(pieces.get(0));
                cases.add(make(box, null, true, known ? pieces : List.of(), known ? tests : onPieces));
            }
            for (int i = 0; i < box.length; i++) {
                if (outline.hasFaces(i)) {
                    face(new Domain.Face(i, false), onPieces, cases);
                    face(new Domain.Face(i, true), onPieces, cases);
                }
            }
        }

        private void face(Domain.Face face, List<Locus> passing, List<LocusCase> cases) {
            Interval interval = outline.interval(face.input());
            double at = face.upper() ? interval.max() : interval.min();
            double slack = Outline.TOLERANCE * interval.length();
            if (box[face.input()][0] <= at + slack && box[face.input()][1] >= at - slack) {
                double[][] narrow = box.clone();
                narrow[face.input()] = new double[] {at, at};
                cases.add(make(narrow, face, false, List.of(), passing));
            }
        }

        private LocusCase make(
                double[][] inBox, Domain.Face face, boolean onRegion, List<String> from, List<Locus> passing) {
            List<Integer> fixed = new ArrayList<>();
            for (int i = 0; i < inBox.length; i++) {
                if (inBox[i][0] == inBox[i][1]) {
                    fixed.add(i);
                }
            }
            return new LocusCase(inBox, fixed, face, onRegion, from, equations, passing);
        }

        private static Operator opposite(Operator operator) {
            return switch (operator) {
                case LESS -> Operator.GREATER_EQUAL;
                case LESS_EQUAL -> Operator.GREATER;
                case GREATER -> Operator.LESS_EQUAL;
                case GREATER_EQUAL -> Operator.LESS;
                default -> operator;
            };
        }

        private void compare(Locus.Comparison c, Operator operator, Locus literal) {
            boolean unequal = operator == Operator.EQUAL && literal instanceof Locus.Not;
            int left = test.inputOf(c.left());
            int right = test.inputOf(c.right());
            if (unequal) {
                tests.add(literal);
            } else if (left >= 0 && c.right() instanceof Expr.Constant v) {
                narrow(left, operator, v.value(), literal);
            } else if (right >= 0 && c.left() instanceof Expr.Constant v) {
                narrow(right, mirrored(operator), v.value(), literal);
            } else if (operator == Operator.EQUAL) {
                equations.add(c);
            } else {
                tests.add(literal);
            }
        }

        private static Operator mirrored(Operator operator) {
            return switch (operator) {
                case LESS -> Operator.GREATER;
                case LESS_EQUAL -> Operator.GREATER_EQUAL;
                case GREATER -> Operator.LESS;
                case GREATER_EQUAL -> Operator.LESS_EQUAL;
                default -> operator;
            };
        }

        private void narrow(int input, Operator operator, double value, Locus literal) {
            double slack = Outline.TOLERANCE * outline.interval(input).length();
            double[] ends = box[input].clone();
            boolean strict = operator == Operator.LESS || operator == Operator.GREATER;
            if (operator != Operator.GREATER && operator != Operator.GREATER_EQUAL) {
                ends[1] = Math.min(ends[1], value);
            }
            if (operator != Operator.LESS && operator != Operator.LESS_EQUAL) {
                ends[0] = Math.max(ends[0], value);
            }
            if (ends[0] > ends[1] + slack || strict && ends[0] >= ends[1]) {
                empty = true;
                return;
            }
            if (ends[1] - ends[0] <= slack) {
                double at = operator == Operator.EQUAL ? value : ends[0];
                ends = new double[] {at, at};
            }
            box[input] = ends;
            if (strict) {
                // The open end itself is not in the set; a test keeps it out.
                tests.add(literal);
            }
        }
    }
}
