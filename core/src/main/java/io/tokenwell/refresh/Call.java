package io.tokenwell.refresh;

import io.tokenwell.Account;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.RequestOutcome;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** State of one walk through the pipeline. Its stages run one after the other, so plain fields do. */
final class Call {

    private final AccountKey key;
    private @Nullable Account account;
    private final @Nullable RejectedToken rejected;
    private @Nullable RuntimeException failure;
    private @Nullable RefreshAim aim;
    private long mistrusted = Long.MIN_VALUE;
    private boolean cacheAsked;
    private boolean unanswered;
    private boolean cooldownHeard;
    private boolean rowRead;
    private boolean requested;
    private boolean contended;
    private RequestOutcome source = RequestOutcome.STORED;
    private int waits;
    private Duration waited = Duration.ZERO;
    private @Nullable Duration waitingSince;
    private final HeldLock lock = new HeldLock();

    /** Without a snapshot the account is loaded when it is needed. */
    Call(AccountKey key, @Nullable Account snapshot, boolean cacheAsked, boolean unanswered) {
        this(key, snapshot, cacheAsked, unanswered, null);
    }

    /** Wants another token than this one, which an upstream has rejected. */
    Call(AccountKey key, @Nullable Account snapshot, RejectedToken rejected) {
        this(key, snapshot, false, false, rejected);
    }

    private Call(
            AccountKey key,
            @Nullable Account snapshot,
            boolean cacheAsked,
            boolean unanswered,
            @Nullable RejectedToken rejected) {
        this.key = key;
        this.account = snapshot;
        this.cacheAsked = cacheAsked;
        this.unanswered = unanswered;
        this.rejected = rejected;
    }

    /** A refresh that nobody waits for. */
    static Call behind(Account account, RefreshAim aim) {
        Call call = new Call(AccountKey.of(account), account, false, false);
        call.aim = aim;
        return call;
    }

    /** What a refresh wants that nobody waits for; null for a caller's. */
    @Nullable
    RefreshAim aim() {
        return aim;
    }

    AccountKey key() {
        return key;
    }

    long accountId() {
        return key.accountId();
    }

    boolean loaded() {
        return account != null;
    }

    /** The newest account known: the caller's snapshot until a row has replaced it. */
    Account account() {
        return Objects.requireNonNull(account, "account is loaded before it is used");
    }

    void replaceBy(Account row) {
        account = row;
        rowRead = true;
    }

    /** Whether the account came from the repository in this very call. */
    boolean rowRead() {
        return rowRead;
    }

    boolean ofRejection() {
        return rejected != null;
    }

    RejectedToken rejected() {
        return Objects.requireNonNull(rejected, "only asked where a token was rejected");
    }

    /** Whether it may be answered so: not with the very token that its callers were refused with. */
    boolean accepts(CachedToken answer) {
        return answer.version() != mistrusted && (rejected == null || !rejected.is(answer.token()));
    }

    /** The table may not have it: whoever wants to see it there takes it from nowhere else. */
    void mistrust(CachedToken ahead) {
        mistrusted = ahead.version();
    }

    /** Whether the account still has the token that was rejected. */
    boolean rejects(Account row) {
        return rejected != null
                && row.credentials().accessToken().filter(rejected::is).isPresent();
    }

    /** What kept it from refreshing, where no cooldown tells. */
    void failed(RuntimeException reason) {
        failure = reason;
    }

    @Nullable
    RuntimeException failure() {
        return failure;
    }

    /** True once, if the cache was asked a moment ago. */
    boolean takeCacheAsked() {
        boolean asked = cacheAsked;
        cacheAsked = false;
        return asked;
    }

    /** True once, if the cache was asked a moment ago and did not answer. */
    boolean takeUnanswered() {
        boolean silent = unanswered;
        unanswered = false;
        return silent;
    }

    void hearCooldown() {
        cooldownHeard = true;
    }

    /** True once, if the last wait was ended so. */
    boolean takeCooldownHeard() {
        boolean heard = cooldownHeard;
        cooldownHeard = false;
        return heard;
    }

    /** True the first time: a call asks for its refresh once, however often it retries. */
    boolean firstRequest() {
        boolean first = !requested;
        requested = true;
        return first;
    }

    /** True the first time that another was found holding the account. */
    boolean firstContention() {
        boolean first = !contended;
        contended = true;
        return first;
    }

    void cameFrom(RequestOutcome stage) {
        source = stage;
    }

    RequestOutcome source() {
        return source;
    }

    void addWait(Duration wait) {
        waits++;
        waited = waited.plus(wait);
    }

    int waits() {
        return waits;
    }

    Duration waited() {
        return waited;
    }

    /** How long ago it came to where calls wait, by the time that has elapsed; the first to ask begins it. */
    Duration waitingFor(Duration now) {
        if (waitingSince == null) {
            waitingSince = now;
        }
        return now.minus(waitingSince);
    }

    HeldLock lock() {
        return lock;
    }
}
