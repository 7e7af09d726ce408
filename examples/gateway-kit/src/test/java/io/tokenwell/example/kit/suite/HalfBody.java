package io.tokenwell.example.kit.suite;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/** A POST whose first bytes have come to the upstream, and what the upstream hears then. */
final class HalfBody {

    private final CompletableFuture<@Nullable Void> begun = new CompletableFuture<>();
    private final CompletableFuture<SignalType> end = new CompletableFuture<>();
    private final RawCaller caller;

    /** With this header for its body, of which the first part is sent at once. */
    HalfBody(Site site, String framing, String first) {
        String path = site.path((request, response) -> request.receive()
                .doOnNext(part -> begun.complete(null))
                .doFinally(end::complete)
                .then()
                .onErrorComplete()
                .then(Mono.defer(() -> response.send().then())));
        this.caller = new RawCaller(site.gateways.get(0));
        caller.send(RawCaller.head("POST", "/by-header" + path, "X-Account: " + site.fixed, framing) + first);
        awaited(begun);
    }

    RawCaller.Answer and(String rest) {
        try (caller) {
            return caller.send(rest).answer();
        }
    }

    void cutAfter(String rest) {
        try (caller) {
            caller.send(rest);
        }
    }

    /** Whether the upstream takes it for a whole one. */
    boolean isWhole() {
        return awaited(end) == SignalType.ON_COMPLETE;
    }

    private static <T extends @Nullable Object> T awaited(CompletableFuture<T> coming) {
        try {
            return coming.get(Caller.LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
