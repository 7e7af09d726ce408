package io.tokenwell.refresh.model;

import io.tokenwell.spi.AccountKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Owns all work that no caller waits for, but that the end of this process should wait for. */
public final class DetachedWork {

    private final Map<Sinks.Empty<Void>, AccountKey> underWay = new ConcurrentHashMap<>();

    /** Begins the work. Disposing of the result ends it. */
    public Disposable begun(AccountKey key, Mono<Void> work) {
        Sinks.Empty<Void> end = Sinks.empty();
        underWay.put(end, key);
        return work.doFinally(over -> {
                    underWay.remove(end);
                    end.tryEmitEmpty();
                })
                .subscribe();
    }

    public boolean busy() {
        return !underWay.isEmpty();
    }

    public Collection<AccountKey> accounts() {
        return List.copyOf(underWay.values());
    }

    /** Completes when all that is under way now has ended. */
    public Mono<Void> settled() {
        return Mono.defer(() ->
                Mono.when(underWay.keySet().stream().map(Sinks.Empty::asMono).toList()));
    }
}
