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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Judges, tries out and deploys runbooks, for whoever may. Files that are given are laid over those that new runs take:
 * one changed diagram is judged and deployed together with the blocks that it calls. Thread-safe.
 */
public final class ChangeRunbooks {
    private static final Pattern NAME =
            Pattern.compile("(?:[a-z0-9][a-z0-9-]*/)?[A-Za-z0-9][A-Za-z0-9._-]*\\.(?:bpmn|form)");
    private static final long PATIENCE_SECONDS = 2;
    private static final int MOST_FILES = 300;
    private static final int MOST_TEXT = 8_000_000;

    private final RunbookShelf shelf;
    private final Trail trail;
    private final TransactionOperations transactions;
    private final Semaphore trials = new Semaphore(1);
    private final Semaphore judgements = new Semaphore(2);
    /** So that those who wait for each other on this node hold no connection; between nodes the shelf has a lock. */
    private final Lock deploying = new ReentrantLock();

    public ChangeRunbooks(RunbookShelf shelf, Trail trail, TransactionOperations transactions) {
        this.shelf = shelf;
        this.trail = trail;
        this.transactions = transactions;
    }

    /**
     * All that is wrong with the files; a few at a time, as each may take much memory.
     *
     * @throws RefusedException if others are judged now and go on for two seconds
     */
    public List<RunbookFinding> lint(Caller caller, Map<String, String> files) {
        allow(caller, Caller.OPERATORS);
        return judged(together(files));
    }

    private List<RunbookFinding> judged(Map<String, String> all) {
        if (!turn()) {
            throw RefusedException.because("LINT_BUSY", "other runbooks are being judged now; ask again");
        }
        try {
            return shelf.lint(all);
        } finally {
            judgements.release();
        }
    }

    private boolean turn() {
        try {
            return judgements.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Tries out a runbook; one at a time, as each takes an engine.
     *
     * @throws IllegalArgumentException if there is no such runbook, or no such outcome
     */
    public TrialReport test(Caller caller, Map<String, String> files, String runbook, Map<String, Set<String>> chosen) {
        allow(caller, Caller.OPERATORS);
        Map<String, String> all = together(files);
        refuse(judged(all));
        if (!trials.tryAcquire()) {
            throw RefusedException.because("TRIAL_BUSY", "another runbook is being tried out now; ask again");
        }
        try {
            return shelf.test(all, runbook, chosen);
        } finally {
            trials.release();
        }
    }

    /**
     * Deploys the files, together with the others that new runs take, for a reason that is kept. What is deployed at the
     * same time by others, on whichever node, comes before or after.
     *
     * @param base by process id the version that the change began with; one that is not the newest any more is refused if
     *     its diagram was changed since. May be empty.
     */
    public List<RunbookVersion> deploy(
            Caller caller, Map<String, String> files, String reason, Map<String, Integer> base) {
        allow(caller, Caller.ADMINS);
        if (reason.isBlank()) {
            throw RefusedException.because("REASON_MISSING", "a deployment needs a reason");
        }
        deploying.lock();
        try {
            return Objects.requireNonNull(transactions.execute(
                    status -> shelf.alone(() -> deployAlone(caller, files, reason.strip(), base))));
        } finally {
            deploying.unlock();
        }
    }

    private List<RunbookVersion> deployAlone(
            Caller caller, Map<String, String> files, String reason, Map<String, Integer> base) {
        base.forEach(this::unchanged);
        Map<String, String> all = together(files);
        refuse(shelf.lint(all));
        List<RunbookVersion> deployed = shelf.deploy(caller, all, reason);
        trail.done(caller.user(), "RUNBOOKS_DEPLOYED", Optional.empty(), "%s (%s)".formatted(reason, names(files)));
        return deployed;
    }

    /** A version is made of every diagram whenever one is deployed: what counts is whether this one differs. */
    private void unchanged(String id, int base) {
        shelf.versions(id).stream()
                .findFirst()
                .map(RunbookVersion::version)
                .filter(newest -> newest != base && !shelf.diagram(id, newest).equals(shelf.diagram(id, base)))
                .ifPresent(newest -> {
                    throw RefusedException.because(
                            "RUNBOOK_CHANGED",
                            "'%s' was deployed as version %d meanwhile; reload it".formatted(id, newest));
                });
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
