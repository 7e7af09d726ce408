package io.tokenwell.refresh;

import io.tokenwell.Account;
import io.tokenwell.ReauthorizationRequiredException;
import io.tokenwell.Secret;
import io.tokenwell.TokenEvent;
import io.tokenwell.TokenRefreshPendingException;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.RefreshCooldown;
import io.tokenwell.spi.SharedCooldown;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Accounts that must not be redeemed before some time, and why: known to this process, and shared with the others as far
 * as the store can be reached. What nobody told is told by the claim.
 */
final class Cooldowns {

    private static final Logger log = LoggerFactory.getLogger(Cooldowns.class);

    private static final int SWEEP_FROM = 1_000;
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private final TroubleLog sharing;
    private final RefreshCooldown shared;
    private final RefreshRuntime runtime;
    private final Duration timeout;
    private final Duration recheck;
    private final TokenEvents events;
    private final RotationFlush flush;
    private final RejectedPauses pauses;
    private final LoginsNeeded logins;
    private final ConcurrentMap<AccountKey, Entry> known = new ConcurrentHashMap<>();
    private volatile int sweepAt = SWEEP_FROM;

    /** Why an account may not be redeemed; holds for one refresh token, or for any where that is not known. */
    record Entry(
            Duration until,
            Duration left,
            RuntimeException reason,
            @Nullable Secret token) {

        boolean needsLogin() {
            return reason instanceof ReauthorizationRequiredException;
        }

        boolean concerns(Account row) {
            return token == null || row.credentials().refreshToken().equals(Optional.of(token));
        }
    }

    Cooldowns(
            RefreshCooldown shared,
            RefreshRuntime runtime,
            RefreshSettings settings,
            TokenEvents events,
            RotationFlush flush,
            LoginsNeeded logins) {
        this.shared = shared;
        this.runtime = runtime;
        this.timeout = settings.cacheTimeout();
        this.recheck = settings.failureCooldown();
        this.events = events;
        this.flush = flush;
        this.logins = logins;
        this.pauses = new RejectedPauses(runtime, events, recheck);
        this.sharing = new TroubleLog(log, "Shared cooldown failed, the claim tells of it", runtime);
    }

    /** Those that concern rejected tokens only. Whatever ends a cooldown ends them. */
    RejectedPauses pauses() {
        return pauses;
    }

    Marks marks(StoredAccounts stored) {
        return new Marks(stored, this, flush, events, runtime);
    }

    /** Why the account may not be redeemed now, as far as this process knows; empty if it may. */
    Optional<Entry> known(AccountKey key) {
        Duration now = runtime.elapsed();
        return Optional.ofNullable(known.get(key))
                .filter(entry -> entry.until().compareTo(now) > 0)
                .map(entry -> new Entry(entry.until(), entry.until().minus(now), entry.reason(), entry.token()));
    }

    /** What the other instances know of. Completes empty if nothing, or if they cannot be asked: the claim tells. */
    Mono<SharedCooldown> shared(AccountKey key) {
        Mono<SharedCooldown> question = Silence.asked(shared.find(key), timeout, runtime)
                .onErrorResume(failure -> {
                    sharing.failed(key, failure);
                    return Mono.empty();
                });
        return Silence.spared(question, Mono.empty());
    }

    /** Another instance's cooldown. */
    Entry told(Account row, Cooldown cooldown) {
        return start(row, cooldown.length(), new TokenRefreshPendingException(row.id(), cooldown.reason(), null));
    }

    /** The row is marked: the server has refused its refresh token for good. */
    Entry marked(Account row, String reason) {
        return refused(row, new ReauthorizationRequiredException(row.id(), reason, null));
    }

    /** Spares asking the table at each call. */
    Entry refused(Account row, ReauthorizationRequiredException reason) {
        if (logins.needed(row, recheck)) {
            log.warn("A new login is needed: account_id={} error={}", row.id(), reason.getMessage());
            events.tell(new TokenEvent.LoginRequired(row.id(), reason.reason()));
        }
        return start(row, recheck, reason);
    }

    /** A cooldown of this process only, for the refresh token that the row has. */
    Entry start(Account row, Duration length, RuntimeException reason) {
        Secret token = row.credentials().refreshToken().orElse(null);
        Entry entry = new Entry(runtime.elapsed().plus(length), length, reason, token);
        known.put(AccountKey.of(row), entry);
        if (known.size() >= sweepAt) {
            sweep();
        }
        return entry;
    }

    /** Accounts that must not be redeemed now, for another reason than that they need a login. */
    int coolingDown() {
        Duration now = runtime.elapsed();
        return count(entry -> !entry.needsLogin() && entry.until().compareTo(now) > 0);
    }

    /** Accounts that were found to need one, as long as that is remembered. */
    int loginsNeeded() {
        return logins.count();
    }

    private int count(Predicate<Entry> condition) {
        return (int) known.values().stream().filter(condition).count();
    }

    /** What ended long ago is not asked for again: an outage of all accounts must not stay in memory. */
    private void sweep() {
        Duration longAgo = runtime.elapsed().minus(REMEMBERED);
        known.values().removeIf(entry -> entry.until().compareTo(longAgo) <= 0);
        sweepAt = Math.max(SWEEP_FROM, 2 * known.size());
    }

    /**
     * One that a claim tells as well, so for no longer than that a login which leaves the version as it was is noticed in
     * time. Completes empty, never errors.
     */
    Mono<Void> shareInShortQuietly(Account row, Cooldown cooldown) {
        Duration length = cooldown.length().compareTo(recheck) <= 0 ? cooldown.length() : recheck;
        return shareQuietly(row, new Cooldown(cooldown.reason(), length, cooldown.outcomeUnknown()));
    }

    /** One that no claim tells. Completes empty, never errors. */
    Mono<Void> shareQuietly(Account row, Cooldown cooldown) {
        AccountKey key = AccountKey.of(row);
        return quietly(
                key, shared.start(key, new SharedCooldown(row.credentials().tokenVersion(), cooldown)));
    }

    void forget(AccountKey key) {
        known.remove(key);
        logins.forget(key);
        pauses.forget(key);
    }

    /** Ends it here and for those who have not heard of it yet. Completes empty, never errors. */
    Mono<Void> endQuietly(AccountKey key) {
        return Mono.defer(() -> {
            forget(key);
            return quietly(key, shared.end(key));
        });
    }

    private Mono<Void> quietly(AccountKey key, Mono<Void> work) {
        Mono<Void> told = Silence.asked(work, timeout, runtime).onErrorResume(failure -> {
            sharing.failed(key, failure);
            return Mono.empty();
        });
        return Silence.written(told, detached -> flush.detached(key, detached));
    }
}
