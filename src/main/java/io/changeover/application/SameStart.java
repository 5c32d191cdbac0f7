package io.changeover.application;

import io.changeover.application.port.RunStore;
import io.changeover.application.port.StartPrints;
import io.changeover.domain.run.Run;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Tells a start that is sent once more, because its answer was lost, from another one with the same business key. Two
 * starts are the same if the same user asks for the same runbook with the same variables. Thread-safe.
 */
public final class SameStart {
    private static final String KEY_USED = "BUSINESS_KEY_USED";
    private static final String NOT_ALLOWED = "NOT_ALLOWED";

    private final RunStore runs;
    private final StartPrints prints;

    public SameStart(RunStore runs, StartPrints prints) {
        this.runs = runs;
        this.prints = prints;
    }

    /** What a start asks for, as text of a fixed length. What is not given and what is false are the same. */
    public static String print(Caller caller, String runbook, Map<String, Object> variables) {
        Map<String, String> given = new TreeMap<>();
        variables.forEach((name, value) -> {
            if (value != null && !value.equals(false)) {
                given.put(name, value.toString());
            }
        });
        StringBuilder text = new StringBuilder();
        add(text, caller.user());
        add(text, runbook);
        given.forEach((name, value) -> {
            add(text, name);
            add(text, value);
        });
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }

    /** With its length, so that no two lists of texts look alike. */
    private static void add(StringBuilder text, String part) {
        text.append(part.length()).append(':').append(part);
    }

    /** Notes what a run was asked for with, in the transaction that starts it. Without a key it cannot be repeated. */
    public void keep(Run run, Optional<String> businessKey, String print) {
        if (businessKey.isPresent()) {
            prints.keep(run.id(), print);
        }
    }

    /** The refusal, with what was asked for if its business key is in the way. Asks no database. */
    public static RefusedException refused(
            RefusedException refusal, String runbook, Optional<String> businessKey, String print) {
        boolean used = refusal.blockers().stream().anyMatch(one -> one.code().equals(KEY_USED));
        return used && businessKey.isPresent()
                ? new SecondStartException(refusal, runbook, businessKey.get(), print)
                : refusal;
    }

    /** The run that the very same start has begun before. To be asked when the refused transaction is over. */
    public Optional<Run> runOf(RefusedException refusal) {
        boolean forbidden =
                refusal.blockers().stream().anyMatch(one -> one.code().equals(NOT_ALLOWED));
        if (forbidden || !(refusal instanceof SecondStartException second)) {
            return Optional.empty();
        }
        return runs.ofBusinessKey(second.runbook(), second.businessKey())
                .filter(run ->
                        prints.of(run.id()).filter(second.print()::equals).isPresent());
    }
}
