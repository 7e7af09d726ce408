package io.tokenwell.refresh.guard;

import io.tokenwell.Account;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenRefreshPendingException;
import io.tokenwell.refresh.guard.PlatformTrust.Admission;
import io.tokenwell.refresh.guard.PlatformTrust.Change;
import io.tokenwell.refresh.model.AccountRules;
import io.tokenwell.refresh.model.Attempt;
import io.tokenwell.refresh.model.RefreshRuntime;
import io.tokenwell.refresh.model.Refusals;
import io.tokenwell.refresh.model.Served;
import io.tokenwell.refresh.model.Trust.Resting;
import io.tokenwell.refresh.model.Walk;
import io.tokenwell.refresh.report.RefreshReporter;
import io.tokenwell.refresh.settings.Platform;
import io.tokenwell.refresh.settings.RefusalRules;
import io.tokenwell.spi.AccountKey;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/**
 * Stands before all refreshes of a platform. A server that refuses one account after the other refuses our client, not
 * the accounts. Then no account is marked any more, the marks made during these refusals are taken back, and one
 * refresh is let through at a time until one succeeds.
 */
public final class PlatformGate {

    private final Map<String, PlatformTrust> platforms;
    private final Map<String, Platform> rules;
    private final Marks marks;
    private final RefreshReporter reporter;
    private final RefreshRuntime runtime;
    private final Duration patience;

    /** Creates the gate; {@code timeout} is that of the endpoint. */
    public PlatformGate(
            AccountRules rules, Marks marks, RefreshReporter reporter, RefreshRuntime runtime, Duration timeout) {
        this.rules = rules.platforms().stream().collect(Collectors.toMap(Platform::name, each -> each));
        this.platforms = new ConcurrentHashMap<>();
        this.marks = marks;
        this.reporter = reporter;
        this.runtime = runtime;
        this.patience = timeout.multipliedBy(9).dividedBy(10);
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

    /** Returns the platforms that rest. */
    public Set<String> resting() {
        return platforms.values().stream()
                .filter(platform -> platform.trust() instanceof Resting)
                .map(PlatformTrust::platform)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Refreshes as soon as the platform allows it; else emits what {@code instead} answers for the reason. */
    public Mono<Served> passed(
            Walk walk, Supplier<Mono<Served>> refresh, Function<TokenRefreshPendingException, Mono<Served>> instead) {
        Account account = walk.account();
        if (isOpen(account)) {
            return Mono.defer(refresh);
        }
        PlatformTrust platform = of(account);
        return admitted(platform, walk.key())
                .flatMap(admission -> admission instanceof Admission.Pass pass
                        ? Mono.using(() -> pass, held -> refresh.get(), platform::left)
                        : instead.apply(why(account, admission)));
    }

    /** Emits the admission. The refreshes under way may hang, so a waiter is answered a little before their timeout. */
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

    private static TokenRefreshPendingException why(Account account, Admission admission) {
        String reason = admission instanceof Admission.Rest rest
                ? account.platform() + " refuses one account after the other (" + rest.reason()
                        + "), probably for a wrong client id, client secret or address; the next try may start in "
                        + rest.left()
                : "none of the first redemptions has been answered yet";
        return new TokenRefreshPendingException(account.id(), "no valid token: " + reason, null);
    }

    /**
     * Returns how old a mark must be for its account to be tried again: any age during a rest, when an earlier refusal
     * proves nothing.
     */
    public Duration triesMarkedAfter(Account account) {
        return of(account).trust() instanceof Resting
                ? Duration.ZERO
                : rules(account.platform()).triesMarkedAfter();
    }

    public void sent(Account row) {
        of(row).sent();
    }

    /** Notes that the server has answered. Whatever was in the answer, the server knows the client it was for. */
    public void succeeded(Account row) {
        PlatformTrust platform = of(row);
        if (platform.succeeded()) {
            reporter.platformAnswers(platform.platform(), row);
        }
    }

    /**
     * Returns the failure as it is to be treated: terminal only if it is believed. A refusal that has an explanation of
     * its own, or that was known before, says nothing about other accounts.
     */
    public TokenEndpointException judged(Attempt attempt, TokenEndpointException failure) {
        Account row = attempt.row();
        if (isOpen(row) || !Refusals.refuses(failure)) {
            return Refusals.believed(failure);
        }
        PlatformTrust platform = of(row);
        AccountKey key = AccountKey.of(row);
        boolean rests = platform.trust() instanceof Resting;
        if (attempt.triesMarked()
                || (!rests && (attempt.previous() != null || platform.trust().expects(key)))) {
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
        reporter.platformRefuses(platform.platform(), row, inARow, failure);
        change.markedBefore().forEach(marks::takenBack);
    }

    /** Notes that an account was marked as refused. If its platform rests by now, the mark is taken back. */
    public void marked(Account row, TokenEndpointException failure) {
        if (Refusals.refuses(failure) && !isOpen(row) && !of(row).marked(AccountKey.of(row))) {
            marks.takenBack(AccountKey.of(row));
        }
    }
}
