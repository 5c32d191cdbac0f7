package io.changeover.planfile;

import io.changeover.connector.spi.Durations;
import io.changeover.connector.spi.Field.Type;
import io.changeover.planfile.Part.Entry;
import io.changeover.planfile.Part.Mapping;
import io.changeover.planfile.Part.Sequence;
import io.changeover.planfile.Part.Text;
import io.changeover.planfile.Shape.Form;
import io.changeover.planfile.Shape.Value;
import java.util.regex.Pattern;

/** Holds single values against what is wanted of them. Says what was found, except for secrets. */
final class ValueCheck {
    static final Pattern WHOLE_NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,8})");
    static final Pattern DURATION = Pattern.compile("[0-9]{1,9}\\s*(ms|s|m|h|d)");
    static final Pattern SECRET = Pattern.compile("\\$\\{(env:[A-Za-z_][A-Za-z0-9_]*|file:[^{}]+)\\}");
    private static final int HIGHEST_PORT = 65_535;

    private final Problems problems;

    ValueCheck(Problems problems) {
        this.problems = problems;
    }

    void check(Value wanted, Part part) {
        if (wanted.type() == Type.MAP) {
            map(wanted, part);
        } else if (wanted.type() == Type.TEXTS && part instanceof Sequence list) {
            list.items().forEach(item -> text(wanted, item));
        } else if (wanted.type() == Type.SECRET) {
            secret(part);
        } else if (!(part instanceof Text text) || text.absent()) {
            problems.add(part.place(), words(wanted) + " is wanted, found " + part.words());
        } else {
            single(wanted, text);
        }
    }

    private void single(Value wanted, Text text) {
        switch (wanted.type()) {
            case INTEGER, PORT -> number(wanted, text);
            case DURATION -> duration(wanted, text);
            case FLAG -> flag(text);
            case TEXT, TEXTS, MAP, SECRET -> text(wanted, text);
        }
    }

    private void map(Value wanted, Part part) {
        if (!(part instanceof Mapping mapping)) {
            problems.add(part.place(), "a map of texts is wanted, found " + part.words());
            return;
        }
        mapping.all().stream().map(Entry::value).forEach(value -> text(wanted, value));
    }

    private void secret(Part part) {
        if (!(part instanceof Text text) || !SECRET.matcher(text.value()).matches()) {
            problems.add(
                    part.place(),
                    "a secret is not written into a plan: a reference is wanted, ${env:NAME} or ${file:PATH}, found "
                            + (part instanceof Text ? "something else" : part.words()));
        }
    }

    private void number(Value wanted, Text text) {
        int least = wanted.type() == Type.PORT ? 1 : wanted.minimum() == null ? Integer.MIN_VALUE : wanted.minimum();
        int most = wanted.type() == Type.PORT ? HIGHEST_PORT : Integer.MAX_VALUE;
        boolean number = text.plain() && WHOLE_NUMBER.matcher(text.value()).matches();
        if (!number) {
            String hint = text.plain() ? "" : " in quotes";
            problems.add(text.place(), words(wanted) + " is wanted, found " + text.words() + hint);
            return;
        }
        int value = Integer.parseInt(text.value());
        if (value < least || value > most) {
            problems.add(text.place(), words(wanted) + " is wanted, found " + text.words());
        }
        oneOf(wanted, text);
    }

    private void duration(Value wanted, Text text) {
        boolean positive = wanted.minimum() != null;
        if (!DURATION.matcher(text.value()).matches()
                || positive && Durations.parse(text.value()).isZero()) {
            problems.add(text.place(), words(wanted) + " is wanted, found " + text.words());
        }
    }

    private void flag(Text text) {
        if (!text.plain() || !text.value().equals("true") && !text.value().equals("false")) {
            String hint = text.plain() ? "" : " in quotes";
            problems.add(text.place(), "true or false is wanted, found " + text.words() + hint);
        }
    }

    private void text(Value wanted, Part part) {
        if (!(part instanceof Text text) || text.absent()) {
            problems.add(part.place(), "a text is wanted, found " + part.words());
            return;
        }
        if (text.value().contains("-----BEGIN")) {
            problems.add(
                    text.place(),
                    "a key is not written into a plan: a path or a reference is wanted, such as "
                            + "${file:/etc/changeover/id_ed25519}");
            return;
        }
        Form form = wanted.form();
        if (form != null) {
            if (!form.pattern().matcher(text.value()).matches()) {
                problems.add(text.place(), "%s: found %s".formatted(form.words(), text.words()));
            }
        } else if (!oneOf(wanted, text)) {
            Variables.mistakes(text.value(), wanted.references())
                    .forEach(mistake -> problems.add(text.place(), mistake));
        }
    }

    /** Whether a mistake was found. */
    private boolean oneOf(Value wanted, Text text) {
        if (wanted.allowed().isEmpty() || wanted.allowed().contains(text.value())) {
            return false;
        }
        problems.add(
                text.place(),
                "%s is not possible here%s".formatted(text.words(), Nearest.hint(text.value(), wanted.allowed())));
        return true;
    }

    private static String words(Value wanted) {
        Integer minimum = wanted.minimum();
        return switch (wanted.type()) {
            case INTEGER -> minimum == null ? "a whole number" : "a whole number, at least " + minimum + ",";
            case PORT -> "a port from 1 to 65535";
            case DURATION ->
                minimum == null
                        ? "a time such as 500ms, 30s, 5m, 2h or 1d"
                        : "a time of more than nothing, such as 500ms, 30s, 5m, 2h or 1d,";
            case FLAG -> "true or false";
            case TEXTS -> "a list of texts";
            case TEXT, MAP, SECRET -> "a text";
        };
    }
}
