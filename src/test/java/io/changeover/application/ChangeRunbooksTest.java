package io.changeover.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.changeover.application.port.AuditLog;
import io.changeover.application.port.RunbookShelf;
import io.changeover.domain.audit.Origin;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionOperations;

class ChangeRunbooksTest {
    private static final Caller OLGA = new Caller("olga", Set.of(Caller.OPERATORS));
    private static final Map<String, String> FILES = Map.of("switchover.bpmn", "<a/>");

    @Test
    void onlyAFewAreJudgedAtATimeAndTheNextIsToldSo() throws Exception {
        CountDownLatch judging = new CountDownLatch(2);
        CountDownLatch judged = new CountDownLatch(1);
        ChangeRunbooks change = over(() -> {
            judging.countDown();
            judged.await();
        });
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<List<RunbookFinding>>> first = Stream.of(1, 2)
                    .map(one -> threads.submit(() -> change.lint(OLGA, FILES)))
                    .toList();
            assertThat(judging.await(10, TimeUnit.SECONDS)).isTrue();

            assertThatThrownBy(() -> change.lint(OLGA, FILES))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("LINT_BUSY");
            judged.countDown();
            for (Future<List<RunbookFinding>> one : first) {
                assertThat(one.get(10, TimeUnit.SECONDS)).isEmpty();
            }
            assertThat(change.lint(OLGA, FILES)).isEmpty();
        } finally {
            judged.countDown();
            threads.shutdown();
        }
    }

    /** What happens while a file is judged. */
    private interface Judging {
        void happens() throws InterruptedException;
    }

    private static ChangeRunbooks over(Judging judging) {
        RunbookShelf shelf = standIn(RunbookShelf.class, (proxy, method, given) -> {
            if (method.getName().equals("files")) {
                return Map.of();
            }
            judging.happens();
            return List.of();
        });
        AuditLog log = standIn(AuditLog.class, (proxy, method, given) -> List.of());
        Trail trail = new Trail(log, () -> OLGA, () -> Origin.SERVER, Clock.systemUTC());
        return new ChangeRunbooks(shelf, trail, TransactionOperations.withoutTransaction());
    }

    private static <T> T standIn(Class<T> type, InvocationHandler answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers));
    }
}
