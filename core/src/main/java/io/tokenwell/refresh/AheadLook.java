package io.tokenwell.refresh;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.ReauthorizationRequiredException;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.AheadOutcome;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.ExpiringAccount;
import io.tokenwell.spi.ExpiringQuery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;

/** One search of the table to its end, page by page: the next page is read when all of this one have been refreshed. */
final class AheadLook {

    private final AheadParts parts;
    private @Nullable ExpiringQuery next;

    AheadLook(AheadParts parts, ExpiringQuery first) {
        this.parts = parts;
        this.next = first;
    }

    /** Completes when nothing is left or it was stopped; errors if the table does not answer. */
    Mono<Void> done() {
        return Mono.defer(this::pageRefreshed)
                .repeat(() -> next != null && !parts.stop().isSet())
                .then();
    }

    private Mono<Void> pageRefreshed() {
        ExpiringQuery query = next;
        return query == null ? Mono.empty() : page(query).flatMap(page -> refreshed(query, page));
    }

    private Mono<List<ExpiringAccount>> page(ExpiringQuery query) {
        return parts.stored().bounded(parts.accounts().page(query));
    }

    private Mono<Void> refreshed(ExpiringQuery query, List<ExpiringAccount> page) {
        next = page.size() < query.limit() ? null : query.following(page.get(page.size() - 1));
        Turns turns = new Turns(page, parts.soon(), parts.runtime());
        return Flux.<ExpiringAccount>generate(sink -> turn(turns, sink))
                .flatMap(this::refreshedInTurn, parts.settings().maxRefreshes())
                .then();
    }

    private void turn(Turns turns, SynchronousSink<ExpiringAccount> sink) {
        ExpiringAccount account = turns.next();
        if (account == null) {
            sink.complete();
        } else {
            sink.next(account);
        }
    }

    private Mono<Void> refreshedInTurn(ExpiringAccount found) {
        Duration wait = parts.pace().left();
        Mono<Void> turn = wait.isZero()
                ? Mono.empty()
                : parts.stop().orAfter(Mono.delay(wait, parts.runtime().scheduler()));
        return turn.then(Mono.defer(() -> parts.stop().isSet() ? Mono.empty() : counted(found)));
    }

    private Mono<Void> counted(ExpiringAccount found) {
        parts.counters().begun();
        return outcome(found)
                .doOnNext(outcome -> parts.counters().ended(found.platform(), outcome))
                .doOnNext(parts.pace()::ended)
                .then();
    }

    private Mono<AheadOutcome> outcome(ExpiringAccount found) {
        return parts.aim().leaves(parts.runtime().clock().instant(), found.expiresAt(), found.tokenVersion())
                ? Mono.just(AheadOutcome.LEFT)
                : parts.behind()
                        .begun(known(found), parts.aim())
                        .map(token -> outcome(found, token))
                        .defaultIfEmpty(AheadOutcome.LEFT)
                        .onErrorResume(failure -> Mono.just(failed(found)));
    }

    /** The claim reads the rest. */
    private static Account known(ExpiringAccount found) {
        return Account.active(
                found.accountId(),
                found.platform(),
                Credentials.of(Map.of(
                        Credentials.EXPIRES_AT, found.expiresAt().toString(),
                        Credentials.TOKEN_VERSION, found.tokenVersion())));
    }

    private AheadOutcome outcome(ExpiringAccount found, CachedToken token) {
        return token.version() > found.tokenVersion() ? AheadOutcome.RENEWED : failed(found);
    }

    private AheadOutcome failed(ExpiringAccount found) {
        return parts.cooldowns()
                .known(new AccountKey(found.accountId()))
                .filter(cooldown -> cooldown.reason() instanceof ReauthorizationRequiredException)
                .map(loggedOut -> AheadOutcome.LOGIN_REQUIRED)
                .orElse(AheadOutcome.FAILED);
    }
}
