package io.tokenwell.simulation;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/** A port's call over a link; each subscription is a request of its own. */
final class RemoteCall<T> extends Mono<T> {

    private final Link link;
    private final Instance asker;
    private final Step step;
    private final long account;
    private final Supplier<? extends @Nullable T> work;

    RemoteCall(Link link, Instance asker, Step step, long account, Supplier<? extends @Nullable T> work) {
        this.link = link;
        this.asker = asker;
        this.step = step;
        this.account = account;
        this.work = work;
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> caller) {
        Request<T> request = new Request<>(asker, step, account, work, caller);
        caller.onSubscribe(request);
        if (!request.isOver()) {
            link.send(request);
        }
    }
}
