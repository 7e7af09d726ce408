package io.tokenwell.refresh;

import io.tokenwell.AccessTokenException;
import io.tokenwell.Account;
import io.tokenwell.AccountNotFoundException;
import io.tokenwell.InvalidAccountException;
import io.tokenwell.StorageOperation;
import io.tokenwell.TokenStorageException;
import io.tokenwell.TokenStorageException.Backend;
import io.tokenwell.refresh.guard.Cooldowns;
import io.tokenwell.refresh.guard.GuardedAccounts;
import io.tokenwell.refresh.guard.GuardedCache;
import io.tokenwell.refresh.guard.Marks;
import io.tokenwell.refresh.model.AccountRules;
import io.tokenwell.spi.AccountKey;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Carries out what an application or an operator may ask for besides tokens. */
final class AccountCommands {

    private final Cooldowns cooldowns;
    private final GuardedCache cache;
    private final GuardedAccounts stored;
    private final Marks marks;

    AccountCommands(Cooldowns cooldowns, GuardedCache cache, GuardedAccounts stored, Marks marks) {
        this.cooldowns = cooldowns;
        this.cache = cache;
        this.stored = stored;
        this.marks = marks;
    }

    Mono<Void> invalidate(@Nullable Account account) {
        return invalidate(account == null ? null : account.id());
    }

    Mono<Void> invalidate(@Nullable String accountId) {
        return Mono.defer(() -> invalidated(AccountRules.keyOf(accountId)));
    }

    private Mono<Void> invalidated(AccountKey key) {
        return cooldowns
                .endQuietly(key)
                .then(Mono.defer(() -> cache.replaced(key, row(key.accountId()))))
                .onErrorMap(
                        failure -> !(failure instanceof AccessTokenException),
                        failure -> new TokenStorageException(
                                key.accountId(), Backend.CACHE, StorageOperation.CACHE_EVICT, failure));
    }

    Mono<Boolean> reinstate(@Nullable Account account) {
        return reinstate(account == null ? null : account.id());
    }

    Mono<Boolean> reinstate(@Nullable String accountId) {
        return Mono.defer(() -> marks.reinstated(AccountRules.keyOf(accountId)))
                .flatMap(marked -> marked ? Mono.just(true) : unmarked(Objects.requireNonNull(accountId)));
    }

    /**
     * Emits false if there is a row; errors if there is none: to a reinstatement the table answers alike for a row
     * without a mark and for no row.
     */
    private Mono<Boolean> unmarked(String accountId) {
        return row(accountId).thenReturn(false).onErrorReturn(InvalidAccountException.class, false);
    }

    private Mono<Account> row(String accountId) {
        return stored.row(accountId).switchIfEmpty(Mono.error(() -> new AccountNotFoundException(accountId)));
    }
}
