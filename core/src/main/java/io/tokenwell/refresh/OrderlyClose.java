package io.tokenwell.refresh;

import io.tokenwell.CloseReport;
import io.tokenwell.refresh.model.DetachedWork;
import io.tokenwell.refresh.model.StopSignal;
import io.tokenwell.refresh.rotation.UnsavedRotations;
import io.tokenwell.spi.AccountKey;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Ends a provider: nothing new begins, all that is under way ends, and what is left behind is named. */
final class OrderlyClose {

    private final StopSignal closing;
    private final List<CallsUnderWay> calls;
    private final DetachedWork detached;
    private final UnsavedRotations unsaved;
    private final Disposable announcements;
    private final Scheduler scheduler;

    /** Work that callers wait for. */
    interface CallsUnderWay {

        Set<AccountKey> underWay();

        /** Completes when all that is under way now has ended. */
        Mono<Void> settled();

        int size();
    }

    OrderlyClose(
            StopSignal closing,
            List<CallsUnderWay> calls,
            DetachedWork detached,
            UnsavedRotations unsaved,
            Disposable announcements,
            Scheduler scheduler) {
        this.closing = closing;
        this.calls = calls;
        this.detached = detached;
        this.unsaved = unsaved;
        this.announcements = announcements;
        this.scheduler = scheduler;
    }

    /** Closes the provider. Emits what is left behind, after the limit at the latest; never errors. */
    Mono<CloseReport> within(Duration limit) {
        return Mono.fromRunnable(closing::set)
                .then(Mono.defer(this::settled)
                        .repeat(() -> workUnderWay() > 0 || detached.busy())
                        .then())
                .timeout(limit, Mono.empty(), scheduler)
                .doOnTerminate(announcements::dispose)
                .then(Mono.fromSupplier(() -> unsaved.leftBehind(accountsUnderWay())));
    }

    private Mono<Void> settled() {
        return Mono.when(Mono.when(calls.stream().map(CallsUnderWay::settled).toList()), detached.settled());
    }

    private Set<AccountKey> accountsUnderWay() {
        return calls.stream().flatMap(each -> each.underWay().stream()).collect(Collectors.toSet());
    }

    /** Counts the pieces of work that callers of this process wait for. */
    int workUnderWay() {
        return calls.stream().mapToInt(CallsUnderWay::size).sum();
    }
}
