package io.tokenwell.refresh.model;

import io.tokenwell.Account;
import io.tokenwell.Rejection;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a walk through the pipeline is for, and so which tokens and rows satisfy it. */
public sealed interface Demand {

    /** Returns the account. */
    AccountKey key();

    /** Reports whether this token, found in the cache, ends the walk. */
    boolean satisfiedBy(CachedToken cached, Freshness freshness);

    /** Reports whether this row needs no refresh. */
    boolean satisfiedBy(Account row, Freshness freshness);

    /** Reports whether a token that is left, though a refresh was wanted, may be handed out. */
    default boolean accepts(CachedToken left) {
        return true;
    }

    /** Reports whether the row still has the very token that is not wanted. */
    default boolean rejects(Account row) {
        return false;
    }

    /** Returns how the row's token was rejected, if that is the only reason to replace it; else null. */
    default @Nullable Rejection forcing(Account row, Freshness freshness) {
        return null;
    }

    /** Returns states of an account, besides being in use, in which it is refreshed as well. */
    default Set<String> statuses() {
        return Set.of();
    }

    /** Any valid token: what callers of {@code getAccessToken} want. */
    record AnyToken(AccountKey key) implements Demand {

        @Override
        public boolean satisfiedBy(CachedToken cached, Freshness freshness) {
            return true;
        }

        @Override
        public boolean satisfiedBy(Account row, Freshness freshness) {
            return !freshness.due(row.credentials());
        }
    }

    /** Another token than the one that an upstream has rejected: what callers of {@code replaceRejected} want. */
    record OtherThan(AccountKey key, RejectedToken rejected) implements Demand {

        @Override
        public boolean satisfiedBy(CachedToken cached, Freshness freshness) {
            return accepts(cached);
        }

        @Override
        public boolean accepts(CachedToken left) {
            return !rejected.is(left.token());
        }

        @Override
        public boolean satisfiedBy(Account row, Freshness freshness) {
            return !rejects(row) && !freshness.due(row.credentials());
        }

        @Override
        public boolean rejects(Account row) {
            return row.credentials().accessToken().filter(rejected::is).isPresent();
        }

        @Override
        public @Nullable Rejection forcing(Account row, Freshness freshness) {
            return rejects(row) && !freshness.dueByExpiry(row.credentials()) ? rejected.kind() : null;
        }
    }

    /**
     * A token with more life than the window, stored in the table; no caller waits for it.
     *
     * @param window a token that lives longer than this is left alone
     * @param statuses states of an account in which it is refreshed
     * @param notInTable version of a cached token that the table may not have, so that it proves nothing
     */
    public record Ahead(AccountKey key, Duration window, Set<String> statuses, long notInTable) implements Demand {

        public Ahead(AccountKey key, Duration window, Set<String> statuses) {
            this(key, window, statuses, Long.MIN_VALUE);
        }

        public Ahead distrusting(CachedToken unsaved) {
            return new Ahead(key, window, statuses, unsaved.version());
        }

        public boolean trusts(CachedToken token) {
            return token.version() != notInTable;
        }

        @Override
        public boolean satisfiedBy(CachedToken cached, Freshness freshness) {
            return trusts(cached) && freshness.outlives(window, cached.expiresAt(), cached.version());
        }

        @Override
        public boolean satisfiedBy(Account row, Freshness freshness) {
            return freshness.outlives(
                    window,
                    row.credentials().expiresAt().orElse(null),
                    row.credentials().tokenVersion());
        }
    }
}
