package org.ansatz.physics.reference.fem;

import static org.ansatz.physics.expr.Exprs.add;
import static org.ansatz.physics.expr.Exprs.divide;
import static org.ansatz.physics.expr.Exprs.multiply;
import static org.ansatz.physics.expr.Exprs.negate;
import static org.ansatz.physics.expr.Exprs.partial;
import static org.ansatz.physics.expr.Exprs.subtract;

import java.util.ArrayList;
import java.util.List;
import org.ansatz.physics.expr.Expr;
import org.ansatz.physics.expr.Expr.FieldTerm;
import org.ansatz.physics.expr.Exprs;
import org.ansatz.physics.expr.Program;
import org.ansatz.physics.problem.Condition;
import org.ansatz.physics.problem.InvalidProblem;

/**
 * A boundary condition that gives the flux {@code P . n = (a n) . grad u} of the weak form. From
 *
 * <pre>  b . grad u + r(x, u) = 0</pre>
 *
 * (b and r may depend on position and u) the vector b is split into a multiple of the conormal and a tangential part, {@code b =
 * s (a n) + c t} with {@code s = (b . n) / (n . a n)}, {@code c = (b - s a n) . t}, {@code t = (-n_y, n_x)}, hence
 *
 * <pre>  P . n = -(r + c t . grad u) / s.</pre>
 *
 * Neumann and Robin conditions have c = 0 when a is a multiple of the identity; otherwise, and for oblique derivatives, the
 * tangential derivative of the trace stays in the boundary integral.
 */
final class NaturalCondition {
    private final Condition.Pointwise condition;
    private final Expr flux;
    private final WeakForm form;
    private final List<Expr> outputs = new ArrayList<>();

    /**
     * @throws InvalidProblem if the condition does not determine the flux
     */
    NaturalCondition(WeakForm form, Condition.Pointwise condition) {
        this.form = form;
        this.condition = condition;
        Expr law = form.problem().expand(condition.equation().residual());
        List<FieldTerm> first = form.firstTerms();
        FieldTerm ux = first.get(1);
        FieldTerm uy = first.get(2);
        for (FieldTerm term : Exprs.find(law, FieldTerm.class)) {
            if (term.orders().order() > 1) {
                throw new InvalidProblem("fem: condition `" + condition.name() + "` holds a second derivative");
            }
        }
        Expr bx = partial(law, ux);
        Expr by = partial(law, uy);
        if (WeakForm.isZero(bx) && WeakForm.isZero(by)) {
            throw new InvalidProblem("fem: condition `" + condition.name()
                    + "` fixes neither the value nor a derivative of " + ux.field());
        }
        if (mentionsSlope(bx) || mentionsSlope(by)) {
            throw new InvalidProblem(
                    "fem: condition `" + condition.name() + "` is not linear in the derivatives of " + ux.field());
        }
        List<String> names = form.problem().inputNames();
        Expr nx = new Expr.Normal(names.get(0));
        Expr ny = new Expr.Normal(names.get(1));
        Expr conormalX = add(multiply(form.coefficient(0, 0), nx), multiply(form.coefficient(0, 1), ny));
        Expr conormalY = add(multiply(form.coefficient(1, 0), nx), multiply(form.coefficient(1, 1), ny));
        Expr scale =
                divide(add(multiply(bx, nx), multiply(by, ny)), add(multiply(conormalX, nx), multiply(conormalY, ny)));
        Expr tangential = subtract(
                multiply(subtract(by, multiply(scale, conormalY)), nx),
                multiply(subtract(bx, multiply(scale, conormalX)), ny));
        Expr alongEdge = subtract(multiply(nx, uy), multiply(ny, ux));
        Expr rest = Exprs.transform(law, e -> e.equals(ux) || e.equals(uy) ? Exprs.ZERO : e);
        flux = negate(divide(add(rest, multiply(tangential, alongEdge)), scale));
        outputs.add(flux);
        first.forEach(t -> outputs.add(partial(flux, t)));
        outputs.add(scale);
    }

    private static boolean mentionsSlope(Expr e) {
        return Exprs.find(e, FieldTerm.class).stream().anyMatch(t -> t.orders().order() > 0);
    }

    String name() {
        return condition.name();
    }

    /** Whether the flux is linear in u and its derivatives. */
    boolean isLinear() {
        return outputs.subList(1, 4).stream().allMatch(Exprs::isGiven);
    }

    /** Whether it matters on which side of an interface the flux is evaluated. */
    boolean dependsOnMaterial() {
        return !Exprs.find(flux, Expr.Inside.class).isEmpty();
    }

    /** Whether the flux does not change when a constant is added to u. */
    boolean ignoresConstants() {
        Expr law = form.problem().expand(condition.equation().residual());
        return WeakForm.isZero(partial(law, form.firstTerms().get(0)));
    }

    /**
     * Outputs: the flux, its derivatives by u, u_x, u_y, and s, which is zero or not finite where the condition says nothing
     * about the normal derivative.
     */
    Program program() {
        return form.problem().compile(outputs, form.firstTerms());
    }
}
