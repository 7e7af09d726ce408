package io.tokenwell.refresh;

import io.tokenwell.AccessTokenException;
import io.tokenwell.Account;
import io.tokenwell.TokenStorageException;
import io.tokenwell.refresh.guard.Cooldowns;
import io.tokenwell.refresh.guard.GuardedAccounts;
import io.tokenwell.refresh.guard.GuardedCache;
import io.tokenwell.refresh.guard.Marks;
import io.tokenwell.spi.AccountKey;
import reactor.core.publisher.Mono;

/** What an application or an operator may ask for besides tokens. */
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

    Mono<Void> invalidate(Account account) {
        return Mono.defer(() -> cooldowns.endQuietly(AccountKey.of(account)))
                .then(Mono.defer(() -> cache.replaced(AccountKey.of(account), stored.row(account.id()))))
                .onErrorMap(
                        failure -> !(failure instanceof AccessTokenException),
                        failure -> new TokenStorageException(account.id(), "cache", "evict", failure));
    }

    Mono<Boolean> reinstate(long accountId) {
        return marks.reinstated(new AccountKey(accountId));
    }
}
