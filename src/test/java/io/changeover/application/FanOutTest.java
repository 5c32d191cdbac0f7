package io.changeover.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.changeover.connector.spi.Operation;
import io.changeover.domain.run.OperationRecord;
import io.changeover.domain.site.SiteId;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FanOutTest {
    private final FanOut fanOut = new FanOut(Executors.newCachedThreadPool(), (plan, run, operation, variables) -> {
        throw new IllegalStateException("nothing is carried out here");
    });

    @AfterEach
    void close() {
        fanOut.close();
    }

    private static List<OperationRecord> operations(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> OpenStep.record(
                        "step",
                        number,
                        0,
                        new OperationDraft(Operation.STOP, "shop-" + number, 0, new SiteId("fra"), Optional.empty())))
                .toList();
    }

    @Test
    void comesBackFromABrokenOneOnlyWhenAllThatWasUnderWayHasEnded() {
        CountDownLatch both = new CountDownLatch(2);
        CountDownLatch held = new CountDownLatch(1);
        Queue<String> begun = new ConcurrentLinkedQueue<>();
        FanOut.Deed deed = operation -> {
            begun.add(operation.target());
            both.countDown();
            if (operation.number() == 1) {
                both.await();
                throw new IllegalStateException("the journal is away");
            }
            held.await();
            return Optional.of(operation);
        };

        CompletableFuture<?> working =
                CompletableFuture.supplyAsync(() -> fanOut.run(operations(4), 2, new FanOut.Work(), deed));
        await().until(() -> begun.size() == 2);
        assertThat(working).isNotDone();
        held.countDown();

        assertThatThrownBy(working::join).hasRootCauseMessage("the journal is away");
        assertThat(begun).as("nothing more is begun").containsExactlyInAnyOrder("shop-1", "shop-2");
    }

    @Test
    void comesBackFromAMachineWithoutRoomForAnotherThreadOnlyWhenAllThatWasUnderWayHasEnded() {
        CountDownLatch held = new CountDownLatch(1);
        Queue<String> begun = new ConcurrentLinkedQueue<>();
        ExecutorService threads =
                new ThreadPoolExecutor(0, 9, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                    if (!begun.isEmpty()) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    return new Thread(work);
                }) {
                    @Override
                    public void execute(Runnable work) {
                        super.execute(work);
                        await().until(() -> !begun.isEmpty());
                    }
                };
        FanOut narrow = new FanOut(threads, (plan, run, operation, variables) -> operation);

        FanOut.Work work = new FanOut.Work();
        FanOut.Deed deed = operation -> {
            begun.add(operation.target());
            held.await();
            return Optional.of(operation);
        };

        CompletableFuture<?> working = CompletableFuture.supplyAsync(() -> narrow.run(operations(4), 3, work, deed));
        await().until(work::stopped);
        assertThat(working).isNotDone();
        held.countDown();

        assertThatThrownBy(working::join).hasRootCauseInstanceOf(OutOfMemoryError.class);
        assertThat(begun).as("nothing more is begun").containsExactly("shop-1");
        narrow.close();
    }
}
