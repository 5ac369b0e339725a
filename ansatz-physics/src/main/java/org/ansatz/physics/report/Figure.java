package org.ansatz.physics.report;

/**
 * A number that a run establishes, one entry of {@code metrics.json}. Absent numbers are NaN.
 *
 * @param name {@code relative_l2.<field>}, {@code parameter.<name>}, {@code output.<name>} and the like; in studies {@code
 *     experiment.figure}, for example {@code E1.relative_l2_ratio}
 * @param unit {@code 1} if it has none
 * @param baseline the same figure of the method compared with, measured in the same process
 * @param paper what the publication reports
 * @param bar what must be reached
 * @param better which side of the bar is good
 */
public record Figure(
        String name,
        double value,
        String unit,
        double baseline,
        String baselineName,
        double paper,
        double bar,
        Better better) {
    /** Which direction is an improvement. */
    public enum Better {
        LOWER,
        HIGHER,
        /** The number is neither good nor bad, as an output of a problem; it has no bar. */
        NEITHER
    }

    /** A figure without baseline, paper value or bar. */
    public static Figure of(String name, double value, Better better) {
        return new Figure(name, value, "1", Double.NaN, "", Double.NaN, Double.NaN, better);
    }

    public Figure in(String newUnit) {
        return new Figure(name, value, newUnit, baseline, baselineName, paper, bar, better);
    }

    public Figure against(String otherName, double otherValue) {
        return new Figure(name, value, unit, otherValue, otherName, paper, bar, better);
    }

    public Figure paper(double published) {
        return new Figure(name, value, unit, baseline, baselineName, published, bar, better);
    }

    public Figure bar(double required) {
        return new Figure(name, value, unit, baseline, baselineName, paper, required, better);
    }

    /** Whether the bar is reached; true without a bar, false for a value that is NaN. */
    public boolean met() {
        if (Double.isNaN(bar)) {
            return true;
        }
        return switch (better) {
            case LOWER -> value <= bar;
            case HIGHER -> value >= bar;
            case NEITHER -> true;
        };
    }
}
