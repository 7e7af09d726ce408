package io.tokenwell.example.lab.worker.time;

import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/** Lets all classes of a worker, and the JDK's timers, ask {@link SuspendableTime}. Runs before the worker's main. */
public final class TimeAgent implements ClassFileTransformer {

    private static final String TIMERS = ScheduledThreadPoolExecutor.class.getName();

    private TimeAgent() {}

    /**
     * Called by the JVM.
     *
     * @param file what {@link SuspendableTime#readFrom} reads
     * @param jvm changes classes
     * @throws IOException if the file cannot be read
     * @throws UnmodifiableClassException never, as the JDK's classes can be changed
     * @throws ClassNotFoundException if the JDK's timers are made otherwise
     */
    public static void premain(String file, Instrumentation jvm)
            throws IOException, UnmodifiableClassException, ClassNotFoundException {
        SuspendableTime.readFrom(Path.of(file));
        jvm.addTransformer(new TimeAgent(), true);
        jvm.retransformClasses(ScheduledThreadPoolExecutor.class, Class.forName(TIMERS + "$ScheduledFutureTask"));
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        return loader != null || name.replace('/', '.').startsWith(TIMERS) ? TimeCalls.redirected(bytes) : null;
    }
}
