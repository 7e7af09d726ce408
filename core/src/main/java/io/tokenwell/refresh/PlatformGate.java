package io.tokenwell.refresh;

import io.tokenwell.Account;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEvent;
import io.tokenwell.TokenRefreshPendingException;
import io.tokenwell.refresh.PlatformTrust.Admission;
import io.tokenwell.refresh.PlatformTrust.Change;
import io.tokenwell.refresh.Trust.Resting;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.ClaimVerdict.Granted;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.UnfinishedAttempt;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Stands before all refreshes of a platform. A server that refuses one account after the other refuses us, not them: nobody
 * is marked any more, what was marked in that row is taken back, and one is let through at a time until one succeeds.
 */
final class PlatformGate {

    private static final Logger log = LoggerFactory.getLogger(PlatformGate.class);

    private final Map<String, PlatformTrust> platforms;
    private final Map<String, Platform> rules;
    private final StoredAccounts stored;
    private final FallbackToken fallback;
    private final Marks marks;
    private final TokenEvents events;
    private final RefreshRuntime runtime;
    private final Duration patience;

    PlatformGate(
            AccountRules rules,
            StoredAccounts stored,
            FallbackToken fallback,
            Cooldowns cooldowns,
            TokenEvents events,
            RefreshRuntime runtime,
            RefreshSettings settings) {
        this.rules = rules.platforms().stream().collect(Collectors.toMap(Platform::name, each -> each));
        this.platforms = new ConcurrentHashMap<>();
        this.stored = stored;
        this.fallback = fallback;
        this.marks = cooldowns.marks(stored);
        this.events = events;
        this.runtime = runtime;
        this.patience = settings.endpointTimeout().multipliedBy(9).dividedBy(10);
    }

    Marks marks() {
        return marks;
    }

    RefusalRules rules(String platform) {
        Platform known = rules.get(platform);
        return known == null ? RefusalRules.defaults() : known.refusals();
    }

    private PlatformTrust of(Account account) {
        return platforms.computeIfAbsent(account.platform(), name -> new PlatformTrust(name, rules(name), runtime));
    }

    private boolean isOpen(Account account) {
        return rules(account.platform()).inARow() == 0;
    }

    /** Platforms that rest. */
    Set<String> resting() {
        return platforms.values().stream()
                .filter(platform -> platform.trust() instanceof Resting)
                .map(PlatformTrust::platform)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The refresh, as soon as it may be; else what is left to answer. */
    Mono<CachedToken> passed(Call call, Supplier<Mono<CachedToken>> refresh) {
        if (isOpen(call.account())) {
            return Mono.defer(refresh);
        }
        PlatformTrust platform = of(call.account());
        return admitted(platform, call.key())
                .flatMap(admission -> admission instanceof Admission.Pass pass
                        ? Mono.using(() -> pass, held -> refresh.get(), platform::left)
                        : instead(call, why(call, admission)));
    }

    /** Those under way may hang: whoever waits is answered a little before they are. */
    private Mono<Admission> admitted(PlatformTrust platform, AccountKey key) {
        return Mono.defer(() -> {
            Duration end = runtime.elapsed().plus(patience);
            return Mono.fromSupplier(() -> platform.asked(key))
                    .filter(admission -> !(admission instanceof Admission.Later)
                            || runtime.elapsed().compareTo(end) >= 0)
                    .repeatWhenEmpty(later -> later.concatMap(n -> platform.change(key)
                            .timeout(end.minus(runtime.elapsed()), Mono.empty(), runtime.scheduler())
                            .thenReturn(n)));
        });
    }

    private Mono<CachedToken> instead(Call call, TokenRefreshPendingException problem) {
        call.failed(problem);
        return stored.current(call.account()).flatMap(row -> fallback.afterFailure(row, row, problem));
    }

    private static TokenRefreshPendingException why(Call call, Admission admission) {
        String reason = admission instanceof Admission.Rest rest
                ? call.account().platform() + " refuses one account after the other (" + rest.reason()
                        + "), probably for a wrong client id, client secret or address; the next try may start in "
                        + rest.left()
                : "none of the first redemptions has been answered yet";
        return new TokenRefreshPendingException(call.accountId(), "no valid token: " + reason, null);
    }

    /** How old a mark must be for its account to be tried again: one that was refused before proves nothing during a rest. */
    Duration triesMarkedAfter(Account account) {
        return of(account).trust() instanceof Resting
                ? Duration.ZERO
                : rules(account.platform()).triesMarkedAfter();
    }

    void sent(Account row) {
        of(row).sent();
    }

    /** Whatever was in the answer: it was one for a client that the server knows. */
    void succeeded(Account row) {
        PlatformTrust platform = of(row);
        if (platform.succeeded()) {
            log.warn("The server serves again, its platform is refreshed as before: platform={}", platform.platform());
            events.tell(new TokenEvent.PlatformAnswering(platform.platform(), row.id()));
        }
    }

    /**
     * The failure as it is to be taken: terminal only if it is believed. One with an explanation of its own, or that was
     * known, says nothing of others.
     */
    TokenEndpointException judged(
            RefreshClaim claim, @Nullable UnfinishedAttempt previous, TokenEndpointException failure) {
        Account row = claim.account();
        if (isOpen(row) || !Refusals.refuses(failure)) {
            return Refusals.believed(failure);
        }
        PlatformTrust platform = of(row);
        AccountKey key = AccountKey.of(row);
        boolean rests = platform.trust() instanceof Resting;
        boolean marked = claim.verdict() instanceof Granted granted && granted.marked();
        if (marked || (!rests && (previous != null || platform.trust().expects(key)))) {
            platform.refusedAgain(key);
            return Refusals.believed(failure);
        }
        Change change = platform.refused(key, Refusals.summary(failure));
        if (change.restBegan()) {
            begun(platform, row, failure, change);
        }
        return change.after() instanceof Resting ? Refusals.notBelieved(failure) : Refusals.believed(failure);
    }

    private void begun(PlatformTrust platform, Account row, TokenEndpointException failure, Change change) {
        int inARow = rules(platform.platform()).inARow();
        log.warn(
                "The server refuses one account after the other, so none is marked and one is tried at a time; check client "
                        + "id, client secret and address: platform={} accounts={} last: {}",
                platform.platform(),
                inARow,
                failure.getMessage());
        events.tell(new TokenEvent.PlatformRefusing(platform.platform(), row.id(), inARow, Refusals.summary(failure)));
        change.markedBefore().forEach(marks::takenBack);
    }

    /** An account was marked as refused; if its platform rests by now, it does not stay so. */
    void marked(Account row, TokenEndpointException failure) {
        if (Refusals.refuses(failure) && !isOpen(row) && !of(row).marked(AccountKey.of(row))) {
            marks.takenBack(AccountKey.of(row));
        }
    }
}
