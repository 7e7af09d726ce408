package io.tokenwell.refresh.ahead;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.Secret;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Details;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.refresh.Failing;
import io.tokenwell.refresh.RefreshAhead;
import io.tokenwell.refresh.VirtualFleet;
import io.tokenwell.refresh.settings.RefreshAheadSettings;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.ExpiringAccounts;
import io.tokenwell.spi.TokenGrant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Many accounts, instances that refresh them ahead, and what was redeemed when. */
final class AheadFleet {

    final VirtualFleet fleet = new VirtualFleet();
    final List<RefreshAhead> refreshers = new ArrayList<>();

    /** Accounts by the time of each redemption. */
    final Map<Long, List<Instant>> redeemedAt = new TreeMap<>();

    final List<Long> order = new ArrayList<>();
    final AtomicInteger atOnce = new AtomicInteger();
    int mostAtOnce;
    Duration life = Duration.ofHours(1);
    RefreshAheadSettings settings = RefreshAheadSettings.defaults();
    Set<Long> refused = Set.of();
    boolean endpointDown;

    AheadFleet() {
        fleet.random = new Random(7)::nextDouble;
        fleet.answering(this::granted);
    }

    /** Accounts from id 1 on whose tokens end evenly in a time. */
    void store(int accounts, Duration first, Duration last) {
        for (int id = 1; id <= accounts; id++) {
            store(id, first.plus(last.minus(first).multipliedBy(id).dividedBy(accounts)), Account.ACTIVE);
        }
    }

    Account store(long id, Duration tokenLife, String status) {
        Account account = new Account(
                Long.toString(id),
                "openai",
                Account.OAUTH,
                status,
                Credentials.of(Map.of(
                        "access_token",
                        "at-" + id,
                        "refresh_token",
                        "rt-" + id + "-0",
                        "expires_at",
                        fleet.clock.instant().plus(tokenLife).toString(),
                        "_token_version",
                        7L)),
                null);
        fleet.ports.accounts.save(account);
        return account;
    }

    RefreshAhead started(String name) {
        return started(name, query -> fleet.ports.hooked("accounts.page", fleet.ports.accounts.page(query)));
    }

    RefreshAhead started(String name, ExpiringAccounts accounts) {
        RefreshAhead ahead = fleet.instance(name).refreshAhead(accounts, settings);
        ahead.start();
        refreshers.add(ahead);
        return ahead;
    }

    /** In steps, as timers set within a step run in it only if time is left. */
    void advance(Duration time) {
        for (long second = 0; second < time.toSeconds(); second++) {
            fleet.advance(Duration.ofSeconds(1));
        }
    }

    int redemptions() {
        return redeemedAt.values().stream().mapToInt(List::size).sum();
    }

    @Nullable
    CachedToken cached(long id) {
        return VirtualFleet.now(fleet.ports.cache.get(new AccountKey(id)));
    }

    private Mono<TokenGrant> granted(Account account) {
        if (endpointDown) {
            return counted(account, Mono.error(Failing.with(Outcome.REJECTED, 503)));
        }
        return counted(
                account,
                refused.contains(Long.valueOf(account.id()))
                        ? refusal(account)
                        : Mono.fromSupplier(() -> grant(account)));
    }

    /** A refusal that is about this account, and passes. */
    private static Mono<TokenGrant> refusal(Account account) {
        return Mono.error(new TokenEndpointException(
                account.id(), new Details(Outcome.REJECTED, 400, "account_locked", false, null), "locked", null));
    }

    /** The fleet's latency has passed already: a little more shows who is under way together. */
    private Mono<TokenGrant> counted(Account account, Mono<TokenGrant> answer) {
        redeemedAt
                .computeIfAbsent(Long.valueOf(account.id()), id -> new ArrayList<>())
                .add(fleet.clock.instant());
        order.add(Long.valueOf(account.id()));
        mostAtOnce = Math.max(mostAtOnce, atOnce.incrementAndGet());
        return Mono.delay(Duration.ofMillis(100), fleet.time).then(answer).doFinally(over -> atOnce.decrementAndGet());
    }

    private TokenGrant grant(Account account) {
        String used = account.credentials().refreshToken().map(Secret::expose).orElse("");
        return new TokenGrant(Map.of(
                "access_token", "new-" + used,
                "refresh_token", used + "+",
                "expires_at", fleet.clock.instant().plus(life).toString()));
    }
}
