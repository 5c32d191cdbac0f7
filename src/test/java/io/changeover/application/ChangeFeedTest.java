package io.changeover.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changeover.application.port.RunLook;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.run.RunId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ChangeFeedTest {
    private static final Optional<RunId> SHOP = Optional.of(new RunId("shop-1"));

    private final Seen seen = new Seen();
    private final Tellers tellers = new Tellers();
    private final ChangeFeed feed = new ChangeFeed(seen, tellers);

    @Test
    void whoBeginsToListenIsToldAllThereIsAndThenOnlyWhatChanges() {
        Ear ear = listen(SHOP);
        tellers.work();
        seen.parts.put("step-1", "b");
        feed.beat();
        feed.beat();
        tellers.work();

        assertThat(ear.heard).containsExactly(List.of("head", "step-1"), List.of("step-1"));
    }

    @Test
    void whatChangesWhileAListenerIsSlowIsToldTogether() {
        Ear ear = listen(SHOP);
        tellers.work();
        seen.parts.put("step-1", "b");
        feed.beat();
        seen.parts.put("head", "b");
        feed.beat();
        seen.parts.remove("step-1");
        feed.beat();
        tellers.work();

        assertThat(ear.heard).hasSize(2).last().isEqualTo(List.of("step-1", "head"));
    }

    @Test
    void nobodyWatchesMeansNobodyLooks() {
        Ear ear = listen(SHOP);
        listen(SHOP);
        ear.leave.run();
        int before = seen.looks;
        feed.beat();
        assertThat(seen.looks).as("once for all who watch").isEqualTo(before + 1);

        feed.listen("vera", SHOP, ear).run();
        feed.close();
        feed.beat();
        assertThat(seen.looks).isEqualTo(before + 1);
    }

    @Test
    void whoIsGoneIsForgotten() {
        Ear ear = listen(SHOP);
        tellers.work();
        ear.gone = true;
        seen.parts.put("head", "b");
        feed.beat();
        tellers.work();
        feed.beat();
        int before = seen.looks;
        feed.beat();

        assertThat(seen.looks).isEqualTo(before);
    }

    @Test
    void whoHearsNothingForLongIsAskedWhetherTheyAreThere() {
        Ear ear = listen(SHOP);
        tellers.work();
        for (int i = 0; i < 60; i++) {
            feed.beat();
        }
        tellers.work();

        assertThat(ear.heard).hasSize(2).last().isEqualTo(List.of());
    }

    @Test
    void allPlansAreWatchedApartFromARun() {
        Ear all = listen(Optional.empty());
        tellers.work();
        seen.parts.put("head", "b");
        for (int i = 0; i < 4; i++) {
            feed.beat();
        }
        tellers.work();
        assertThat(all.heard).containsExactly(List.of("plans"));

        seen.plans = "b";
        for (int i = 0; i < 4; i++) {
            feed.beat();
        }
        tellers.work();
        assertThat(all.heard).containsExactly(List.of("plans"), List.of("plans"));
    }

    @Test
    void oneLoginThatListensTooOftenKeepsNobodyElseFromIt() {
        for (int i = 0; i < 49; i++) {
            listen(i % 2 == 0 ? SHOP : Optional.empty());
        }
        Ear last = listen(SHOP);
        assertThatThrownBy(() -> listen(SHOP))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("'vera' watches 50 times");

        feed.listen("olga", SHOP, new Ear());
        last.leave.run();
        listen(SHOP);
    }

    @Test
    void whatCannotBeLookedAtKeepsNobodyFromHearingOfTheRest() {
        Ear shop = listen(SHOP);
        Ear all = listen(Optional.empty());
        tellers.work();
        seen.plans = "b";
        seen.parts.put("head", "b");
        seen.away = true;
        for (int i = 0; i < 4; i++) {
            feed.beat();
        }
        tellers.work();
        assertThat(all.heard).containsExactly(List.of("plans"), List.of("plans"));
        assertThat(shop.heard).hasSize(1);

        seen.away = false;
        feed.beat();
        tellers.work();
        assertThat(shop.heard).hasSize(2).last().isEqualTo(List.of("head"));
    }

    @Test
    void theEndIsToldAndNobodyListensAfterIt() {
        Ear ear = listen(SHOP);
        feed.close();

        assertThat(ear.over).isTrue();
        assertThatThrownBy(() -> listen(SHOP)).isInstanceOf(RefusedException.class);
    }

    private Ear listen(Optional<RunId> run) {
        Ear ear = new Ear();
        ear.leave = feed.listen("vera", run, ear);
        return ear;
    }

    private static final class Ear implements ChangeFeed.Listener {
        private final List<List<String>> heard = new ArrayList<>();
        private Runnable leave = () -> {};
        private boolean gone;
        private boolean over;

        @Override
        public void changed(Change change) throws IOException {
            if (gone) {
                throw new IOException("the connection is gone");
            }
            heard.add(change.parts());
        }

        @Override
        public void over() {
            over = true;
        }
    }

    /** A run and plans that are as the test says. */
    private static final class Seen implements RunLook {
        private final Map<String, String> parts = new LinkedHashMap<>(Map.of("head", "a"));
        private String plans = "a";
        private int looks;
        private boolean away;

        Seen() {
            parts.put("step-1", "a");
        }

        @Override
        public Map<String, String> parts(RunId run) {
            looks++;
            if (away) {
                throw new IllegalStateException("the database is away");
            }
            return new LinkedHashMap<>(parts);
        }

        @Override
        public Map<String, String> everything() {
            return Map.of("plans", plans);
        }

        @Override
        public List<OperationRecord> outlines(RunId run) {
            return List.of();
        }

        @Override
        public Optional<OperationRecord> operation(RunId run, String operation) {
            return Optional.empty();
        }
    }

    /** Does what it was given when the test says so. */
    private static final class Tellers extends AbstractExecutorService {
        private final List<Runnable> given = new ArrayList<>();
        private boolean shut;

        @Override
        public void execute(Runnable work) {
            given.add(work);
        }

        void work() {
            List<Runnable> now = List.copyOf(given);
            given.clear();
            now.forEach(Runnable::run);
        }

        @Override
        public void shutdown() {
            shut = true;
        }

        @Override
        public List<Runnable> shutdownNow() {
            shut = true;
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return shut;
        }

        @Override
        public boolean isTerminated() {
            return shut;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return shut;
        }
    }
}
