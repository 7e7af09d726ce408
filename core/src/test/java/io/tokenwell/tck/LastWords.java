package io.tokenwell.tck;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/**
 * Prints what all threads of a test JVM do, shortly before the build ends it for taking too long. JUnit's own limits know
 * methods only; what is stuck between them would end without a word.
 */
public final class LastWords implements TestExecutionListener {

    private static final String LIMIT = "tokenwell.tests.limit";
    private static final int HEAD_START_SECONDS = 60;

    private final Duration delay;
    private final PrintStream out;
    private @Nullable Thread watch;

    /** As the build says: its limit is in {@code tokenwell.tests.limit}, in seconds; without it, nothing is printed. */
    public LastWords() {
        this(Duration.ofSeconds(Math.max(0, Long.getLong(LIMIT, 0) - HEAD_START_SECONDS)), System.err);
    }

    LastWords(Duration delay, PrintStream out) {
        this.delay = delay;
        this.out = out;
    }

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        if (delay.isZero()) {
            return;
        }
        Thread waiting = new Thread(this::speak, "last words");
        waiting.setDaemon(true);
        waiting.start();
        watch = waiting;
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        Thread waiting = watch;
        if (waiting != null) {
            waiting.interrupt();
        }
    }

    private void speak() {
        try {
            Thread.sleep(delay.toMillis());
            out.println(
                    "The tests of this JVM have run for " + delay.toSeconds() + " s and will be ended. Its threads:");
            out.println(threads());
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    /** The JVM's own dump: with monitors, locks, and who holds them. */
    private static String threads() {
        try {
            ObjectName commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
            Object[] withLocks = {new String[] {"-l"}};
            String[] types = {String[].class.getName()};
            return String.valueOf(
                    ManagementFactory.getPlatformMBeanServer().invoke(commands, "threadPrint", withLocks, types));
        } catch (JMException elsewhere) {
            return Thread.getAllStackTraces().toString();
        }
    }
}
