package io.changeover.scenario.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** What must be so in a lab after whatever happened, read past the product. */
final class Truth {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("HH:mm");

    private Truth() {}

    /** Every acknowledged order is at that site, once, with its file whole. */
    static void assertNothingLost(Lab lab, String site) {
        assertThat(lab.rows(site))
                .as("orders in the database of " + site)
                .doesNotHaveDuplicates()
                .containsAll(lab.orders().tokens());
        assertThat(lab.uploads(site))
                .as("files at " + site)
                .containsAll(lab.orders().tokens());
        String damaged = "cd /srv/uploads && find . -regex '.*-\\(www\\|edge\\)-[0-9]*' -type f -print0"
                + " | xargs -0r awk '\"./\" $0 != FILENAME { print FILENAME }'";
        assertThat(lab.on(site + "-app", "sh", "-c", damaged))
                .as("files that are not what was sent")
                .isEmpty();
    }

    /** Both sites hold the same; nothing may be sent any more. */
    static void assertBothSitesHoldTheSame(Lab lab) {
        assertThat(hashes(lab, "ams")).as("files by their hashes").isEqualTo(hashes(lab, "fra"));
        await("the same orders in both databases")
                .atMost(PATIENCE)
                .until(() -> lab.rows("ams").equals(lab.rows("fra")));
    }

    private static List<String> hashes(Lab lab, String site) {
        String script = "cd /srv/uploads && find . -type f -print0 | xargs -0r sha256sum";
        return lab.on(site + "-app", "sh", "-c", script).lines().sorted().toList();
    }

    /** The lines of a plan that open its window every day from then to then. */
    static String window(ZonedDateTime from, ZonedDateTime to) {
        return "window: { zone: UTC, days: [MON, TUE, WED, THU, FRI, SAT, SUN], from: \"%s\", to: \"%s\" }\n"
                .formatted(minute(from), minute(to));
    }

    private static String minute(ZonedDateTime moment) {
        return MINUTES.format(LocalTime.from(moment.withZoneSameInstant(ZoneOffset.UTC)));
    }
}
