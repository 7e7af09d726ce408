package io.tokenwell.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class LastWordsTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    private final TestPlan plan = LauncherFactory.create()
            .discover(LauncherDiscoveryRequestBuilder.request().build());
    private final CountDownLatch over = new CountDownLatch(1);

    @AfterEach
    void end() {
        over.countDown();
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void saysWhatEachThreadDoesAndWhatItHolds() throws InterruptedException {
        CountDownLatch locked = new CountDownLatch(1);
        ReentrantLock lock = new ReentrantLock();
        Thread stuck = new Thread(() -> holding(lock, locked), "a stuck one");
        stuck.start();
        locked.await();

        new LastWords(Duration.ofMillis(1), out).testPlanExecutionStarted(plan);

        await().until(() -> said().contains("a stuck one"));
        assertThat(said()).contains("LastWordsTest.holding", "Locked ownable synchronizers", "ReentrantLock");
        stuck.interrupt();
    }

    private void holding(ReentrantLock lock, CountDownLatch locked) {
        lock.lock();
        try {
            locked.countDown();
            over.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    @Test
    void isSilentWhenTheTestsEndInTime() throws InterruptedException {
        LastWords words = new LastWords(Duration.ofMillis(100), out);
        words.testPlanExecutionStarted(plan);
        words.testPlanExecutionFinished(plan);
        Thread.sleep(200);
        assertThat(said()).isEmpty();
    }

    @Test
    void isToldOfEveryTestRunAndOfItsLimit() {
        assertThat(ServiceLoader.load(TestExecutionListener.class)).hasAtLeastOneElementOfType(LastWords.class);
        assertThat(Long.getLong("tokenwell.tests.limit")).isGreaterThanOrEqualTo(600);
    }
}
