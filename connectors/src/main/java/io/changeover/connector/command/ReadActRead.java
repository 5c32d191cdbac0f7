package io.changeover.connector.command;

import io.changeover.connector.spi.Command;
import io.changeover.connector.spi.ConnectorException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a state, acts if that is what the reading calls for, and reads again: as one command on the host, because there a
 * command costs more than what it runs.
 */
final class ReadActRead {
    // Each part may end its own shell, whatever it says; eval keeps a mistake in one from being one in all.
    private static final String SCRIPT = """
            told() { printf '\\n%%s %%s\\n' '%1$s' "$1"; printf '\\n%%s %%s\\n' '%1$s' "$1" >&2; }
            ( eval %2$s )
            c=$?
            told "1 $c"
            case $c in %3$s) ;; *) exit 0 ;; esac
            ( eval %4$s )
            told "2 $?"
            ( eval %2$s )
            told "3 $?"
            """;

    private final Commands commands;

    ReadActRead(Commands commands) {
        this.commands = commands;
    }

    /**
     * What was answered.
     *
     * @param acted empty if the first reading did not call for it
     * @param after the second reading, with {@code acted}
     */
    record Answers(Answer before, Optional<Answer> acted, Optional<Answer> after) {}

    /**
     * Carries it out.
     *
     * @param actOn the exit codes of a reading that call for the act, as a pattern of the shell
     */
    Answers run(String read, String act, String actOn) throws ConnectorException, InterruptedException {
        String token = "changeover-" + UUID.randomUUID();
        String script =
                SCRIPT.formatted(token, Command.quote(commands.text(read)), actOn, Command.quote(commands.text(act)));
        Answer all = commands.run(read + " and " + act, script);
        Map<Integer, Answer> parts = parts(token, all);
        Answer before = parts.get(1);
        if (before == null) {
            throw ConnectorException.permanent(
                    "COMMAND_NOT_RUN", "%s: wanted to run '%s', found %s".formatted(commands.place(), read, all));
        }
        return new Answers(before, Optional.ofNullable(parts.get(2)), Optional.ofNullable(parts.get(3)));
    }

    private static Map<Integer, Answer> parts(String token, Answer all) {
        Pattern end = Pattern.compile("\n?" + token + " (\\d) (\\d+)\n");
        Map<Integer, String> errors = new TreeMap<>();
        int from = 0;
        for (Matcher found = end.matcher(all.error()); found.find(); from = found.end()) {
            errors.put(Integer.valueOf(found.group(1)), all.error().substring(from, found.start()));
        }
        Map<Integer, Answer> parts = new TreeMap<>();
        from = 0;
        for (Matcher found = end.matcher(all.output()); found.find(); from = found.end()) {
            int part = Integer.parseInt(found.group(1));
            parts.put(
                    part,
                    new Answer(
                            Integer.parseInt(found.group(2)),
                            all.output().substring(from, found.start()),
                            errors.getOrDefault(part, "")));
        }
        return parts;
    }
}
