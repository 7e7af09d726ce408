package io.tokenwell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** A test that hears no interrupt fails all the same, and the others go on. With the build's own settings of JUnit. */
class StuckTestsEndTest {

    private static final CountDownLatch OVER = new CountDownLatch(1);

    /** Not for the build itself: nested classes are nobody's tests. */
    static class Sample {

        @Test
        void hangs() {
            while (OVER.getCount() > 0) {
                try {
                    OVER.await();
                } catch (InterruptedException ignored) {
                    // as a monitor would
                }
            }
        }

        @Test
        void works() {}
    }

    @AfterEach
    void free() {
        OVER.countDown();
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // red, not stuck, if the settings do not help
    void aTestThatHearsNoInterruptFails() {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(Sample.class))
                                .configurationParameter("junit.jupiter.execution.timeout.default", "500 ms")
                                .build(),
                        listener);
        TestExecutionSummary summary = listener.getSummary();
        assertThat(summary.getTestsSucceededCount()).isEqualTo(1);
        assertThat(summary.getFailures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.getException())
                        .isInstanceOf(TimeoutException.class)
                        .hasStackTraceContaining("Sample.hangs"));
    }
}
