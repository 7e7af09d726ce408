package io.tokenwell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.StampedLock;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** BlockHound sees waits for locks, and leaves every lock as it was. */
@SuppressWarnings("FutureReturnValueIgnored") // nothing comes of them
class LocksUnderBlockHoundTest {

    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);

    @AfterEach
    void closeExecutor() {
        executor.shutdownNow();
    }

    /** What a thread that must not block does; anything else on that thread is an error of the test. */
    @FunctionalInterface
    interface Step {
        void run() throws InterruptedException;
    }

    private static Mono<Void> onReactor(Step step) {
        return Mono.<Void>fromCallable(() -> {
                    step.run();
                    return null;
                })
                .subscribeOn(Schedulers.parallel());
    }

    /** Holds the lock of the executor's queue for as long as it is compared. */
    private static final class SlowToCompare implements Runnable {

        private final CountDownLatch compared = new CountDownLatch(1);
        private final CountDownLatch enough = new CountDownLatch(1);

        @Override
        public void run() {}

        @Override
        public boolean equals(Object other) {
            compared.countDown();
            try {
                return enough.await(LIMIT.toSeconds(), TimeUnit.SECONDS) && this == other;
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    private ScheduledFuture<?> waiting() {
        return executor.schedule(() -> {}, 1, TimeUnit.HOURS);
    }

    private void whileTheQueueIsLocked(Step step) throws InterruptedException {
        waiting();
        SlowToCompare slow = new SlowToCompare();
        Thread holder = new Thread(() -> executor.remove(slow), "holds the queue");
        holder.start();
        assertThat(slow.compared.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        try {
            step.run();
        } finally {
            slow.enough.countDown();
            holder.join(LIMIT.toMillis());
        }
    }

    @Test
    void anExecutorsOwnQueueMayBeContended() throws InterruptedException {
        executor.setRemoveOnCancelPolicy(true);
        ScheduledFuture<?> later = waiting();
        Mono<Void> cancelled = onReactor(() -> later.cancel(false)).cache();
        Mono<Void> scheduled = onReactor(this::waiting).cache();
        whileTheQueueIsLocked(() -> {
            cancelled.subscribe(none -> {}, failed -> {});
            scheduled.subscribe(none -> {}, failed -> {});
            Thread.sleep(SHORT.toMillis());
        });
        cancelled.block(LIMIT);
        scheduled.block(LIMIT);
        assertThat(executor.getQueue()).hasSize(2).doesNotContain((Runnable) later);
    }

    /** Drivers keep what they have to send in one with a bound. */
    @Test
    void aBoundedQueueMayBeContendedButNotWaitedFor() throws InterruptedException {
        ArrayBlockingQueue<Object> queue = new ArrayBlockingQueue<>(2);
        queue.add(new Object());
        SlowToCompare slow = new SlowToCompare();
        Thread holder = new Thread(() -> queue.remove(slow), "holds the queue");
        holder.start();
        assertThat(slow.compared.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        Mono<Void> asked =
                onReactor(() -> assertThat(queue.size()).isPositive()).cache();
        Mono<Void> offered = onReactor(() -> queue.offer("more")).cache();
        asked.subscribe(none -> {}, failed -> {});
        offered.subscribe(none -> {}, failed -> {});
        Thread.sleep(SHORT.toMillis());
        slow.enough.countDown();
        holder.join(LIMIT.toMillis());
        asked.block(LIMIT);
        offered.block(LIMIT);
        assertThat(queue).hasSize(2);
        queue.clear();
        assertReported(onReactor(queue::take));
    }

    /** The one that hung a run: nobody could take the lock of a queue after an error out of its middle. */
    @Test
    void aContendedLockIsReportedAndNotLost() throws InterruptedException {
        ReentrantLock lock = new ReentrantLock();
        lock.lock();
        try {
            assertReported(onReactor(lock::lock));
            assertReported(onReactor(() -> lock.tryLock(1, TimeUnit.HOURS)));
        } finally {
            lock.unlock();
        }
        assertCanBeTaken(lock, 3);
    }

    private static void assertCanBeTaken(ReentrantLock lock, int times) throws InterruptedException {
        CountDownLatch taken = new CountDownLatch(times);
        for (int each = 0; each < times; each++) {
            Thread next = new Thread(() -> takes(lock, taken));
            next.setDaemon(true);
            next.start();
        }
        assertThat(taken.await(LIMIT.toSeconds(), TimeUnit.SECONDS))
                .as("nobody waits for a free lock")
                .isTrue();
    }

    /** Long enough that the others have to queue. */
    private static void takes(ReentrantLock lock, CountDownLatch taken) {
        lock.lock();
        try {
            LockSupport.parkNanos(SHORT.toNanos());
            taken.countDown();
        } finally {
            lock.unlock();
        }
    }

    @Test
    void aContendedStampedLockIsReportedAndNotLost() throws InterruptedException {
        StampedLock lock = new StampedLock();
        long held = lock.writeLock();
        assertReported(onReactor(lock::writeLock));
        assertReported(onReactor(lock::readLock));
        lock.unlockWrite(held);
        long again = lock.tryWriteLock(LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(again).isNotZero();
    }

    @Test
    @SuppressWarnings("WaitNotInLoop") // it must not wait at all
    void aConditionIsReportedWhileItsLockIsHeld() throws InterruptedException {
        ReentrantLock lock = new ReentrantLock();
        Condition condition = lock.newCondition();
        assertReported(onReactor(() -> {
            lock.lock();
            try {
                condition.await();
            } finally {
                lock.unlock();
            }
        }));
        assertThat(lock.tryLock(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(lock.hasWaiters(condition)).isFalse();
    }

    static Stream<Step> waits() {
        BlockingQueue<String> empty = new LinkedBlockingQueue<>();
        return Stream.of(
                () -> new CountDownLatch(1).await(),
                empty::take,
                () -> empty.poll(1, TimeUnit.HOURS),
                () -> new ScheduledThreadPoolExecutor(0).awaitTermination(1, TimeUnit.HOURS),
                () -> rejecting().execute(() -> LockSupport.parkNanos(1)),
                () -> Thread.sleep(1));
    }

    /** Runs what it is given on the thread that gives it. */
    private static ThreadPoolExecutor rejecting() {
        ThreadPoolExecutor full =
                new ThreadPoolExecutor(1, 1, 1, TimeUnit.HOURS, new SynchronousQueue<>(), (task, gone) -> task.run());
        full.shutdown();
        return full;
    }

    @ParameterizedTest
    @MethodSource("waits")
    void whatWaitsForReallyLongIsReported(Step wait) {
        assertReported(onReactor(wait));
    }

    private static void assertReported(Mono<Void> blocking) {
        assertThatThrownBy(() -> blocking.block(LIMIT))
                .satisfiesAnyOf(
                        thrown -> assertThat(thrown).isInstanceOf(BlockingOperationError.class),
                        thrown -> assertThat(thrown).hasRootCauseInstanceOf(BlockingOperationError.class));
    }
}
