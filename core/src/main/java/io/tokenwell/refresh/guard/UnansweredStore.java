package io.tokenwell.refresh.guard;

import io.tokenwell.refresh.model.RefreshRuntime;
import java.time.Duration;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Whether Redis has let a question of this walk go unanswered. From then on the walk asks only what rotations are safe by, and
 * waits for nothing that it writes: one timeout is enough. Known through the context; work without one asks and waits.
 */
public final class UnansweredStore {

    /** The store's own deadline may be shorter than ours: what fails after a quarter of that was not an answer. */
    static final int PARTS = 4;

    private volatile boolean found;

    private UnansweredStore(boolean found) {
        this.found = found;
    }

    public static Context begun(Context context, boolean found) {
        return context.put(UnansweredStore.class, new UnansweredStore(found));
    }

    /** The question, bounded; an answer that stays out is remembered. */
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

    /** What is worth asking only if it costs little. */
    static <T> Mono<T> spared(Mono<T> question, Mono<T> instead) {
        return Mono.deferContextual(context -> isFound(context) ? instead : question);
    }

    /** What is done in any case, waited for only if it costs little: else it ends empty at once. */
    static <T> Mono<T> written(Mono<T> work, Consumer<Mono<Void>> detaching) {
        return Mono.deferContextual(
                context -> isFound(context) ? Mono.fromRunnable(() -> detaching.accept(work.then())) : work);
    }

    private static boolean isFound(ContextView context) {
        return context.hasKey(UnansweredStore.class) && context.get(UnansweredStore.class).found;
    }
}
