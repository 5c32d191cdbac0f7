package io.changeover.application;

import io.changeover.application.port.RunbookShelf;
import io.changeover.domain.run.Blocker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Judges, tries out and deploys runbooks, for whoever may. Files that are given are laid over those that new runs take:
 * one changed diagram is judged and deployed together with the blocks that it calls. Thread-safe.
 */
public final class ChangeRunbooks {
    private static final Pattern NAME =
            Pattern.compile("(?:[a-z0-9][a-z0-9-]*/)?[A-Za-z0-9][A-Za-z0-9._-]*\\.(?:bpmn|form)");
    private static final int MOST_FILES = 300;
    private static final int MOST_TEXT = 8_000_000;

    private final RunbookShelf shelf;
    private final Trail trail;
    private final TransactionOperations transactions;
    private final Semaphore trials = new Semaphore(1);

    public ChangeRunbooks(RunbookShelf shelf, Trail trail, TransactionOperations transactions) {
        this.shelf = shelf;
        this.trail = trail;
        this.transactions = transactions;
    }

    /** All that is wrong with the files. */
    public List<RunbookFinding> lint(Caller caller, Map<String, String> files) {
        allow(caller, Caller.OPERATORS);
        return shelf.lint(together(files));
    }

    /**
     * Tries out a runbook; one at a time, as each takes an engine.
     *
     * @throws IllegalArgumentException if there is no such runbook, or no such outcome
     */
    public TrialReport test(Caller caller, Map<String, String> files, String runbook, Map<String, Set<String>> chosen) {
        allow(caller, Caller.OPERATORS);
        Map<String, String> all = together(files);
        refuse(shelf.lint(all));
        if (!trials.tryAcquire()) {
            throw RefusedException.because("TRIAL_BUSY", "another runbook is being tried out now; ask again");
        }
        try {
            return shelf.test(all, runbook, chosen);
        } finally {
            trials.release();
        }
    }

    /** Deploys the files, together with the others that new runs take, for a reason that is kept. */
    public List<RunbookVersion> deploy(Caller caller, Map<String, String> files, String reason) {
        allow(caller, Caller.ADMINS);
        if (reason.isBlank()) {
            throw RefusedException.because("REASON_MISSING", "a deployment needs a reason");
        }
        Map<String, String> all = together(files);
        refuse(shelf.lint(all));
        return Objects.requireNonNull(transactions.execute(status -> {
            List<RunbookVersion> deployed = shelf.deploy(caller, all, reason.strip());
            trail.done(
                    caller.user(),
                    "RUNBOOKS_DEPLOYED",
                    Optional.empty(),
                    "%s (%s)".formatted(reason.strip(), names(files)));
            return deployed;
        }));
    }

    private static String names(Map<String, String> files) {
        return files.size() <= 3 ? String.join(", ", files.keySet()) : files.size() + " files";
    }

    private Map<String, String> together(Map<String, String> files) {
        List<Blocker> blockers = new ArrayList<>();
        if (files.isEmpty()) {
            blockers.add(new Blocker("FILES_MISSING", "there is no file to work with"));
        }
        long size = files.values().stream().mapToLong(String::length).sum();
        if (files.size() > MOST_FILES || size > MOST_TEXT) {
            blockers.add(new Blocker(
                    "FILES_TOO_LARGE",
                    "at most %d files with %d characters are taken, found %d with %d"
                            .formatted(MOST_FILES, MOST_TEXT, files.size(), size)));
        }
        files.keySet().stream()
                .filter(name -> !NAME.matcher(name).matches())
                .forEach(name -> blockers.add(new Blocker(
                        "FILE_NAME_WRONG",
                        "a file is named like switchover.bpmn, blocks/decide.bpmn or forms/decide.form, found '%s'"
                                .formatted(name))));
        if (!blockers.isEmpty()) {
            throw new RefusedException(blockers);
        }
        Map<String, String> all = new LinkedHashMap<>(shelf.files());
        all.putAll(files);
        return all;
    }

    private static void allow(Caller caller, String group) {
        if (!caller.mayActAs(group)) {
            throw RefusedException.because(
                    "NOT_ALLOWED",
                    "'%s' may not do this to runbooks: that needs the group %s".formatted(caller.user(), group));
        }
    }

    private static void refuse(List<RunbookFinding> findings) {
        if (!findings.isEmpty()) {
            throw new RefusedException(findings.stream()
                    .map(one ->
                            new Blocker(one.rule(), "%s: %s: %s".formatted(one.file(), one.element(), one.message())))
                    .toList());
        }
    }
}
