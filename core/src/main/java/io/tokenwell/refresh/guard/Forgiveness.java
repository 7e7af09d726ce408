package io.tokenwell.refresh.guard;

import io.tokenwell.Account;
import io.tokenwell.refresh.model.AccountRules;
import io.tokenwell.refresh.model.Attempt;
import io.tokenwell.refresh.model.RefreshRuntime;
import io.tokenwell.refresh.settings.RefreshSettings;
import io.tokenwell.spi.ClaimVerdict.Granted;
import io.tokenwell.spi.ReuseWindow;
import java.time.Duration;

/**
 * When a refresh token that may be used up is sent again at once, because its server accepts it again for a while. Never
 * later: then the same request would end the whole login. A server counts from the moment in which it used the token up,
 * which is after it was sent; a request may take its time on the way, which is left to it at the end.
 */
public final class Forgiveness {

    private static final int SHARE_OF_THE_WAY = 4;

    private final AccountRules rules;
    private final RefreshRuntime runtime;
    private final Duration claimTtl;
    private final Duration timeout;

    /** Creates the rules; the platform of an account tells for how long its server forgives. */
    public Forgiveness(AccountRules rules, RefreshRuntime runtime, RefreshSettings settings) {
        this.rules = rules;
        this.runtime = runtime;
        this.claimTtl = settings.lockTtl();
        this.timeout = settings.endpointTimeout();
    }

    public RefreshRuntime runtime() {
        return runtime;
    }

    /**
     * Returns when an attempt of another holder may be taken over: not before an answer would have come, not so late
     * that the token would be sent again too late.
     */
    public ReuseWindow window(Account account) {
        Duration grace = rules.platformOf(account).reuseGrace();
        return grace.isZero()
                ? ReuseWindow.none()
                : new ReuseWindow(shorter(grace.dividedBy(2), claimTtl), latest(grace));
    }

    private Duration latest(Duration grace) {
        return grace.minus(shorter(timeout, grace.dividedBy(SHARE_OF_THE_WAY)));
    }

    /** Reports whether the earlier attempt's refresh token may be sent again now. */
    public boolean forgives(Attempt attempt) {
        return attempt.previous() != null && forgives(attempt, Duration.ZERO);
    }

    /** Reports whether a refresh token that this attempt has sent, or an earlier one, may be sent again after a wait. */
    public boolean forgives(Attempt attempt, Duration wait) {
        Duration grace = graceOf(attempt);
        return !grace.isZero()
                && runtime.elapsed().plus(wait).compareTo(firstUse(attempt).plus(latest(grace))) < 0;
    }

    /**
     * Reports whether the attempt may send now. One that has stood still meanwhile may have been taken over, and the
     * server forgives no more what the other one has used.
     */
    public boolean allows(Attempt attempt) {
        Duration grace = graceOf(attempt);
        return grace.isZero() || usedSince(attempt).compareTo(latest(grace)) >= 0 || forgives(attempt, Duration.ZERO);
    }

    /**
     * Returns how long the earlier attempts may still bring an answer; zero or less if they will not. Without a grace
     * the claim has told that.
     */
    public Duration respected(Attempt attempt) {
        Duration grace = graceOf(attempt);
        return grace.isZero()
                ? Duration.ZERO
                : attempt.end()
                        .later(latest(grace).plus(claimTtl))
                        .awaited(runtime)
                        .minus(usedSince(attempt));
    }

    private Duration graceOf(Attempt attempt) {
        return rules.platformOf(attempt.row()).reuseGrace();
    }

    /** The store has told the age of the first attempt after the claim was asked for. */
    private Duration firstUse(Attempt attempt) {
        return attempt.end().elapsed().minus(claimTtl).minus(usedSince(attempt));
    }

    private static Duration usedSince(Attempt attempt) {
        return attempt.claim().verdict() instanceof Granted granted ? granted.usedSince() : Duration.ZERO;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
