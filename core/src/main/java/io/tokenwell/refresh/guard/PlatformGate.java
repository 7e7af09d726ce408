package io.tokenwell.refresh.guard;

import io.tokenwell.Account;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenRefreshPendingException;
import io.tokenwell.refresh.guard.PlatformTrust.Change;
import io.tokenwell.refresh.model.AccountRules;
import io.tokenwell.refresh.model.Attempt;
import io.tokenwell.refresh.model.RefreshRuntime;
import io.tokenwell.refresh.model.Refusals;
import io.tokenwell.refresh.model.Served;
import io.tokenwell.refresh.model.Trust.Resting;
import io.tokenwell.refresh.model.Walk;
import io.tokenwell.refresh.report.RefreshReporter;
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
    private final AccountRules rules;
    private final Marks marks;
    private final RefreshReporter reporter;
    private final RefreshRuntime runtime;
    private final Duration patience;

    /** Creates the gate; {@code timeout} is that of the endpoint. */
    public PlatformGate(
            AccountRules rules, Marks marks, RefreshReporter reporter, RefreshRuntime runtime, Duration timeout) {
        this.rules = rules;
        this.platforms = new ConcurrentHashMap<>();
        this.marks = marks;
        this.reporter = reporter;
        this.runtime = runtime;
        this.patience = timeout.multipliedBy(9).dividedBy(10);
    }

    Marks marks() {
        return marks;
    }

    /** Returns when the platform's refusals are believed. */
    public RefusalRules refusals(Account account) {
        return rules.platformOf(account).refusals();
    }

    private PlatformTrust of(Account account) {
        return platforms.computeIfAbsent(
                account.platform(), name -> new PlatformTrust(rules.platformOf(account), runtime));
    }

    private boolean believesAll(Account account) {
        return refusals(account).inARow() == 0;
    }

    /** Reports whether only one account of the platform is tried at a time. */
    public boolean rests(Account account) {
        return of(account).rests();
    }

    /** Returns the platforms that rest. */
    public Set<String> resting() {
        return platforms.values().stream()
                .filter(PlatformTrust::rests)
                .map(PlatformTrust::platform)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Refreshes as soon as the platform allows it; else emits what {@code instead} answers for the reason. */
    public Mono<Served> passed(
            Walk walk, Supplier<Mono<Served>> refresh, Function<TokenRefreshPendingException, Mono<Served>> instead) {
        Account account = walk.account();
        PlatformTrust platform = of(account);
        return admitted(platform, walk.key())
                .flatMap(admission -> admission instanceof Admission.Pass pass
                        ? Mono.using(() -> pass, held -> refresh.get(), platform::left)
                        : instead.apply(admission.why(account)));
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

    /**
     * Returns how old a mark must be for its account to be tried again: any age during a rest, when an earlier refusal
     * proves nothing.
     */
    public Duration triesMarkedAfter(Account account) {
        return of(account).trust() instanceof Resting
                ? Duration.ZERO
                : refusals(account).triesMarkedAfter();
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
        if (Refusals.isNoAnswer(failure)) {
            unanswered(row, failure);
            return failure;
        }
        PlatformTrust platform = of(row);
        answered(platform, row);
        if (believesAll(row) || !Refusals.refuses(failure)) {
            return Refusals.believed(failure);
        }
        if (isNoNews(attempt, platform)) {
            platform.refusedAgain(attempt.key());
            return Refusals.believed(failure);
        }
        return news(attempt, platform, failure);
    }

    private static boolean isNoNews(Attempt attempt, PlatformTrust platform) {
        boolean rests = platform.trust() instanceof Resting;
        boolean explained = attempt.previous() != null || platform.trust().expects(attempt.key());
        return attempt.triesMarked() || (!rests && explained);
    }

    private TokenEndpointException news(Attempt attempt, PlatformTrust platform, TokenEndpointException failure) {
        Change change = platform.refused(attempt.key(), Refusals.summary(failure));
        if (change.restBegan()) {
            begun(platform, attempt.row(), failure, change);
        }
        return change.after() instanceof Resting ? Refusals.notBelieved(failure) : Refusals.believed(failure);
    }

    /** Notes that the server has not answered. A proxy of the account's own that is down says nothing of the server. */
    public void unanswered(Account row, TokenEndpointException failure) {
        boolean ownWay = row.proxy() != null && failure.status() == 0;
        String reason = Refusals.summary(failure);
        if (!ownWay
                && of(row).unanswered(
                                AccountKey.of(row), reason, failure.retryAfter().orElse(Duration.ZERO))) {
            reporter.platformAway(row, rules.platformOf(row).outages().inARow(), reason);
        }
    }

    private void answered(PlatformTrust platform, Account row) {
        if (platform.answered()) {
            reporter.platformAnswers(platform.platform(), row);
        }
    }

    private void begun(PlatformTrust platform, Account row, TokenEndpointException failure, Change change) {
        int inARow = refusals(row).inARow();
        reporter.platformRefuses(platform.platform(), row, inARow, failure);
        change.markedBefore().forEach(marks::takenBack);
    }

    /** Notes that an account was marked as refused. If its platform rests by now, the mark is taken back. */
    public void marked(Account row, TokenEndpointException failure) {
        if (Refusals.refuses(failure) && !believesAll(row) && !of(row).marked(AccountKey.of(row))) {
            marks.takenBack(AccountKey.of(row));
        }
    }
}
