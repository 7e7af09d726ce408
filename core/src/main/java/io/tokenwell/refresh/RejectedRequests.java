package io.tokenwell.refresh;

import io.tokenwell.Account;
import io.tokenwell.InvalidAccountException;
import io.tokenwell.Rejection;
import io.tokenwell.refresh.OrderlyClose.CallsUnderWay;
import io.tokenwell.refresh.guard.GuardedCache;
import io.tokenwell.refresh.guard.RejectionPauses;
import io.tokenwell.refresh.model.AccountRules;
import io.tokenwell.refresh.model.Demand.OtherThan;
import io.tokenwell.refresh.model.Freshness;
import io.tokenwell.refresh.model.RejectedToken;
import io.tokenwell.refresh.model.Served;
import io.tokenwell.refresh.model.Walk;
import io.tokenwell.refresh.model.Walk.FirstRead;
import io.tokenwell.refresh.pipeline.RefreshPipeline;
import io.tokenwell.refresh.report.ObservedRequest;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.RefreshObserver;
import io.tokenwell.spi.RequestOutcome;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/**
 * Calls for another token than the one that an upstream has rejected. Calls for one such token share their work if it
 * was rejected in one way: a rejection of another kind may have to wait longer.
 */
final class RejectedRequests implements CallsUnderWay {

    private final AccountRules rules;
    private final GuardedCache cache;
    private final Freshness freshness;
    private final RejectedAnswers answers;
    private final RefreshPipeline pipeline;
    private final SingleFlight<Refused, String> inFlight = new SingleFlight<>();
    private final RefreshObserver observer;

    private record Refused(AccountKey key, RejectedToken rejected) {}

    RejectedRequests(
            AccountRules rules,
            GuardedCache cache,
            Freshness freshness,
            RejectedAnswers answers,
            RefreshPipeline pipeline,
            RefreshObserver observer) {
        this.rules = rules;
        this.cache = cache;
        this.freshness = freshness;
        this.answers = answers;
        this.pipeline = pipeline;
        this.observer = observer;
    }

    Mono<String> call(@Nullable Account account, @Nullable String token, Rejection kind) {
        return account == null
                ? Mono.error(() -> seen(InvalidAccountException.noAccount()))
                : call(AccountKey.of(account), account, token, kind);
    }

    Mono<String> call(@Nullable String accountId, @Nullable String token, Rejection kind) {
        try {
            return call(AccountRules.keyOf(accountId), null, token, kind);
        } catch (InvalidAccountException noId) {
            return Mono.error(() -> seen(noId));
        }
    }

    private Mono<String> call(AccountKey key, @Nullable Account snapshot, @Nullable String token, Rejection kind) {
        Optional<Refused> refused = RejectedToken.of(token).map(rejected -> new Refused(key, rejected.as(kind)));
        return Mono.defer(() -> {
            Refused rejected = checked(key, snapshot, refused);
            return known(rejected).orElseGet(() -> shared(rejected, snapshot));
        });
    }

    private Refused checked(AccountKey key, @Nullable Account snapshot, Optional<Refused> rejection) {
        try {
            if (snapshot != null) {
                rules.checked(snapshot);
            }
            return rejection.orElseThrow(
                    () -> new InvalidAccountException(key.accountId(), "the rejected access token is blank"));
        } catch (InvalidAccountException refused) {
            throw seen(refused);
        }
    }

    private <E extends RuntimeException> E seen(E refused) {
        observer.onRequest(RequestOutcome.of(refused));
        return refused;
    }

    /** Returns the answer that this process knows without asking; empty if it must ask. */
    private Optional<Mono<String>> known(Refused rejection) {
        return Optional.ofNullable(cache.known(rejection.key()))
                .map(CachedToken::token)
                .filter(token -> !rejection.rejected().is(token))
                .map(token -> {
                    observer.onRequest(RequestOutcome.NEAR);
                    return Mono.just(token.expose());
                })
                .or(() -> answers.known(rejection.key(), rejection.rejected())
                        .map(pause -> Mono.<String>error(seen(pause))));
    }

    private Mono<String> shared(Refused rejection, @Nullable Account snapshot) {
        Supplier<Mono<String>> work = () -> replaced(rejection, snapshot);
        return new Mono<>() {
            @Override
            public void subscribe(CoreSubscriber<? super String> caller) {
                if (observer == RefreshObserver.NOOP) {
                    inFlight.join(rejection, work, caller);
                } else {
                    ObservedRequest seen = new ObservedRequest(observer, caller, self -> self.inContextOf(work.get()));
                    inFlight.join(rejection, seen, seen);
                }
            }
        };
    }

    /**
     * Emits another token. A token that was found valid may have expired since, if the process was suspended: then the
     * work starts once more from the top.
     */
    private Mono<String> replaced(Refused rejection, @Nullable Account snapshot) {
        OtherThan demand = new OtherThan(rejection.key(), rejection.rejected());
        Mono<CachedToken> live = Mono.defer(() -> walked(new Walk(demand, snapshot, FirstRead.NOT_YET), demand))
                .filter(freshness::servable);
        return live.switchIfEmpty(live)
                .map(token -> token.token().expose())
                .switchIfEmpty(Mono.error(() -> RejectionPauses.stillThere(
                        rejection.key().accountId(), "the one in its place expired while it was handed out", null)));
    }

    /**
     * Emits the token of a walk. The rejected token, which stages fall back on, is of no use to these callers: they are
     * told why there is no other.
     */
    private Mono<CachedToken> walked(Walk walk, OtherThan demand) {
        return ObservedRequest.noted(pipeline.token(walk))
                .map(Served::token)
                .flatMap(token -> demand.accepts(token)
                        ? Mono.just(token)
                        : Mono.error(() -> answers.stillRejected(walk.account(), demand)));
    }

    @Override
    public Set<AccountKey> underWay() {
        return inFlight.keys().stream().map(Refused::key).collect(Collectors.toSet());
    }

    @Override
    public Mono<Void> settled() {
        return inFlight.settled();
    }

    @Override
    public int size() {
        return inFlight.size();
    }
}
