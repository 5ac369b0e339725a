package org.ansatz.physics.expr;

import org.antlr.v4.runtime.Token;

/** What a person most likely meant by a token that cannot stand where it does. */
final class SyntaxHint {
    private SyntaxHint() {}

    /** A sentence to append, or nothing. */
    static String of(String text, Token unexpected) {
        int at = unexpected.getStartIndex();
        String before = text.substring(0, at).stripTrailing();
        String token = unexpected.getText();
        if (before.isEmpty()) {
            return "";
        }
        char last = before.charAt(before.length() - 1);
        if (token.equals("*") && last == '*') {
            return "; a power is written `^`";
        }
        if (token.equals("=") && "=<>".indexOf(last) >= 0) {
            return "; equality is written `=`";
        }
        boolean operand = Character.isLetterOrDigit(token.charAt(0)) || token.equals("(");
        boolean afterOperand = Character.isDigit(last) || last == ')';
        return operand && afterOperand ? "; a product is written with `*`" : "";
    }
}
