package org.ansatz.studies;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.ansatz.learn.optim.OptimizerChoice;
import org.ansatz.physics.problem.InvalidProblem;
import org.ansatz.physics.problem.Settings;
import org.ansatz.physics.problem.Settings.Setting;

/** The settings that the user gave to a study, read against those that it declares. */
final class StudySettings {
    private final Study study;
    private final Settings given;

    /**
     * Takes the settings.
     *
     * @throws InvalidProblem if the study has no setting of a name that was given
     */
    StudySettings(Study study, Settings given) {
        this.study = study;
        this.given = given;
        List<String> names = study.settings().stream().map(Setting::name).toList();
        for (String name : given.given().keySet()) {
            if (!names.contains(name)) {
                throw new InvalidProblem("study " + study.name() + " has no setting \"" + name + "\"; it has " + names);
            }
        }
    }

    /**
     * The experiments to be run.
     *
     * @param otherwise those of a run without the setting, separated by commas
     * @throws InvalidProblem if one is not among {@code all}
     */
    List<String> experiments(List<String> all, String otherwise) {
        return words("experiments", all, otherwise);
    }

    /**
     * Words separated by commas.
     *
     * @param otherwise those of a run without the setting, separated by commas
     * @throws InvalidProblem if one is not among {@code all}
     */
    List<String> words(String name, List<String> all, String otherwise) {
        List<String> chosen = Arrays.stream(given.text(name, otherwise).split(",", -1))
                .map(String::trim)
                .toList();
        for (String word : chosen) {
            if (!all.contains(word)) {
                String one = name.endsWith("s") ? name.substring(0, name.length() - 1) : name;
                throw new InvalidProblem(
                        "study " + study.name() + " has no " + one + " \"" + word + "\"; it has " + all);
            }
        }
        return chosen;
    }

    /**
     * A whole number from one.
     *
     * @throws InvalidProblem if it is smaller
     */
    int positive(String name, int otherwise) {
        return atLeast(1, name, otherwise);
    }

    /**
     * A whole number from zero, which means none.
     *
     * @throws InvalidProblem if it is smaller
     */
    int notNegative(String name, int otherwise) {
        return atLeast(0, name, otherwise);
    }

    /**
     * The optimizer of a first-order method.
     *
     * @throws InvalidProblem if there is none of that name, a setting is wrong, or it is not of first order
     */
    OptimizerChoice optimizer(String otherwise) {
        return optimizer(otherwise, OptimizerChoice::ofFirstOrder);
    }

    /**
     * The optimizer of a first-order method, Adam unless given, whose rate another setting gives.
     *
     * @throws InvalidProblem as {@link #optimizer(String)}, or if it has a rate of its own
     */
    OptimizerChoice optimizerAt(String rate) {
        return optimizer("adam", choice -> choice.withRateFrom(rate));
    }

    private OptimizerChoice optimizer(String otherwise, UnaryOperator<OptimizerChoice> checked) {
        try {
            return checked.apply(OptimizerChoice.parse(given.text("optimizer", otherwise)));
        } catch (IllegalArgumentException e) {
            throw new InvalidProblem("study " + study.name() + ": optimizer: " + e.getMessage());
        }
    }

    private int atLeast(int least, String name, int otherwise) {
        int value = given.integer(name, otherwise);
        if (value < least) {
            throw new InvalidProblem(
                    "study " + study.name() + ": " + name + " must be at least " + least + ", got " + value);
        }
        return value;
    }

    /**
     * Positive numbers separated by commas.
     *
     * @throws InvalidProblem if one is not a positive number
     */
    List<Double> numbers(String name, List<Double> otherwise) {
        if (!given.has(name)) {
            return otherwise;
        }
        return Arrays.stream(given.text(name, "").split(",", -1))
                .map(text -> positiveNumber(name, text.trim()))
                .toList();
    }

    private double positiveNumber(String name, String text) {
        double value;
        try {
            value = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            value = Double.NaN;
        }
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new InvalidProblem("study " + study.name() + ": " + name
                    + " must be positive numbers separated by commas, got `" + text + "`");
        }
        return value;
    }
}
