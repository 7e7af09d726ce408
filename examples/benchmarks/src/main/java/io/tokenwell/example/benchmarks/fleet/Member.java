package io.tokenwell.example.benchmarks.fleet;

import io.tokenwell.Account;
import io.tokenwell.refresh.RefreshAhead;
import io.tokenwell.refresh.settings.RefreshAheadSettings;
import reactor.core.publisher.Mono;

/** One instance of a contestant, with connections of its own. Safe for use by any thread. */
public interface Member extends AutoCloseable {

    /**
     * What a caller asks for who has a snapshot of the account.
     *
     * @param account the snapshot
     * @return emits a token or errors
     */
    Mono<String> token(Account account);

    /**
     * What a caller asks for who knows the account's id only.
     *
     * @param accountId the account
     * @return emits a token or errors
     */
    Mono<String> token(long accountId);

    /**
     * How many tokens the instance keeps in its own memory.
     *
     * @return about that many; 0 for one that keeps none
     */
    default long kept() {
        return 0;
    }

    /**
     * What refreshes tokens before anybody asks for them.
     *
     * @param settings how
     * @return a refresher, not started
     * @throws UnsupportedOperationException if the contestant has none
     */
    default RefreshAhead refreshAhead(RefreshAheadSettings settings) {
        throw new UnsupportedOperationException("only Tokenwell refreshes ahead");
    }

    /** Ends the instance and its connections. */
    @Override
    void close();
}
