package io.changeover.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What happens once all is up: the client begins, the service moves there and back, the result is shown. */
final class Performance {
    private final URI server;
    private final List<User> users;
    private final Sites sites;
    private final Screen screen;
    private final boolean exit;

    /** @param users operator, approver, administrator
     * @param exit whether to end after the moves */
    Performance(URI server, List<User> users, Sites sites, Screen screen, boolean exit) {
        this.server = server;
        this.users = users;
        this.sites = sites;
        this.screen = screen;
        this.exit = exit;
    }

    /** Returns the exit code. */
    int play(Cleanup cleanup) throws IOException, InterruptedException, SQLException {
        String plan = PlanFile.of(sites);
        Files.writeString(sites.folder().resolve("shop.yaml"), plan);
        new Api(server, users.get(2)).putPlan(PlanFile.NAME, plan);
        screen.progress("plan shop applied: " + sites.folder().resolve("shop.yaml"));
        Ledger ledger = new Ledger(sites.folder().resolve("orders.log"), Clock.systemUTC());
        cleanup.add(ledger::close);
        Orders orders = Orders.begin(sites.routePort(), ledger);
        cleanup.add(orders::end);
        screen.progress("the client writes numbered orders through the route, one after the other");

        Api operator = new Api(server, users.get(0));
        Api approver = new Api(server, users.get(1));
        Mover mover = new Mover(operator, approver, sites::ordersAt, ledger, screen, exit);
        List<Move> moves = new ArrayList<>();
        moves.add(mover.move("switchover", "maintenance of the power supply in fra"));
        if (moves.get(0).outcome().equals("COMPLETED")) {
            moves.add(mover.move("failback", "the maintenance in fra is done"));
        }
        boolean good = moves.size() == 2 && moves.stream().allMatch(Move::good);
        showResult(moves, operator, good);
        if (!exit) {
            invite();
            orders.slowDown();
            showClient(ledger);
        }
        return good ? 0 : 1;
    }

    /** Until the thread is interrupted. */
    private void showClient(Ledger ledger) throws InterruptedException {
        for (int from = ledger.size() - 1; true; Waiting.pause(Duration.ofMillis(500))) {
            List<Ledger.Entry> entries = ledger.since(from);
            screen.now("  client: %d orders/s answered by %s, longest outage since the table %d ms"
                    .formatted(
                            ledger.rate(),
                            entries.get(entries.size() - 1).site(),
                            Ledger.longestGap(entries).toMillis()));
        }
    }

    private void showResult(List<Move> moves, Api reader, boolean good) throws IOException, InterruptedException {
        screen.line("");
        Table.of(moves).forEach(screen::line);
        screen.line("");
        for (Move move : moves) {
            int size = reader.report(move.run()).length();
            screen.line("  report of the %-11s %s/runs/%s/report (%d kB%s)"
                    .formatted(
                            move.runbook() + ":",
                            server,
                            move.run(),
                            (size + 1_023) / 1_024,
                            exit ? ", gone with the demonstration" : ""));
        }
        screen.text(
                good
                        ? "  Both moves completed, no acknowledged write was lost."
                        : "  NOT as it should be: see the outcome and the lost and doubled writes above.",
                "  ");
    }

    private void invite() {
        User operator = users.get(0);
        screen.line("");
        screen.line("  Everything stays up, and the client goes on writing. Try it:");
        screen.line("    overview of plans and runs  " + server + "/");
        screen.line("    Tasklist and Cockpit        " + server + "/camunda");
        screen.line("    the service, by its route   http://127.0.0.1:" + sites.routePort() + "/health");
        for (User user : users) {
            screen.line("    log in as %-6s password %s  (%s)"
                    .formatted(user.id(), user.password(), String.join(", ", user.groups())));
        }
        screen.line("");
        screen.line("    export CHANGEOVER_URL=" + server);
        screen.line("    export CHANGEOVER_USER=" + operator.id());
        screen.line("    export CHANGEOVER_PASSWORD=" + operator.password());
        screen.line("    ./changeover plan show shop");
        screen.line("    ./changeover run start switchover shop --reason \"to see it\" --watch");
        screen.line("");
        screen.line("  The last one waits for an approval: give it as anton, in Tasklist or from another terminal.");
        screen.line("");
        screen.line("    ssh -i %s -o UserKnownHostsFile=%s -p %d %s@%s bin/shop status shop-1"
                .formatted(
                        sites.keys().privateKey(),
                        sites.keys().knownHosts(),
                        sites.site("fra").place().ssh(),
                        SshSite.USER,
                        sites.site("fra").place().address()));
        screen.line("");
        screen.line("  Ctrl-C ends the demonstration and removes everything.");
    }
}
