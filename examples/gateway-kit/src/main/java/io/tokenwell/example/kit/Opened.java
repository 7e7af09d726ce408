package io.tokenwell.example.kit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** What was opened and has to be closed, the last one first. For one thread. */
final class Opened implements AutoCloseable {

    private final Deque<Runnable> closings = new ArrayDeque<>();

    <T> T and(T resource, Consumer<T> closing) {
        closings.push(() -> closing.accept(resource));
        return resource;
    }

    @Override
    public void close() {
        while (!closings.isEmpty()) {
            closings.pop().run();
        }
    }
}
