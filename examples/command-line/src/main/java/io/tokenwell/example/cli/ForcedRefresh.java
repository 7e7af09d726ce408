package io.tokenwell.example.cli;

import io.tokenwell.AccessTokenProvider;
import io.tokenwell.Account;
import reactor.core.publisher.Mono;

/** How a refresh is asked for by hand, with lock, claim and all. */
interface ForcedRefresh {

    /**
     * Refreshes an account.
     *
     * @param account as its row says now
     * @return emits its token then; errors as the provider does
     */
    Mono<String> refreshed(Account account);

    /** As if an upstream had rejected the token that the row has: whoever else is at it, there is one redemption. */
    static ForcedRefresh always(AccessTokenProvider provider) {
        return account -> account.credentials()
                .accessToken()
                .map(current -> provider.replaceRejected(account, current.expose()))
                .orElseGet(() -> provider.getAccessToken(account));
    }

    /** As any caller would. */
    static ForcedRefresh ifDue(AccessTokenProvider provider) {
        return provider::getAccessToken;
    }
}
