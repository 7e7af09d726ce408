package io.tokenwell.refresh;

import io.tokenwell.Account;
import io.tokenwell.InvalidAccountException;
import io.tokenwell.ReauthorizationRequiredException;
import io.tokenwell.Secret;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/** Calls for another token than the one that an upstream has rejected. Those of one such token share their work. */
final class RejectedCalls {

    private final AccountRules rules;
    private final TokenPublisher publisher;
    private final Freshness freshness;
    private final Cooldowns cooldowns;
    private final RejectedPauses pauses;
    private final TokenPipeline pipeline;
    private final InFlight<Rejection, String> inFlight = new InFlight<>();

    private record Rejection(AccountKey key, RejectedToken rejected) {}

    RejectedCalls(RefreshParts parts, TokenPipeline pipeline) {
        this.rules = parts.rules();
        this.publisher = parts.publisher();
        this.freshness = parts.freshness();
        this.cooldowns = parts.cooldowns();
        this.pauses = parts.pauses();
        this.pipeline = pipeline;
    }

    Mono<String> call(@Nullable Account account, @Nullable String token) {
        return account == null
                ? Mono.error(() -> new InvalidAccountException(0, "account is nil"))
                : call(AccountKey.of(account), account, token);
    }

    Mono<String> call(long accountId, @Nullable String token) {
        return call(new AccountKey(accountId), null, token);
    }

    private Mono<String> call(AccountKey key, @Nullable Account snapshot, @Nullable String token) {
        Optional<Rejection> rejection = RejectedToken.of(token).map(rejected -> new Rejection(key, rejected));
        return Mono.defer(() -> {
            if (snapshot != null) {
                rules.checked(snapshot);
            }
            return rejection
                    .map(rejected -> known(rejected).orElseGet(() -> shared(rejected, snapshot)))
                    .orElseThrow(
                            () -> new InvalidAccountException(key.accountId(), "the rejected access token is blank"));
        });
    }

    /** What this process knows without asking. */
    private Optional<Mono<String>> known(Rejection rejection) {
        return Optional.ofNullable(publisher.known(rejection.key()))
                .map(CachedToken::token)
                .filter(token -> !rejection.rejected().is(token))
                .map(token -> Mono.just(token.expose()))
                .or(() -> pauses.known(rejection.key(), rejection.rejected()).map(Mono::error));
    }

    private Mono<String> shared(Rejection rejection, @Nullable Account snapshot) {
        Supplier<Mono<String>> work = () -> replaced(rejection, snapshot);
        return new Mono<>() {
            @Override
            public void subscribe(CoreSubscriber<? super String> caller) {
                inFlight.join(rejection, work, caller);
            }
        };
    }

    /** What was found valid may have died since, in a process that stood still: then once more from the top. */
    private Mono<String> replaced(Rejection rejection, @Nullable Account snapshot) {
        Mono<CachedToken> live = Mono.defer(() -> walked(new Call(rejection.key(), snapshot, rejection.rejected())))
                .filter(freshness::servable);
        return live.switchIfEmpty(live)
                .map(CachedToken::token)
                .map(Secret::expose)
                .switchIfEmpty(Mono.error(() -> RejectedPauses.stillThere(
                        rejection.key().accountId(), "the one in its place expired while it was handed out", null)));
    }

    /** The token that stages fall back on is of no use to these callers: why there is no other is. */
    private Mono<CachedToken> walked(Call call) {
        return pipeline.cachedOrRefreshed(call)
                .flatMap(token -> call.accepts(token) ? Mono.just(token) : Mono.error(() -> stillRejected(call)));
    }

    private RuntimeException stillRejected(Call call) {
        RuntimeException failure = call.failure();
        if (failure != null) {
            return failure;
        }
        return cooldowns
                .known(call.key())
                .map(cooldown -> pauses.refused(call.key(), call.rejected(), cooldown.left(), reason(call, cooldown)))
                .orElseGet(() -> RejectedPauses.stillThere(
                        call.accountId(),
                        rules.refreshed(call.account())
                                ? "no refresh has brought another one in time"
                                : "its own client refreshes it",
                        null));
    }

    private static RuntimeException reason(Call call, Cooldowns.Entry cooldown) {
        return cooldown.reason() instanceof ReauthorizationRequiredException loggedOut
                ? loggedOut
                : RejectedPauses.stillThere(
                        call.accountId(), "the next refresh may start after a cooldown", cooldown.reason());
    }

    Set<AccountKey> underWay() {
        return inFlight.keys().stream().map(Rejection::key).collect(Collectors.toSet());
    }

    /** Completes when all that is under way now has ended. */
    Mono<Void> settled() {
        return inFlight.settled();
    }

    int size() {
        return inFlight.size();
    }
}
