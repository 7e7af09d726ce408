package io.tokenwell.refresh.pipeline;

import io.tokenwell.spi.AccountChange;
import io.tokenwell.spi.AccountKey;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * What one waiting call of an account hears: news of its token, its cooldown and its lock. Each try begins to listen
 * before it reads anything, so that news which comes during the reads ends the wait that follows.
 */
final class AccountSignal {

    private final AccountKey key;
    private volatile Heard heard = new Heard();

    AccountSignal(AccountKey key) {
        this.key = key;
    }

    AccountKey key() {
        return key;
    }

    private record Heard(Sinks.Empty<Void> token, Sinks.Empty<Void> cooldown, Sinks.Empty<Void> lock) {

        Heard() {
            this(Sinks.empty(), Sinks.empty(), Sinks.empty());
        }
    }

    void listen() {
        heard = new Heard();
    }

    void changed(AccountChange.Kind kind) {
        Heard now = heard;
        switch (kind) {
            case TOKEN -> now.token().tryEmitEmpty();
            case COOLDOWN -> now.cooldown().tryEmitEmpty();
            case LOCK -> now.lock().tryEmitEmpty();
        }
    }

    Mono<Void> token() {
        return heard.token().asMono();
    }

    Mono<Void> cooldown() {
        return heard.cooldown().asMono();
    }

    Mono<Void> lock() {
        return heard.lock().asMono();
    }
}
