package io.tokenwell.example.lab.worker.time;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;

/**
 * Monotonic time of a machine that may be suspended: without the time that the process stood still. How long that was, is
 * read from memory shared with whoever stopped it, who writes it before the process goes on: no thread ever sees the jump.
 * Loaded by the bootstrap class loader, for the JDK's own executors. Safe for use by any thread.
 */
public final class SuspendableTime {

    private static volatile ByteBuffer suspendedNanos = ByteBuffer.allocate(Long.BYTES);

    private SuspendableTime() {}

    /**
     * Takes the time that is left out from a file of one long, from now on.
     *
     * @param file where it is
     * @throws IOException if it cannot be mapped
     */
    public static void readFrom(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            suspendedNanos = channel.map(MapMode.READ_ONLY, 0, Long.BYTES);
        }
    }

    /**
     * In place of {@link System#nanoTime()}.
     *
     * @return nanoseconds of which the process slept through none
     */
    public static long nanoTime() {
        return System.nanoTime() - suspendedNanos.getLong(0);
    }
}
