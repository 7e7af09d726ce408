package io.tokenwell.example.cli;

import io.tokenwell.AccessTokenProvider;
import io.tokenwell.example.cli.AccountWriter.Fate;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.TokenCache;
import reactor.core.publisher.Mono;

/**
 * Who has to forget a token that an import replaced.
 *
 * @param provider tells all instances
 * @param cache what they share
 */
record Fleet(AccessTokenProvider provider, TokenCache cache) {

    /** Of a new account too: its id may have been in use before. */
    Mono<Void> told(ImportRecord record, Fate fate) {
        return switch (fate) {
            case INSERTED -> cache.evict(new AccountKey(record.id()));
            case UPDATED -> provider.invalidate(record.id());
            case UNCHANGED, OLDER, THERE -> Mono.empty();
        };
    }
}
