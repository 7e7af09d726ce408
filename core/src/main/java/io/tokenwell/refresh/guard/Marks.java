package io.tokenwell.refresh.guard;

import io.tokenwell.AccountIds;
import io.tokenwell.ShownText;
import io.tokenwell.StorageOperation;
import io.tokenwell.refresh.model.DetachedWork;
import io.tokenwell.refresh.model.Failures;
import io.tokenwell.refresh.model.JitteredBackoff;
import io.tokenwell.refresh.model.RefreshRuntime;
import io.tokenwell.refresh.report.RefreshReporter;
import io.tokenwell.spi.AccountKey;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Takes marks back: on request of an operator, or because the platform turned out to refuse every account. */
public final class Marks {

    private static final Logger log = LoggerFactory.getLogger(Marks.class);

    private static final int TRIES_MORE = 8;
    private static final Duration FIRST_WAIT = Duration.ofMillis(200);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final GuardedAccounts stored;
    private final Cooldowns cooldowns;
    private final DetachedWork detached;
    private final RefreshReporter reporter;
    private final RefreshRuntime runtime;

    public Marks(
            GuardedAccounts stored,
            Cooldowns cooldowns,
            DetachedWork detached,
            RefreshReporter reporter,
            RefreshRuntime runtime) {
        this.stored = stored;
        this.cooldowns = cooldowns;
        this.detached = detached;
        this.reporter = reporter;
        this.runtime = runtime;
    }

    /** Takes a mark back, and emits whether there was one; errors are typed. */
    public Mono<Boolean> reinstated(AccountKey key) {
        String id = key.accountId();
        return Mono.defer(() -> stored.bounded(stored.repository().reinstate(id)))
                .onErrorMap(failure -> Failures.typed(id, StorageOperation.ACCOUNTS_REINSTATE, failure))
                .delayUntil(marked -> cooldowns.endQuietly(key))
                .doOnNext(marked -> {
                    if (marked) {
                        reporter.reinstated(key);
                    }
                });
    }

    /**
     * Takes a mark back in the background. If the table does not take that, the next call for the account after
     * {@code triesMarkedAfter} tries the account again.
     */
    void takenBack(AccountKey key) {
        detached.begun(
                key,
                reinstated(key)
                        .retryWhen(new JitteredBackoff(FIRST_WAIT, LONGEST_WAIT, runtime).atMost(TRIES_MORE))
                        .doOnError(failure -> log.warn(
                                "Mark not taken back: account_id={} error={}",
                                AccountIds.encoded(key.accountId()),
                                ShownText.line(failure)))
                        .onErrorComplete()
                        .then());
    }
}
