package io.changeover.application;

import io.changeover.connector.spi.Reading;
import io.changeover.connector.spi.Verdict;
import io.changeover.domain.plan.ProtectionPlan;
import io.changeover.domain.replication.Lag;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.OperationState;
import io.changeover.domain.site.SiteId;
import io.changeover.domain.watch.Found;
import io.changeover.domain.watch.Sight;
import io.changeover.domain.watch.Sight.What;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What an answer says. */
final class Sights {
    private static final int LONGEST_WORDS = 300;

    private Sights() {}

    static Sight of(WatchQuestions.Question question, OperationRecord ended, Instant at) {
        boolean done = ended.state() == OperationState.DONE;
        Found found = switch (question.what()) {
            case HOST ->
                done || ended.verdict().filter(Verdict.PERMANENT::equals).isPresent() && answered(ended)
                        ? Found.REACHED
                        : Found.UNKNOWN;
            case INSTANCE -> done ? found(ended.outputs().get("state")) : Found.UNKNOWN;
            case ROLE -> done ? found(ended.outputs().get("role")) : Found.UNKNOWN;
            case LAG -> done ? Found.FOLLOWS : lost(ended) ? Found.LOST : Found.UNKNOWN;
        };
        Lag lag = question.what() == What.LAG ? lag(ended) : Lag.UNKNOWN;
        String words = ended.message().orElse("no answer");
        String brief = words.length() > LONGEST_WORDS ? words.substring(0, LONGEST_WORDS) : words;
        return new Sight(question.what(), ended.target(), ended.site(), at, found, lag, brief);
    }

    static Sight unknown(WatchQuestions.Question question, Instant at, String why) {
        OperationRecord asked = question.operation();
        return Sight.of(question.what(), asked.target(), asked.site(), at, Found.UNKNOWN, why);
    }

    /** A host that refuses the login was reached, but nobody knows more of it. */
    private static boolean answered(OperationRecord ended) {
        return ended.errorCode().filter(code -> code.startsWith("HOST_")).isPresent();
    }

    private static Found found(@Nullable String word) {
        return switch (String.valueOf(word)) {
            case "primary" -> Found.PRIMARY;
            case "standby" -> Found.STANDBY;
            case "stopped" -> Found.STOPPED;
            case "running" -> Found.RUNNING;
            default -> Found.UNKNOWN;
        };
    }

    /** Both sides have said what they are, and it failed all the same. */
    private static boolean lost(OperationRecord ended) {
        return read(ended, "primaryRole").isPresent()
                && read(ended, "standbyRole").isPresent();
    }

    private static Lag lag(OperationRecord ended) {
        OptionalLong bytes = read(ended, "lagBytes")
                .map(Long::parseLong)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
        Optional<Duration> age = read(ended, "lagMillis").map(text -> Duration.ofMillis(Long.parseLong(text)));
        return new Lag(bytes, age);
    }

    /** From the answer, or from what was read before it failed. */
    private static Optional<String> read(OperationRecord ended, String name) {
        return Optional.ofNullable(ended.outputs().get(name))
                .or(() -> ended.readings().stream()
                        .filter(one -> one.name().equals(name))
                        .map(Reading::value)
                        .reduce((first, last) -> last));
    }

    /** The roles of both sides, where the measuring of the lag has told them; otherwise none. */
    static List<Sight> roles(ProtectionPlan plan, OperationRecord measured, Instant at) {
        Optional<String> there = Optional.ofNullable(measured.outputs().get("primaryRole"));
        Optional<String> here = Optional.ofNullable(measured.outputs().get("standbyRole"));
        if (there.isEmpty() || here.isEmpty() || measured.state() != OperationState.DONE) {
            return List.of();
        }
        SiteId standby = measured.site();
        return List.of(
                role(measured, plan.otherSite(standby), there.get(), at), role(measured, standby, here.get(), at));
    }

    private static Sight role(OperationRecord measured, SiteId site, String role, Instant at) {
        String words = "%s is %s at %s".formatted(measured.target(), role.toLowerCase(Locale.ROOT), site);
        return Sight.of(What.ROLE, measured.target(), site, at, found(role), words);
    }
}
