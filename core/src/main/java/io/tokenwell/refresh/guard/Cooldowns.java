package io.tokenwell.refresh.guard;

import io.tokenwell.Account;
import io.tokenwell.ReauthorizationRequiredException;
import io.tokenwell.Secret;
import io.tokenwell.TokenRefreshPendingException;
import io.tokenwell.refresh.model.ExpiringMap;
import io.tokenwell.refresh.model.RefreshRuntime;
import io.tokenwell.refresh.report.LoginsNeeded;
import io.tokenwell.refresh.report.RefreshReporter;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.SharedCooldown;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Accounts that must not be redeemed before some time, and why: known to this process, and shared with the other
 * instances as far as the store can be reached. A cooldown that was not shared is told by the claim.
 */
public final class Cooldowns {

    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private final GuardedCooldowns shared;
    private final RefreshRuntime runtime;
    private final Duration recheck;
    private final RefreshReporter reporter;
    private final LoginsNeeded logins;
    private final RejectionPauses pauses;
    private final ExpiringMap<AccountKey, Entry> known = new ExpiringMap<>(this::endedLongAgo);

    /** Why an account may not be redeemed. Holds for one refresh token, or for any if the token is not known. */
    public record Entry(
            Duration until,
            Duration left,
            RuntimeException reason,
            @Nullable Secret token,
            long version) {

        public boolean needsLogin() {
            return reason instanceof ReauthorizationRequiredException;
        }

        /** A login may bring the same refresh token again, with a greater version. */
        boolean concerns(Account row) {
            boolean newer = needsLogin() && row.credentials().tokenVersion() > version;
            return token == null || (!newer && row.credentials().refreshToken().equals(Optional.of(token)));
        }

        Entry asOf(Duration now) {
            return new Entry(until, until.minus(now), reason, token, version);
        }
    }

    /**
     * Creates the cooldowns; {@code recheck} is how soon a login on another instance has to be noticed. Whatever ends a
     * cooldown ends the account's {@code pauses} too.
     */
    public Cooldowns(
            GuardedCooldowns shared,
            RefreshRuntime runtime,
            Duration recheck,
            RefreshReporter reporter,
            LoginsNeeded logins,
            RejectionPauses pauses) {
        this.shared = shared;
        this.runtime = runtime;
        this.recheck = recheck;
        this.reporter = reporter;
        this.logins = logins;
        this.pauses = pauses;
    }

    /** Returns why the account may not be redeemed now, as far as this process knows; empty if it may. */
    public Optional<Entry> known(AccountKey key) {
        Duration now = runtime.elapsed();
        return Optional.ofNullable(known.get(key))
                .filter(entry -> entry.until().compareTo(now) > 0)
                .map(entry -> entry.asOf(now));
    }

    /**
     * Emits the cooldown that other instances share. Completes empty if there is none, or if the store cannot be asked:
     * the claim tells then.
     */
    Mono<SharedCooldown> shared(AccountKey key) {
        return shared.find(key);
    }

    /** Takes over another instance's cooldown. */
    public Entry adopted(Account row, Cooldown cooldown) {
        return start(row, cooldown.length(), new TokenRefreshPendingException(row.id(), cooldown.reason(), null));
    }

    /** Notes that the row is marked: the server has refused its refresh token for good. */
    public Entry marked(Account row, String reason) {
        return loginRequired(row, new ReauthorizationRequiredException(row.id(), reason, null));
    }

    /** Notes that the account needs a login, which spares asking the table at each call. */
    public Entry loginRequired(Account row, ReauthorizationRequiredException reason) {
        if (logins.needed(row, recheck)) {
            reporter.loginNeeded(reason);
        }
        return start(row, recheck, reason);
    }

    /** Starts a cooldown of this process only, for the refresh token that the row has. */
    public Entry start(Account row, Duration length, RuntimeException reason) {
        Secret token = row.credentials().refreshToken().orElse(null);
        long version = row.credentials().tokenVersion();
        Entry entry = new Entry(runtime.elapsed().plus(length), length, reason, token, version);
        known.put(AccountKey.of(row), entry);
        return entry;
    }

    /** Counts the accounts that must not be redeemed now, for another reason than that they need a login. */
    public int coolingDown() {
        Duration now = runtime.elapsed();
        return count(entry -> !entry.needsLogin() && entry.until().compareTo(now) > 0);
    }

    /** Counts the accounts that were found to need a login, as long as that is remembered. */
    public int loginsNeeded() {
        return logins.count();
    }

    private int count(Predicate<Entry> condition) {
        return (int) known.values().stream().filter(condition).count();
    }

    /** Reports whether a cooldown ended so long ago that no call asks for it again. */
    private boolean endedLongAgo(Entry entry) {
        return entry.until().compareTo(runtime.elapsed().minus(REMEMBERED)) <= 0;
    }

    /**
     * Shares a cooldown that a claim tells as well. It is shared for no longer than {@code recheck}, so that a login
     * which leaves the version as it was is noticed in time. Completes empty, never errors.
     */
    public Mono<Void> shareInShortQuietly(Account row, Cooldown cooldown) {
        Duration length = cooldown.length().compareTo(recheck) <= 0 ? cooldown.length() : recheck;
        return shareQuietly(row, new Cooldown(cooldown.reason(), length, cooldown.outcomeUnknown()));
    }

    /** Shares a cooldown that no claim tells. Completes empty, never errors. */
    public Mono<Void> shareQuietly(Account row, Cooldown cooldown) {
        return shared.start(row, cooldown);
    }

    public void forget(AccountKey key) {
        known.remove(key);
        logins.takenBack(key);
        pauses.forget(key);
    }

    /** Forgets the cooldown of an account that was redeemed; {@code marked} tells that its row was marked before. */
    public void served(AccountKey key, boolean marked) {
        forget(key);
        logins.served(key, marked);
    }

    /**
     * Ends the account's cooldown here, and for the instances that have not heard of it yet. Completes empty, never
     * errors.
     */
    public Mono<Void> endQuietly(AccountKey key) {
        return Mono.defer(() -> {
            forget(key);
            return shared.end(key);
        });
    }
}
