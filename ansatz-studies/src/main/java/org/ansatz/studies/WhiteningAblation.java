package org.ansatz.studies;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ansatz.learn.optim.MatrixMethods;
import org.ansatz.learn.optim.MatrixRule;
import org.ansatz.learn.optim.Schedule;
import org.ansatz.learn.optim.transform.KroneckerFisher.Form;
import org.ansatz.learn.optim.transform.KroneckerFisher.Scaling;
import org.ansatz.learn.optim.transform.KroneckerFisher.Settings;
import org.ansatz.learn.optim.transform.Polar;
import org.ansatz.physics.problem.Run;
import org.ansatz.physics.report.Figure;
import org.ansatz.studies.OptimizerSweep.Contender;

/** What the parts of {@link Fismo} are worth on the regression of its A: the same with one part changed or left out. */
record WhiteningAblation(long[] seeds, Run run) {
    private static final List<Double> RATES = List.of(0.02, 0.04, 0.08, 0.16, 0.32);
    private static final int STEPS = 400;
    private static final double MOMENTUM = 0.9;
    private static final String WHOLE = "whole";

    private static Settings settings(int refreshEvery, Form left, Form right, boolean jacobi) {
        return new Settings(0.95, 0.01, Scaling.NORMALISED, refreshEvery, left, right, jacobi);
    }

    private static MatrixRule.Method fismo(Settings settings) {
        return MatrixMethods.fismo(MOMENTUM, settings, new Polar());
    }

    List<Figure> figures() {
        Settings whole = settings(1, Form.FULL, Form.FULL, false);
        Map<String, MatrixRule.Method> variants = new LinkedHashMap<>();
        variants.put(WHOLE, fismo(whole));
        variants.put("left_only", fismo(settings(1, Form.FULL, Form.IDENTITY, false)));
        variants.put("right_only", fismo(settings(1, Form.IDENTITY, Form.FULL, false)));
        variants.put("diagonal", fismo(settings(1, Form.DIAGONAL, Form.DIAGONAL, false)));
        variants.put("every_10", fismo(settings(10, Form.FULL, Form.FULL, false)));
        variants.put("jacobi", fismo(settings(1, Form.FULL, Form.FULL, true)));
        variants.put("momentum_first", MatrixMethods.fismoOfMomentum(MOMENTUM, whole, new Polar()));
        variants.put("no_polar", MatrixMethods.fismo(MOMENTUM, whole, u -> u));
        variants.put("shampoo", MatrixMethods.shampoo(MOMENTUM, 0.95, 1e-8, 1));
        OptimizerContenders c = new OptimizerContenders(rate -> Schedule.linearTail(rate, 0, STEPS, 0));
        List<Contender> contenders = new ArrayList<>();
        variants.forEach((name, method) -> contenders.add(c.matrices(name, RATES, method)));
        OptimizerSweep sweep =
                OptimizerSweep.run("ablation", seed -> new KroneckerTask(24, 32, seed), contenders, STEPS, seeds, run);
        List<Figure> figures = new ArrayList<>(sweep.scores("ablation"));
        variants.keySet().stream()
                .filter(name -> !name.equals(WHOLE))
                .forEach(name -> figures.add(sweep.ratio("ablation." + name + ".over_whole", name, WHOLE)));
        return figures;
    }
}
