package org.ansatz.physics.problem;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Exprs;

/**
 * What can be said about a problem before it is solved: whether each face carries as many conditions as the equations'
 * orders ask for, whether data contradict each other at corners, whether something is left undetermined, and what a
 * solution will cost. Points of faces are sampled, so a condition that holds on part of a face counts there only.
 *
 * @param faces conditions counted per face and field
 * @param findings warnings and notes, empty for a problem that seems well posed
 */
public record ProblemCheck(List<FaceCount> faces, List<Finding> findings) {

    /**
     * Conditions on one field at one face.
     *
     * @param face such as {@code t = 0}, {@code x = 0 and x = 1}, or the name of a piece of the boundary
     * @param needed by the highest derivative, or -1 where orders do not tell (first order in space)
     * @param given least number that holds at any point of the face
     */
    public record FaceCount(String face, String field, int needed, int given) {}

    /**
     * What a solver on collocation points will hold in memory.
     *
     * @param derivatives distinct field derivatives in the equations
     * @param bytes points, derivatives and residuals, and the Jacobian of the residuals by the free numbers
     */
    public record Cost(long points, int derivatives, long bytes) {}

    public ProblemCheck {
        faces = List.copyOf(faces);
        findings = List.copyOf(findings);
    }

    /** Checks a problem; takes well under a second. */
    public static ProblemCheck of(Problem problem) {
        ConditionCount count = new ConditionCount(problem);
        count.run();
        List<Finding> findings = new ArrayList<>();
        countEquations(problem, findings);
        findUndeterminedConstants(problem, findings);
        findUnidentifiable(problem, findings);
        findings.addAll(count.findings());
        findings.addAll(new CornerCheck(problem).findings());
        return new ProblemCheck(count.faces(), findings);
    }

    public List<Finding> warnings() {
        return findings.stream()
                .filter(f -> f.severity() == Finding.Severity.WARNING)
                .toList();
    }

    /**
     * Estimates memory.
     *
     * @param points collocation points
     * @param freeNumbers of the ansatz; zero if no Jacobian is held
     */
    public static Cost cost(Problem problem, long points, long freeNumbers) {
        int derivatives = Exprs.fieldTerms(
                        problem.equations().stream().map(Equation::residual).toList())
                .size();
        long columns = problem.dimension()
                + derivatives
                + (1 + freeNumbers) * problem.equations().size();
        return new Cost(points, derivatives, 8 * points * columns);
    }

    private static void countEquations(Problem problem, List<Finding> findings) {
        int laws = problem.equations().size();
        int fields = problem.fields().size();
        if (laws == fields) {
            return;
        }
        boolean data = laws < fields && !problem.observations().isEmpty();
        findings.add(new Finding(
                data ? Finding.Severity.NOTE : Finding.Severity.WARNING,
                counted(laws, "equation") + " for " + counted(fields, "unknown field") + ": the problem is "
                        + (laws < fields
                                ? "underdetermined" + (data ? " but for the observations" : "")
                                : "overdetermined"),
                "equations"));
    }

    static String counted(int n, String thing) {
        return n + " " + thing + (n == 1 ? "" : "s");
    }

    /** Fields of which equations and conditions hold derivatives only. */
    private static void findUndeterminedConstants(Problem problem, List<Finding> findings) {
        Set<String> fixed = new LinkedHashSet<>();
        List<Expr> all = new ArrayList<>();
        problem.equations().forEach(e -> all.add(e.residual()));
        for (Condition c : problem.conditions()) {
            if (c instanceof Condition.Pointwise p) {
                all.add(p.equation().residual());
            } else if (c instanceof Condition.Integral i) {
                all.add(i.of());
            }
        }
        for (Expr e : all) {
            for (Expr.FieldTerm f : Exprs.find(e, Expr.FieldTerm.class)) {
                if (f.orders().order() == 0) {
                    fixed.add(f.field());
                }
            }
        }
        problem.observations().forEach(o -> fixed.addAll(o.fields()));
        for (String field : problem.fields()) {
            if (!fixed.contains(field)) {
                findings.add(new Finding(
                        Finding.Severity.WARNING,
                        "only derivatives of " + field + " are given, so it is determined up to a constant; "
                                + "fix its value at a point or its integral",
                        "conditions"));
            }
        }
    }

    private static void findUnidentifiable(Problem problem, List<Finding> findings) {
        boolean integrals = problem.conditions().stream().anyMatch(c -> c instanceof Condition.Integral);
        for (UnknownParameter unknown : problem.unknowns()) {
            Expr.Parameter parameter = new Expr.Parameter(unknown.name());
            boolean occurs = problem.equations().stream().anyMatch(e -> Exprs.find(e.residual(), Expr.Parameter.class)
                            .contains(parameter))
                    || problem.conditions().stream()
                            .anyMatch(c -> c instanceof Condition.Pointwise p
                                    && Exprs.find(p.equation().residual(), Expr.Parameter.class)
                                            .contains(parameter));
            if (!occurs) {
                findings.add(new Finding(
                        Finding.Severity.WARNING,
                        "the unknown parameter " + unknown.name() + " occurs in no equation and no condition",
                        "parameters: " + unknown.name()));
            } else if (problem.observations().isEmpty() && !integrals) {
                findings.add(new Finding(
                        Finding.Severity.WARNING,
                        "the unknown parameter " + unknown.name() + " has no observations to be identified from",
                        "parameters: " + unknown.name()));
            }
        }
    }
}
