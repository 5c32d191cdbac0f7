package io.changeover.planfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.domain.plan.Receiver;
import io.changeover.domain.plan.Receiver.Tls;
import io.changeover.domain.run.NotificationEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The part {@code notify} of plan files. */
final class ReceiverMistakesTest {
    static final String GOOD = """
            notify:
              - name: tickets
                webhook: https://tickets.example.org/hooks/changeover
                secret: ${env:HOOK}
                headers: { Authorization: "Bearer ${env:TOKEN}", X-Queue: moves }
                on: [started, ended]
              - name: on-call
                mail: [oncall@example.org, dr@example.org]
                from: changeover@example.org
                smtp: mail.example.org
                user: changeover
                password: ${file:/etc/changeover/smtp}
              - { name: board, mail: [board@example.org], from: c@example.org, smtp: "[::1]:2525", tls: none }
            """;

    private final PlanReader reader = new PlanReader(SampleConnectors.ALL);

    private static String plan(String receivers) {
        return PlanReaderTest.SMALL + receivers;
    }

    private static final int LINES = (int) PlanReaderTest.SMALL.lines().count();

    @Test
    void receiversAreReadAsTheyAreWritten() {
        PlanReading reading = reader.read(plan(GOOD));

        assertThat(reading.problems()).isEmpty();
        List<Receiver> receivers = reading.plan().orElseThrow().receivers();
        assertThat(receivers.get(0).on()).containsExactlyInAnyOrder(NotificationEvent.STARTED, NotificationEvent.ENDED);
        assertThat(receivers.get(0).webhook())
                .contains(new Receiver.Webhook(
                        "https://tickets.example.org/hooks/changeover",
                        "${env:HOOK}",
                        Map.of("Authorization", "Bearer ${env:TOKEN}", "X-Queue", "moves")));
        assertThat(receivers.get(1).on()).containsExactlyInAnyOrder(NotificationEvent.values());
        assertThat(receivers.get(1).mail())
                .contains(new Receiver.Mail(
                        List.of("oncall@example.org", "dr@example.org"),
                        "changeover@example.org",
                        "mail.example.org",
                        587,
                        Optional.of("changeover"),
                        Optional.of("${file:/etc/changeover/smtp}"),
                        Tls.STARTTLS));
        Receiver.Mail board = receivers.get(2).mail().orElseThrow();
        assertThat(board.host()).isEqualTo("::1");
        assertThat(board.port()).isEqualTo(2525);
    }

    @Test
    void withoutAPortTheUsualOneOfTheWayIsTaken() {
        for (Tls tls : Tls.values()) {
            String entry = "notify:\n  - { name: a, mail: [a@b.c], from: a@b.c, smtp: mail.example.org, tls: %s }\n"
                    .formatted(tls.name().toLowerCase(java.util.Locale.ROOT));
            assertThat(reader.read(plan(entry))
                            .plan()
                            .orElseThrow()
                            .receivers()
                            .get(0)
                            .mail()
                            .orElseThrow()
                            .port())
                    .isEqualTo(tls.port());
        }
    }

    @Test
    void allMistakesAreReportedAtOnceEachWithItsLineAndNoSecret() {
        List<Problem> problems = reader.read(plan("""
                        notify:
                          - name: tickets
                            webhook: tickets.example.org
                            secret: hunter2
                            headers: { Authorization: Bearer hunter2, Host: a, "Ü": b, Changeover-Id: c }
                            on: [start, ended]
                          - name: tickets
                            webhook: https://olga:hunter2@tickets.example.org/
                            mail: [oncall@example.org]
                          - name: on-call
                            mail: [oncall]
                            from: changeover@example.org
                            smtp: mail.example.org:99999
                            user: changeover
                            tls: none
                          - name: nobody
                        """)).problems();

        assertThat(problems)
                .extracting(problem -> (problem.line() - LINES) + " " + problem.message())
                .containsExactlyInAnyOrder(
                        "3 an address that begins with http:// or https:// is wanted",
                        "4 a secret is not written into a plan: a reference is wanted, ${env:NAME} or ${file:PATH},"
                                + " found something else",
                        "5 a secret is not written into a plan: header 'Authorization' wants a reference, ${env:NAME} or"
                                + " ${file:PATH}",
                        "5 header 'Host' is set by the server",
                        "5 'Ü' is no name for a header",
                        "5 header 'Changeover-Id' is set by the server",
                        "6 'start' is not possible here; allowed: started, approval-needed, decision-needed, ended,"
                                + " unprotected, alarm, alarm-cleared",
                        "7 there are two receivers named 'tickets'; the first is in line " + (LINES + 2),
                        "7 one receiver is wanted, found webhook and mail; make each an entry of its own",
                        "8 a login is not written into an address: put it into 'headers', as a reference",
                        "10 'user' and 'password' are given together, or neither",
                        "11 a mail address such as oncall@example.org: found 'oncall'",
                        "13 a port from 1 to 65535 is wanted, found '99999'",
                        "16 no receiver is named; allowed: webhook, mail");
        assertThat(problems.toString()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "secret: ${env:HOOK}||'secret' is missing",
                "from: changeover@example.org||'from' is missing",
                "smtp: mail.example.org||'smtp' is missing",
                "secret: ${env:HOOK}|secret: ${env:HOOK}x|a secret is not written into a plan",
                "[started, ended]|[]|at least one entry is wanted",
                "[oncall@example.org, dr@example.org]|[]|at least one entry is wanted",
                "[oncall@example.org, dr@example.org]|oncall@example.org|a list is wanted",
                "https://tickets|https://${env:X|'${' without its '}'",
                "https://tickets|https://${host}/tickets|unknown reference ${host}; allowed: ${env:NAME}, ${file:PATH}",
                "https://tickets.example.org/hooks|https:///hooks|the address has no host",
                "/hooks/changeover|/hooks/change over|not an address",
                "user: changeover|user: changeover, tls: x|starttls",
                "tls: none|tls: none, user: a, password: '${env:P}'|a password is not sent without TLS",
            })
    void aMistakeIsNamed(String right, String wrong, String sentence) {
        assertThat(GOOD).contains(right);
        String changed = GOOD.replace(right, wrong == null ? "" : wrong.replace(", tls: x", "\n    tls: x"));

        assertThat(reader.read(plan(changed)).problems())
                .extracting(Problem::message)
                .anySatisfy(message -> assertThat(message).contains(sentence));
    }
}
