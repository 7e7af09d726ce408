package io.tokenwell.refresh.report;

import io.tokenwell.Account;
import io.tokenwell.AccountIds;
import io.tokenwell.InvalidAccountException;
import io.tokenwell.ReauthorizationRequiredException;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEvent;
import io.tokenwell.refresh.model.GrantMerge.Rotation;
import io.tokenwell.refresh.model.RefreshRuntime;
import io.tokenwell.refresh.model.Refusals;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.RefreshObserver;
import io.tokenwell.spi.RefreshObserver.Redeeming;
import io.tokenwell.spi.RefreshResult;
import io.tokenwell.spi.UnfinishedAttempt;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.util.context.ContextView;

/**
 * Reports once what became of claims and redemptions: to counters, observers, events and log, as far as it matters
 * there.
 */
public final class RefreshReporter {

    private static final Logger log = LoggerFactory.getLogger(RefreshReporter.class);

    private final RuntimeCounters counters;
    private final RefreshObserver observer;
    private final TokenEvents events;
    private final RefreshRuntime runtime;
    private final TroubleLog locking;
    private final TroubleLog claiming;
    private final TroubleLog unfit;
    private final TroubleLog escrow;

    public RefreshReporter(ReportSinks sinks, RefreshRuntime runtime) {
        this.counters = sinks.counters();
        this.observer = sinks.observer();
        this.events = sinks.events();
        this.runtime = runtime;
        this.locking = new TroubleLog(log, "Refresh lock failed, the claim alone decides", runtime);
        this.claiming = new TroubleLog(log, "No claim on the account, not refreshed", runtime);
        this.unfit = new TroubleLog(log, "Account no longer qualifies, not refreshed", runtime);
        this.escrow = new TroubleLog(log, "Escrow not readable", runtime);
    }

    public void lockFailed(AccountKey key, Throwable failure) {
        counters.lockFailed();
        locking.failed(key, failure);
    }

    /** Reports that a walk got no claim. Each walk of an account without a valid token asks for one. */
    public void notClaimed(Account account, Throwable failure) {
        counters.refreshFailed();
        observer.onRefresh(RefreshResult.notClaimed(account.platform()));
        claiming.failedFor(account.id(), failure);
    }

    public void unfit(Account row, InvalidAccountException problem) {
        unfit.failedFor(row.id(), problem);
    }

    /** Reports that escrow was not read. Either no rotation can be in there, or the walk has to go on without it. */
    public void escrowSkipped(AccountKey key, Throwable unreadable) {
        escrow.failed(key, unreadable);
    }

    public void attemptLost(Account row, UnfinishedAttempt previous) {
        String instance = RefreshRuntime.instanceOf(previous.owner());
        log.warn(
                "An earlier attempt never ended and nothing is in escrow: if the server answered it, a new login will be "
                        + "needed: account_id={} instance={} started={}",
                AccountIds.encoded(row.id()),
                instance,
                previous.startedAt());
        events.publish(new TokenEvent.AttemptLost(row.id(), instance, previous.startedAt()));
    }

    public Redeeming redeeming(Account row, ContextView starter) {
        return observer.onRedemption(row.platform(), starter);
    }

    public void succeeded(Account row) {
        counters.refreshSucceeded();
        observer.onRefresh(RefreshResult.succeeded(row.platform()));
    }

    /**
     * Returns the news for the attempt that redeemed the rotation; {@code atOnce} runs if the table took a usable token
     * without delay.
     */
    public RotationNews newsOf(Account renewed, Runnable atOnce) {
        return new RotationNews.Own(events, renewed.id(), atOnce);
    }

    public void refreshed(Account renewed, Rotation rotation) {
        events.publish(new TokenEvent.Refreshed(
                renewed.id(),
                runtime.elapsed().minus(rotation.begun()),
                renewed.credentials().expiresAt().orElse(null)));
    }

    public void failed(Account row, TokenEndpointException failure, Cooldown cooldown) {
        failed(row, failure);
        log.warn("Refresh failed: account_id={} error={}", AccountIds.encoded(row.id()), failure.getMessage());
        events.publish(
                new TokenEvent.CoolingDown(row.id(), cooldown.reason(), cooldown.length(), cooldown.outcomeUnknown()));
    }

    public void failed(Account row, TokenEndpointException failure) {
        counters.refreshFailed();
        observer.onRefresh(RefreshResult.failed(row.platform(), failure));
    }

    public void sentAgain(Account row, TokenEndpointException failure) {
        log.warn(
                "No answer, the refresh token is sent again as its server forgives that: account_id={} error={}",
                AccountIds.encoded(row.id()),
                failure.getMessage());
    }

    public void answeredLate(Account row) {
        log.warn("The token endpoint answered late, its answer is stored: account_id={}", AccountIds.encoded(row.id()));
    }

    public void noLateAnswer(Account row, Cooldown cooldown) {
        log.debug("No late answer either: account_id={} pause={}", AccountIds.encoded(row.id()), cooldown.length());
    }

    public void putOff(Account row, Cooldown cooldown) {
        log.warn(
                "Refresh put off: account_id={} pause={} reason={}",
                AccountIds.encoded(row.id()),
                cooldown.length(),
                cooldown.reason());
        events.publish(new TokenEvent.CoolingDown(row.id(), cooldown.reason(), cooldown.length(), false));
    }

    public void forcedRefreshPutOff(AccountKey key, String reason, Duration pause) {
        log.warn(
                "Forced refresh put off, {}: account_id={} pause={}",
                reason,
                AccountIds.encoded(key.accountId()),
                pause);
        events.publish(new TokenEvent.CoolingDown(key.accountId(), reason, pause, false));
    }

    public void loginNeeded(ReauthorizationRequiredException refused) {
        log.warn(
                "A new login is needed: account_id={} error={}",
                AccountIds.encoded(refused.accountId()),
                refused.getMessage());
        events.publish(new TokenEvent.LoginRequired(refused.accountId(), refused.reason()));
    }

    public void reinstated(AccountKey key) {
        log.info("Mark taken back, the account is tried again: account_id={}", AccountIds.encoded(key.accountId()));
        events.publish(new TokenEvent.Reinstated(key.accountId()));
    }

    public void recovered(AccountKey key) {
        log.info("The account is served again: account_id={}", AccountIds.encoded(key.accountId()));
        events.publish(new TokenEvent.AccountRecovered(key.accountId()));
    }

    public void platformAnswers(String platform, Account row) {
        log.warn("The server serves again, its platform is refreshed as before: platform={}", platform);
        events.publish(new TokenEvent.PlatformAnswering(platform, row.id()));
    }

    public void platformAway(Account row, int inARow, String reason) {
        log.warn(
                "The token endpoint does not answer, so one account is tried at a time: platform={} accounts={} last: {}",
                row.platform(),
                inARow,
                reason);
        events.publish(new TokenEvent.PlatformAway(row.platform(), row.id(), inARow, reason));
    }

    public void platformRefuses(String platform, Account row, int inARow, TokenEndpointException failure) {
        log.warn(
                "The server refuses one account after the other, so none is marked and one is tried at a time; check client "
                        + "id, client secret and address: platform={} accounts={} last: {}",
                platform,
                inARow,
                failure.getMessage());
        events.publish(new TokenEvent.PlatformRefusing(platform, row.id(), inARow, Refusals.summary(failure)));
    }
}
