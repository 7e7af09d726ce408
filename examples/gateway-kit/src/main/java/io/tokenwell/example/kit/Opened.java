package io.tokenwell.example.kit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What was opened and has to be closed, the last one first. For one thread. */
public final class Opened implements AutoCloseable {

    private final Deque<Runnable> closings = new ArrayDeque<>();

    /** Nothing yet. */
    public Opened() {}

    /**
     * Remembers one more.
     *
     * @param resource what was opened
     * @param closing how to close it
     * @param <T> its type
     * @return the resource
     */
    public <T> T and(T resource, Consumer<T> closing) {
        closings.push(() -> closing.accept(resource));
        return resource;
    }

    /** Closes all of them, even if one fails. Throws the first failure, with the others. */
    @Override
    public void close() {
        @Nullable RuntimeException failure = null;
        while (!closings.isEmpty()) {
            try {
                closings.pop().run();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
