package io.changeover.runbook.lint;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an expression in a runbook may look like. The engine's own resolver enforces it again when it runs. */
final class Expressions {
    private static final Pattern PART = Pattern.compile("[#$]\\{((?:[^}'\"]|'[^']*'|\"[^\"]*\")*)}");
    private static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";
    private static final Pattern TEXT = Pattern.compile("'[^']*'|\"[^\"]*\"");
    private static final Pattern COMPARISON = Pattern.compile("\\$\\{(?:\\s+|" + NAME
            + "(?!\\s*\\()|\\d+(?:\\.\\d+)?|''" + "|==|!=|<=|>=|<|>|&&|\\|\\||!|(?<![A-Za-z0-9_'])\\(|\\))+}");
    private static final Pattern CALL = Pattern.compile("(" + NAME + ")\\.(" + NAME + ")\\(\\s*(?:execution)?\\s*\\)");
    private static final Pattern WORDY_OPERATOR = Pattern.compile("\\b(?:empty|not|and|or)\\s*\\(");

    private Expressions() {}

    /** Whether this is one comparison of variables with variables, numbers and texts, joined by and, or, not. */
    static boolean isComparison(String condition) {
        String plain = WORDY_OPERATOR
                .matcher(TEXT.matcher(condition.trim()).replaceAll("''"))
                .replaceAll("!(");
        return COMPARISON.matcher(plain).matches();
    }

    /** The first thing in an attribute or a text that an expression must not do, or empty. */
    static Optional<String> objection(String text, Set<String> callable) {
        if (!text.contains("${") && !text.contains("#{")) {
            return Optional.empty();
        }
        Matcher parts = PART.matcher(text);
        while (parts.find()) {
            Optional<String> objection =
                    objectionToPart(TEXT.matcher(parts.group(1)).replaceAll("''"), callable);
            if (objection.isPresent()) {
                return objection;
            }
        }
        String rest = parts.replaceAll("");
        return rest.contains("${") || rest.contains("#{")
                ? Optional.of("the expression is not closed: " + text)
                : Optional.empty();
    }

    private static Optional<String> objectionToPart(String part, Set<String> callable) {
        Matcher calls = CALL.matcher(part);
        while (calls.find()) {
            if (!callable.contains(calls.group(1))) {
                return Optional.of("only " + callable + " may be called, found " + calls.group());
            }
        }
        String rest = WORDY_OPERATOR.matcher(calls.replaceAll("called")).replaceAll("!(");
        if (rest.matches(".*[A-Za-z0-9_'\\])]\\s*\\(.*") || rest.contains("[") || rest.contains("{")) {
            return Optional.of("an expression reads variables and compares, found ${" + part + "}");
        }
        if (rest.matches(".*\\.\\s*class\\b.*")) {
            return Optional.of("no expression may reach a class, found ${" + part + "}");
        }
        return Optional.empty();
    }
}
