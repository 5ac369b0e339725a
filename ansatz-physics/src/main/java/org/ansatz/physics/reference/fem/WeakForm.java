package org.ansatz.physics.reference.fem;

import static org.ansatz.physics.expr.Exprs.add;
import static org.ansatz.physics.expr.Exprs.multiply;
import static org.ansatz.physics.expr.Exprs.partial;
import static org.ansatz.physics.expr.Exprs.subtract;

import java.util.ArrayList;
import java.util.List;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Expr.FieldTerm;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.expr.Program;
import org.ansatz.physics.problem.Equation;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Problem;
import org.ansatz.tensor.jet.MultiIndex;

/**
 * The weak form of a second-order equation in the plane that is linear in its second derivatives,
 *
 * <pre>  a_xx u_xx + 2 a_xy u_xy + a_yy u_yy + g(x, y, u, u_x, u_y) = 0,</pre>
 *
 * with coefficients that may depend on x, y and u: for every test function v
 *
 * <pre>  integral( -P . grad v + s v ) + integral over the boundary( (P . n) v ) = 0,
 *   P = a grad u,   s = g - (div a) . grad u,</pre>
 *
 * where {@code (div a)_j = sum_i D_i a_ij} is differentiated symbolically. In divergence form, {@code D(k*u_x, x) + ...},
 * the two terms with derivatives of k cancel. Steps ({@code inside(shape)}, {@code where}, {@code heaviside}) have no
 * derivative in either place. So a coefficient that jumps stands for the divergence form: u and the flux {@code P . n} are
 * continuous across the jump, as physics has it for conductivities and moduli; an equation written
 * {@code k*laplacian(u) = f} with such a k is read in the same way.
 */
final class WeakForm {
    private final Problem problem;
    private final Expr[][] a = new Expr[2][2];
    private final Expr[] flux = new Expr[2];
    private final Expr source;
    private final List<FieldTerm> first;
    private final List<FieldTerm> second;
    private final List<Expr> volume = new ArrayList<>();

    /**
     * @throws InvalidProblem if the problem is not of this kind; the message says why
     */
    WeakForm(Problem problem) {
        this.problem = problem;
        checkKind(problem);
        String field = problem.fields().get(0);
        FieldTerm u = problem.term(field);
        FieldTerm ux = new FieldTerm(field, MultiIndex.of(1, 0));
        FieldTerm uy = new FieldTerm(field, MultiIndex.of(0, 1));
        FieldTerm uxx = new FieldTerm(field, MultiIndex.of(2, 0));
        FieldTerm uxy = new FieldTerm(field, MultiIndex.of(1, 1));
        FieldTerm uyy = new FieldTerm(field, MultiIndex.of(0, 2));
        first = List.of(u, ux, uy);
        second = List.of(u, ux, uy, uxx, uxy, uyy);
        Equation equation = problem.equations().get(0);
        checkOrders(equation);
        Expr residual = equation.residual();
        a[0][0] = partial(residual, uxx);
        a[1][1] = partial(residual, uyy);
        a[0][1] = multiply(Exprs.constant(0.5), partial(residual, uxy));
        a[1][0] = a[0][1];
        checkCoefficients(equation);
        Expr rest = Exprs.transform(
                residual, e -> e instanceof FieldTerm t && t.orders().order() == 2 ? Exprs.ZERO : e);
        List<String> names = problem.inputNames();
        Expr corrected = rest;
        for (int j = 0; j < 2; j++) {
            FieldTerm slope = j == 0 ? ux : uy;
            flux[j] = add(multiply(a[j][0], ux), multiply(a[j][1], uy));
            for (int i = 0; i < 2; i++) {
                corrected = subtract(corrected, multiply(Exprs.derivative(a[i][j], names.get(i), i), slope));
            }
        }
        source = corrected;
        for (Expr e : List.of(flux[0], flux[1], source)) {
            volume.add(e);
            first.forEach(t -> volume.add(partial(e, t)));
        }
    }

    private static void checkKind(Problem problem) {
        if (problem.dimension() != 2 || problem.spaceIndices().size() != 2) {
            throw new InvalidProblem("fem: solves problems in two spatial coordinates and nothing else, this one has "
                    + problem.inputNames());
        }
        if (problem.fields().size() != 1 || problem.equations().size() != 1) {
            throw new InvalidProblem("fem: solves one equation for one field, this problem has "
                    + problem.equations().size() + " for " + problem.fields());
        }
        if (!problem.unknowns().isEmpty()) {
            throw new InvalidProblem("fem: does not identify constants, and `"
                    + problem.unknowns().get(0).name() + "` is unknown");
        }
        if (!problem.observations().isEmpty()) {
            throw new InvalidProblem("fem: takes no observations");
        }
    }

    private static void checkOrders(Equation equation) {
        int highest = 0;
        for (FieldTerm term : equation.fieldTerms()) {
            highest = Math.max(highest, term.orders().order());
        }
        if (highest != 2) {
            throw new InvalidProblem("fem: equation " + equation.name() + " is of order " + highest
                    + "; second-order equations are solved");
        }
    }

    private void checkCoefficients(Equation equation) {
        for (Expr coefficient : List.of(a[0][0], a[0][1], a[1][1])) {
            for (FieldTerm term : Exprs.find(coefficient, FieldTerm.class)) {
                if (term.orders().order() > 0) {
                    throw new InvalidProblem("fem: in equation " + equation.name()
                            + " the coefficient of a second derivative depends on derivatives of " + term.field());
                }
            }
        }
    }

    Problem problem() {
        return problem;
    }

    /** The coefficient of the mixed or pure second derivatives, symmetric. */
    Expr coefficient(int i, int j) {
        return a[i][j];
    }

    /** u, u_x, u_y. */
    List<FieldTerm> firstTerms() {
        return first;
    }

    /** u, u_x, u_y, u_xx, u_xy, u_yy. */
    List<FieldTerm> secondTerms() {
        return second;
    }

    /** Whether the equation does not change when a constant is added to u. */
    boolean ignoresConstants() {
        return List.of(flux[0], flux[1], source).stream().allMatch(e -> isZero(partial(e, first.get(0))));
    }

    /** Whether the equation is linear in u. */
    boolean isLinear() {
        for (int k = 0; k < volume.size(); k++) {
            if (k % 4 != 0 && !Exprs.isGiven(volume.get(k))) {
                return false;
            }
        }
        return true;
    }

    static boolean isZero(Expr e) {
        return Exprs.isConstant(e, 0);
    }

    /** Outputs P_x, P_y, s, each followed by its derivatives by u, u_x, u_y: twelve in all. */
    Program volume() {
        return problem.compile(volume, first);
    }

    /** Output: the residual of the equation as it is written; needs second derivatives. */
    Program strong() {
        return problem.compile(List.of(problem.equations().get(0).residual()), second);
    }
}
