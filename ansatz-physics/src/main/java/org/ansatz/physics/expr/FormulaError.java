package org.ansatz.physics.expr;

/** A mistake in a formula: what is wrong and at which character (from zero) of the text. */
public final class FormulaError extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String formula;
    private final int position;

    public FormulaError(String message, String formula, int position) {
        super(message);
        this.formula = formula;
        this.position = Math.max(0, Math.min(position, formula.length()));
    }

    public String formula() {
        return formula;
    }

    public int position() {
        return position;
    }

    /** The formula with a caret under the mistake, two lines. */
    public String picture() {
        return "    " + formula.replace('\n', ' ') + "\n    " + " ".repeat(position) + "^";
    }

    /** The same mistake in a longer text of which this formula is a part, beginning at {@code offset}. */
    public FormulaError within(String longer, int offset) {
        return new FormulaError(getMessage(), longer, position + offset);
    }
}
