package io.changeover.domain.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.changeover.connector.spi.Operation;
import io.changeover.domain.site.SiteId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SightingsTest {
    private static final Instant AT = Instant.parse("2031-03-01T01:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "server dead, office dead                 | true",
                "server dead, office dead, cloud unknown  | true",
                "server dead, server dead, office dead    | true",
                "server dead, server alive, office dead   | false",
                "server dead, office alive                | false",
                "server dead, office dead, cloud alive    | false",
                "server dead, office unknown              | false",
                "server dead                              | false",
                "server alive, office dead                | false",
                "server unknown, office dead, cloud dead  | false",
                "server dead, server unknown, office dead | false",
                "server none, office dead                 | false",
                "office dead, cloud dead                  | false",
            })
    void aSourceIsLostOnlyWhereTheServerAndAWitnessFindSilenceAndNobodySeesItAlive(String looks, boolean lost) {
        Sightings sightings = Sightings.of(looks("step-1", AT, looks));

        assertThat(sightings.confirmed()).isEqualTo(lost);
        assertThat(sightings.objections().isEmpty()).isEqualTo(lost);
    }

    @Test
    void nothingIsConfirmedWhereNobodyLooked() {
        assertThat(Sightings.of(List.of()).confirmed()).isFalse();
        assertThat(Sightings.of(List.of()).begin()).isEmpty();
    }

    @Test
    void onlyTheNewestLooksCount() {
        List<OperationRecord> all = new ArrayList<>(looks("step-2", AT.plusSeconds(60), "server dead, office alive"));
        all.addAll(looks("step-1", AT, "server dead, office dead"));

        Sightings sightings = Sightings.of(all);

        assertThat(sightings.confirmed()).isFalse();
        assertThat(sightings.objections()).containsExactly("witness office sees it alive");
        assertThat(sightings.begin()).contains(AT.plusSeconds(60));
        assertThat(sightings.sentences())
                .containsExactly("witness office: it answers (1 asked)", "the server: nothing of it answers (1 asked)");
    }

    private static List<OperationRecord> looks(String step, Instant at, String words) {
        List<OperationRecord> looks = new ArrayList<>();
        for (String word : words.split(",")) {
            String[] parts = word.strip().split(" ");
            looks.add(look(step, looks.size() + 1, at, parts[0], parts[1]));
        }
        return looks;
    }

    private static OperationRecord look(String step, int number, Instant at, String vantage, String seen) {
        return new OperationRecord(
                step + "-" + number,
                step,
                number,
                0,
                Operation.LOOK,
                vantage,
                0,
                new SiteId("fra"),
                Optional.empty(),
                OperationState.DONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("looked"),
                1,
                List.of(),
                seen.equals("none") ? Map.of() : Map.of("seen", seen),
                "",
                Optional.of(at),
                Optional.of(at.plusSeconds(1)));
    }
}
