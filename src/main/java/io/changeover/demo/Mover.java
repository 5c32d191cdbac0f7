package io.changeover.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Has the server move the service, and measures from outside what that did to the client. */
final class Mover {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int LEAD = 100;

    private final Api requester;
    private final Api approver;
    private final Numbers database;
    private final Ledger ledger;
    private final Screen screen;
    private final boolean alone;

    /** Reads every number in the orders of a site's database. */
    interface Numbers {
        List<Long> ordersAt(String site) throws SQLException;
    }

    Mover(Api requester, Api approver, Numbers database, Ledger ledger, Screen screen, boolean alone) {
        this.requester = requester;
        this.approver = approver;
        this.database = database;
        this.ledger = ledger;
        this.screen = screen;
        this.alone = alone;
    }

    /**
     * Moves once.
     *
     * @throws DemoException if the run is refused or does not end
     */
    Move move(String runbook, String reason) throws IOException, InterruptedException, SQLException {
        int first = ledger.size();
        Waiting.until(
                "orders acknowledged before the " + runbook,
                Duration.ofSeconds(30),
                Duration.ofMillis(20),
                () -> ledger.size() > first + LEAD);
        int begin = ledger.size() - 1;
        screen.line("");
        screen.text("=== " + runbook + ", asked for by " + requester.user() + ": " + reason, "    ");
        String key = "demo-" + runbook + "-" + ProcessHandle.current().pid();
        String id = requester.start(runbook, PlanFile.NAME, reason, key);
        JsonNode answer = new RunWatch(approver, screen, ledger, alone).follow(id, LIMIT);
        boolean writes = ledger.awaitNext(Duration.ofSeconds(30));
        return measure(runbook, id, answer, begin, writes);
    }

    private Move measure(String runbook, String id, JsonNode answer, int begin, boolean writes) throws SQLException {
        JsonNode run = answer.path("run");
        // First the book, then the database: what is in the book by then must be there.
        List<Ledger.Entry> all = ledger.since(0);
        List<Ledger.Entry> window = all.subList(begin, all.size());
        String target = run.path("target").asText();
        String outcome = run.path("outcome").asText();
        boolean moved = outcome.startsWith("COMPLETED");
        String primary = moved ? target : run.path("source").asText();
        Ledger.Balance balance = Ledger.balance(all, database.ordersAt(primary));
        List<Step> steps = new ArrayList<>();
        answer.path("steps").forEach(step -> steps.add(Step.of(step)));
        String last = window.get(window.size() - 1).site();
        if (!writes || moved && !last.equals(target)) {
            throw new DemoException("%s %s: wanted orders acknowledged by %s, found the last one acknowledged by %s"
                    .formatted(runbook, id, target, last));
        }
        return new Move(
                runbook,
                id,
                outcome,
                run.path("source").asText(),
                target,
                Ledger.longestGap(window),
                window.size(),
                balance.lost(),
                balance.doubled(),
                Step.between(run.path("startedAt"), run.path("endedAt")),
                steps);
    }
}
