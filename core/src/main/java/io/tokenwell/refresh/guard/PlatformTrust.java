package io.tokenwell.refresh.guard;

import io.tokenwell.refresh.model.Reach;
import io.tokenwell.refresh.model.Reach.Down;
import io.tokenwell.refresh.model.RefreshRuntime;
import io.tokenwell.refresh.model.Rest;
import io.tokenwell.refresh.model.Trust;
import io.tokenwell.refresh.model.Trust.Doubted;
import io.tokenwell.refresh.model.Trust.Resting;
import io.tokenwell.refresh.settings.OutageRules;
import io.tokenwell.refresh.settings.Platform;
import io.tokenwell.refresh.settings.RefusalRules;
import io.tokenwell.spi.AccountKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * What this process believes of one platform, and which refreshes it lets through to the token endpoint. Safe for use
 * by any thread.
 */
final class PlatformTrust {

    private static final double JITTER = 0.2;

    private final String platform;
    private final RefusalRules rules;
    private final OutageRules outages;
    private final RefreshRuntime runtime;
    private final AtomicReference<PlatformState> state = new AtomicReference<>(PlatformState.unknown());
    private final Queue<Sinks.Empty<Void>> waiting = new ConcurrentLinkedQueue<>();

    /** The trust before and after a change. */
    record Change(Trust before, Trust after) {

        boolean restBegan() {
            return after instanceof Resting && !(before instanceof Resting);
        }

        Set<AccountKey> markedBefore() {
            return before instanceof Doubted doubted ? doubted.marked() : Set.of();
        }
    }

    PlatformTrust(Platform platform, RefreshRuntime runtime) {
        this.platform = platform.name();
        this.rules = platform.refusals();
        this.outages = platform.outages();
        this.runtime = runtime;
    }

    String platform() {
        return platform;
    }

    Trust trust() {
        return now().trust();
    }

    /** Whether only one refresh at a time is let through. */
    boolean rests() {
        return now().rest() != null;
    }

    private PlatformState now() {
        return Objects.requireNonNull(state.get());
    }

    Admission asked(AccountKey key) {
        Duration now = runtime.elapsed();
        while (true) {
            PlatformState before = now();
            Admission admission = before.admission(key, now, rules.inARow());
            if (!(admission instanceof Admission.Pass pass) || state.compareAndSet(before, before.entered(pass))) {
                return admission;
            }
        }
    }

    void left(Admission.Pass pass) {
        state.updateAndGet(now -> now.left(pass));
        wake();
    }

    /** Completes when it is worth asking again. */
    Mono<Void> change(AccountKey key) {
        return Mono.defer(() -> {
            Sinks.Empty<Void> changed = Sinks.empty();
            waiting.add(changed);
            // Asked once more, as the change may have come before this waiter listened.
            boolean worth = !(now().admission(key, runtime.elapsed(), rules.inARow()) instanceof Admission.Later);
            return worth ? Mono.empty() : changed.asMono();
        });
    }

    /** Wakes those that wait now. A waiter that then asks in vain waits for the next change. */
    private void wake() {
        List<Sinks.Empty<Void>> woken = new ArrayList<>();
        for (Sinks.Empty<Void> next = waiting.poll(); next != null; next = waiting.poll()) {
            woken.add(next);
        }
        woken.forEach(Sinks.Empty::tryEmitEmpty);
    }

    void sent() {
        Duration now = runtime.elapsed();
        state.updateAndGet(before -> before.resting(rest -> rest.sent(
                now,
                runtime.jittered(rest.pause(), JITTER),
                before.trust() instanceof Resting ? rules.longestPause() : outages.longestPause())));
    }

    /** Returns true if this success has ended a rest. */
    boolean succeeded() {
        PlatformState before = now();
        if (before.trust() instanceof Trust.Proven && before.reach().equals(Reach.up())) {
            return false;
        }
        PlatformState ended = Objects.requireNonNull(state.getAndUpdate(
                now -> now.with(now.trust().succeeded()).with(now.reach().answered())));
        wake();
        return ended.rest() != null;
    }

    Change refused(AccountKey key, String reason) {
        Rest rest = first(rules.firstPause(), reason);
        Change change = changed(trust -> trust.refused(key, rules.inARow(), rest));
        answered();
        return change;
    }

    /** Notes that the server has answered, though without tokens. Returns true if that has ended an outage. */
    boolean answered() {
        PlatformState before = Objects.requireNonNull(
                state.getAndUpdate(now -> now.with(now.reach().answered())));
        wake();
        return before.reach() instanceof Down;
    }

    /** Notes that the server has not answered. Returns true if an outage has begun. */
    boolean unanswered(AccountKey key, String reason, Duration wait) {
        if (outages.inARow() == 0) {
            return false;
        }
        Rest rest = first(outages.firstPause(), reason);
        Duration notBefore =
                runtime.elapsed().plus(wait.compareTo(rules.longestPause()) < 0 ? wait : rules.longestPause());
        UnaryOperator<PlatformState> step = now -> now.trust() instanceof Resting
                ? now
                : now.with(now.reach().failed(key, outages.inARow(), rest, notBefore));
        PlatformState before = Objects.requireNonNull(state.getAndUpdate(step));
        wake();
        return !(before.reach() instanceof Down) && step.apply(before).reach() instanceof Down;
    }

    private Rest first(Duration pause, String reason) {
        return new Rest(Set.of(), pause, runtime.elapsed().plus(runtime.jittered(pause, JITTER)), false, reason);
    }

    void refusedAgain(AccountKey key) {
        changed(trust -> trust.refusedAgain(key));
    }

    /** Returns false if the account may not stay marked. */
    boolean marked(AccountKey key) {
        Change change = changed(trust -> trust instanceof Doubted doubted ? doubted.marked(key) : trust);
        return !(change.after() instanceof Resting);
    }

    private Change changed(UnaryOperator<Trust> step) {
        PlatformState before = Objects.requireNonNull(state.getAndUpdate(now -> now.with(step.apply(now.trust()))));
        return new Change(before.trust(), step.apply(before.trust()));
    }
}
