package io.tokenwell.example.kit;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Room for the bodies that are kept to be sent once more, of all requests together. Without it, slow uploads by many would
 * fill the memory, however small each is. Safe for use by any thread.
 */
public final class ReplayRoom {

    private final AtomicLong free;

    /**
     * Creates it.
     *
     * @param bytes how many are kept at most
     */
    public ReplayRoom(long bytes) {
        this.free = new AtomicLong(bytes);
    }

    /** There is no room, and the request cannot do without. */
    static final class FullException extends RuntimeException {
        FullException() {
            super("no room is left for the body of a request that is not sent on without it");
        }
    }

    /**
     * Does something with a place for a body, or something else without one.
     *
     * @param length of the body, in bytes
     * @param work what to do with the place; it is given back when that ends, or earlier
     * @param without what to do if there is none left
     * @param <T> what comes of it
     * @return as the one or the other; the place is taken at the subscription, and given back at the cancellation too
     */
    <T> Mono<T> with(long length, Function<Place, Mono<T>> work, Supplier<Mono<T>> without) {
        return Mono.defer(() -> taken(length)
                .map(place -> work.apply(place).doFinally(end -> place.letGo()))
                .orElseGet(without));
    }

    private Optional<Place> taken(long length) {
        long before = free.getAndUpdate(now -> now < length ? now : now - length);
        return before < length ? Optional.empty() : Optional.of(new Place(length));
    }

    long free() {
        return free.get();
    }

    /** Where one body is kept, until it is let go of. Safe for use by any thread. */
    public final class Place {

        private static final byte[] NOTHING = {};

        private final long length;
        /** Null when it was let go of. */
        private final AtomicReference<byte @Nullable []> kept = new AtomicReference<>(NOTHING);

        private Place(long length) {
            this.length = length;
        }

        /**
         * Keeps a body.
         *
         * @param body its bytes, no more than there was asked room for
         * @return this
         */
        public Place keeping(byte[] body) {
            kept.compareAndSet(NOTHING, body);
            return this;
        }

        /**
         * What is kept here.
         *
         * @return the bytes, not a copy
         * @throws IllegalStateException if they were let go of
         */
        public byte[] bytes() {
            byte[] bytes = kept.get();
            if (bytes == null) {
                throw new IllegalStateException("the body was let go of");
            }
            return bytes;
        }

        /** Gives the place back, as soon as the body is not to be sent again: the answer may stream for hours. */
        public void letGo() {
            if (kept.getAndSet(null) != null) {
                free.addAndGet(length);
            }
        }
    }
}
