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
import io.tokenwell.spi.AccountKey;
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
        return account == null ? Mono.error(InvalidAccountException::noAccount) : invalidate(account.id());
    }

    Mono<Void> invalidate(long accountId) {
        AccountKey key = new AccountKey(accountId);
        return Mono.defer(() -> cooldowns.endQuietly(key))
                .then(Mono.defer(() -> cache.replaced(key, row(accountId))))
                .onErrorMap(
                        failure -> !(failure instanceof AccessTokenException),
                        failure -> new TokenStorageException(
                                accountId, Backend.CACHE, StorageOperation.CACHE_EVICT, failure));
    }

    Mono<Boolean> reinstate(@Nullable Account account) {
        return account == null ? Mono.error(InvalidAccountException::noAccount) : reinstate(account.id());
    }

    Mono<Boolean> reinstate(long accountId) {
        return marks.reinstated(new AccountKey(accountId))
                .flatMap(marked -> marked ? Mono.just(true) : unmarked(accountId));
    }

    /**
     * Emits false if there is a row; errors if there is none: to a reinstatement the table answers alike for a row
     * without a mark and for no row.
     */
    private Mono<Boolean> unmarked(long accountId) {
        return row(accountId).thenReturn(false).onErrorReturn(InvalidAccountException.class, false);
    }

    private Mono<Account> row(long accountId) {
        return stored.row(accountId).switchIfEmpty(Mono.error(() -> new AccountNotFoundException(accountId)));
    }
}
