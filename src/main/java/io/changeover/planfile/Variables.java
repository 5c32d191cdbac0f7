package io.changeover.planfile;

import io.changeover.planfile.Shape.References;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The {@code ${…}} in texts. */
final class Variables {
    /** What a text about a placement may name, apart from secrets. */
    private static final List<String> PLACEMENT = List.of("host", "site", "name", "plan");

    private static final Pattern SECRET = Pattern.compile("env:[A-Za-z_][A-Za-z0-9_]*|file:[^{}]+");

    private Variables() {}

    /** One sentence for each reference that is not known or not closed. */
    static List<String> mistakes(String text, References allowed) {
        List<String> mistakes = new ArrayList<>();
        int from = text.indexOf("${");
        while (from >= 0) {
            int end = text.indexOf('}', from);
            if (end < 0) {
                mistakes.add("'${' without its '}'");
                break;
            }
            String name = text.substring(from + 2, end);
            if (!known(name, allowed)) {
                mistakes.add(sentence(name, allowed));
            }
            from = text.indexOf("${", end);
        }
        return mistakes;
    }

    private static boolean known(String name, References allowed) {
        return switch (allowed) {
            case NONE -> false;
            case SECRETS -> SECRET.matcher(name).matches();
            case ALL -> PLACEMENT.contains(name) || SECRET.matcher(name).matches();
        };
    }

    private static String sentence(String name, References allowed) {
        String reference = "${" + name + "}";
        return switch (allowed) {
            case NONE -> "no reference is possible here, found " + reference;
            case SECRETS -> "unknown reference " + reference + "; allowed: ${env:NAME}, ${file:PATH}";
            case ALL ->
                "unknown reference " + reference
                        + Nearest.to(name, PLACEMENT)
                                .map(word -> "; did you mean ${" + word + "}?")
                                .orElse(";")
                        + " allowed: ${host}, ${site}, ${name}, ${plan}, ${env:NAME}, ${file:PATH}; a variable of a shell is"
                        + " written $NAME";
        };
    }
}
