package io.tokenwell.refresh.guard;

import io.tokenwell.refresh.model.RefreshRuntime;
import java.time.Duration;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Whether Redis has left a question of this walk unanswered. From then on the walk asks only for what keeps rotations
 * safe, and waits for nothing that it writes: one timeout is enough. Known through the context; work that has none
 * there asks and waits.
 */
public final class UnansweredStore {

    /** The store's own deadline may be shorter than ours: a failure after a quarter of ours or later was no answer. */
    static final int PARTS = 4;

    private volatile boolean found;

    private UnansweredStore(boolean found) {
        this.found = found;
    }

    public static Context begun(Context context, boolean found) {
        return context.put(UnansweredStore.class, new UnansweredStore(found));
    }

    /** Asks the question, bounded in time; remembers it if no answer comes. */
    static <T> Mono<T> asked(Mono<T> question, Duration timeout, RefreshRuntime runtime) {
        return Mono.deferContextual(context -> {
            Duration begun = runtime.elapsed();
            return question.timeout(timeout, runtime.scheduler())
                    .doOnError(failure -> failed(context, runtime.elapsed().minus(begun), timeout));
        });
    }

    private static void failed(ContextView context, Duration after, Duration timeout) {
        if (context.hasKey(UnansweredStore.class) && after.multipliedBy(PARTS).compareTo(timeout) >= 0) {
            context.get(UnansweredStore.class).found = true;
        }
    }

    /** Asks only while the store answers in time; else emits {@code instead}. */
    static <T> Mono<T> spared(Mono<T> question, Mono<T> instead) {
        return Mono.deferContextual(context -> isFound(context) ? instead : question);
    }

    /**
     * Does the work in any case, and waits for it while the store answers in time; else detaches it and ends empty at
     * once.
     */
    static <T> Mono<T> written(Mono<T> work, Consumer<Mono<Void>> detaching) {
        return Mono.deferContextual(
                context -> isFound(context) ? Mono.fromRunnable(() -> detaching.accept(work.then())) : work);
    }

    private static boolean isFound(ContextView context) {
        return context.hasKey(UnansweredStore.class) && context.get(UnansweredStore.class).found;
    }
}
