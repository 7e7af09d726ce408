package io.tokenwell.tck;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * No lock is lost to the watchman. An error thrown out of a parked thread leaves a waiter in the lock's queue whom nobody
 * wakes: the next one waits for ever, and a whole test run with it. So a wait for a lock or a condition is reported before
 * it begins, when nothing has been taken yet; and the JDK's executors and maps may take their own locks, which they hold
 * for a few instructions: to fail halfway there would lose tasks or leave a worker asleep.
 */
public final class JdkLocks implements BlockHoundIntegration {

    private static final String CONCURRENT = "java.util.concurrent.";
    private static final String LOCKS = CONCURRENT + "locks.";
    private static final String QUEUED = "AbstractQueuedSynchronizer";
    private static final String QUEUED_LONG = "AbstractQueuedLongSynchronizer";

    @Override
    public void applyTo(BlockHound.Builder builder) {
        reportBeforeQueueing(builder);
        letQueuesBe(builder);
        letExecutorsBe(builder);
    }

    private static void reportBeforeQueueing(BlockHound.Builder builder) {
        builder.markAsBlocking(LOCKS + QUEUED, "acquire", "(" + node(QUEUED) + "IZZZJ)I");
        builder.markAsBlocking(LOCKS + QUEUED_LONG, "acquire", "(" + node(QUEUED_LONG) + "JZZZJ)I");
        reportBeforeAwaiting(builder, LOCKS + QUEUED + "$ConditionObject");
        reportBeforeAwaiting(builder, LOCKS + QUEUED_LONG + "$ConditionObject");
        builder.markAsBlocking(LOCKS + "StampedLock", "acquireWrite", "(ZZJ)J");
        builder.markAsBlocking(LOCKS + "StampedLock", "acquireRead", "(ZZJ)J");
    }

    private static String node(String synchronizer) {
        return "Ljava/util/concurrent/locks/" + synchronizer + "$Node;";
    }

    private static void reportBeforeAwaiting(BlockHound.Builder builder, String condition) {
        builder.markAsBlocking(condition, "await", "()V");
        builder.markAsBlocking(condition, "await", "(JLjava/util/concurrent/TimeUnit;)Z");
        builder.markAsBlocking(condition, "awaitNanos", "(J)J");
        builder.markAsBlocking(condition, "awaitUntil", "(Ljava/util/Date;)Z");
        builder.markAsBlocking(condition, "awaitUninterruptibly", "()V");
    }

    private static void letQueuesBe(BlockHound.Builder builder) {
        allow(
                builder,
                CONCURRENT + "ScheduledThreadPoolExecutor$DelayedWorkQueue",
                "clear",
                "contains",
                "drainTo",
                "offer",
                "peek",
                "poll",
                "remove",
                "size",
                "toArray");
        allow(
                builder,
                CONCURRENT + "ArrayBlockingQueue",
                "clear",
                "contains",
                "drainTo",
                "offer",
                "peek",
                "poll",
                "remainingCapacity",
                "remove",
                "size",
                "toArray");
        // An element is in, but whoever sleeps for it is not woken.
        allow(builder, CONCURRENT + "LinkedBlockingQueue", "fullyLock", "signalNotEmpty", "signalNotFull");
        // Spins for ever after a waiter that never came back.
        allow(builder, CONCURRENT + "ConcurrentHashMap$TreeBin", "contendedLock");
    }

    /** Not {@code awaitTermination}; nor a rejected task that runs on its caller's thread. */
    private static void letExecutorsBe(BlockHound.Builder builder) {
        allow(
                builder,
                CONCURRENT + "ThreadPoolExecutor",
                "addWorker",
                "addWorkerFailed",
                "execute",
                "getActiveCount",
                "getCompletedTaskCount",
                "getPoolSize",
                "getTaskCount",
                "interruptIdleWorkers",
                "interruptWorkers",
                "processWorkerExit",
                "purge",
                "remove",
                "shutdown",
                "shutdownNow",
                "toString",
                "tryTerminate");
        allow(builder, CONCURRENT + "ThreadPoolExecutor$Worker", "lock");
        builder.disallowBlockingCallsInside(CONCURRENT + "ThreadPoolExecutor", "reject");
        allow(builder, CONCURRENT + "ForkJoinPool", "execute");
    }

    private static void allow(BlockHound.Builder builder, String type, String... methods) {
        for (String method : methods) {
            builder.allowBlockingCallsInside(type, method);
        }
    }
}
