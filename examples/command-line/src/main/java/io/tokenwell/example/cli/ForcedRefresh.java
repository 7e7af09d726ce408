package io.tokenwell.example.cli;

import io.tokenwell.AccessTokenProvider;
import reactor.core.publisher.Mono;

/** How a refresh is asked for by hand, with lock, claim and all. */
interface ForcedRefresh {

    /**
     * Refreshes an account.
     *
     * @param accountId the account
     * @return emits its token then; errors as the provider does
     */
    Mono<String> refreshed(long accountId);

    /** Only when it is due: the provider knows no other way yet. */
    static ForcedRefresh whenDue(AccessTokenProvider provider) {
        return provider::getAccessToken;
    }
}
