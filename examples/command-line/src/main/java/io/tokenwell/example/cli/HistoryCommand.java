package io.tokenwell.example.cli;

import io.tokenwell.example.cli.AccountListing.Query;
import io.tokenwell.example.cli.AccountState.Finding;
import io.tokenwell.redis.RedisStores;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.EscrowedRotation;
import io.tokenwell.spi.SharedCooldown;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** {@code tokenwell history}. */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Shows what is stored of an account's refreshes: the last one that was stored, the attempt that runs or the last",
            "one that did not end well, the one before whose end is not known, and what Redis holds.",
            "Attempts that ended well leave their time only."
        })
final class HistoryCommand extends Task {

    /** A {@code _token_version} below this is a count, not a time. */
    private static final long YEAR_2001 = 1_000_000_000_000L;

    @Parameters(index = "0", paramLabel = "ID", description = "the account")
    private String id = "";

    /** What Redis holds of the account. */
    private record InRedis(Optional<CachedToken> cached, Optional<SharedCooldown> cooldown, String escrow) {}

    @Override
    Mono<Integer> work(Session session, Console console) {
        GivenIds.check(session, List.of(id));
        Duration skew = session.settings().freshness().refreshSkew();
        Query query = new Query("", null, List.of(id), 1);
        return new AccountListing(session.database(), session.accounts().markedAccounts(), session.tables())
                .pages(query)
                .next()
                .map(page -> page.get(0))
                .zipWith(session.stores().flatMap(this::inRedis))
                .publishOn(Schedulers.boundedElastic())
                .map(both -> printed(described(both.getT1(), both.getT2(), skew), console))
                .switchIfEmpty(Mono.fromSupplier(() -> {
                    console.say("there is no account " + id);
                    return ExitCode.SOME_FAILED;
                }));
    }

    private Mono<InRedis> inRedis(RedisStores stores) {
        AccountKey key = new AccountKey(id);
        Mono<Optional<CachedToken>> cached =
                stores.tokenCache().get(key).map(Optional::of).onErrorComplete().defaultIfEmpty(Optional.empty());
        Mono<Optional<SharedCooldown>> cooldown =
                stores.refreshCooldown().find(key).map(Optional::of).defaultIfEmpty(Optional.empty());
        Mono<String> escrow = stores.rotationEscrow()
                .find(key)
                .map(HistoryCommand::escrowed)
                .onErrorResume(failure -> Mono.just("an entry that cannot be read with these keys"))
                .defaultIfEmpty("");
        return Mono.zip(cached, cooldown, escrow).map(all -> new InRedis(all.getT1(), all.getT2(), all.getT3()));
    }

    private static String escrowed(EscrowedRotation kept) {
        return "a rotation of version " + kept.readVersion() + ", waiting to be stored";
    }

    private static Map<String, @Nullable Object> described(StoredAccount account, InRedis redis, Duration skew) {
        Finding finding = AccountState.of(account, redis.cooldown().orElse(null), skew);
        Map<String, @Nullable Object> all = Json.object();
        all.put("id", account.id());
        all.put("platform", account.platform());
        all.put("status", account.status());
        all.put("state", finding.state().toString());
        all.put("note", finding.note());
        all.put("expires_at", Json.text(account.expiresAt()));
        all.put("token_version", account.version());
        all.put(
                "last_refresh_or_login",
                account.version() < YEAR_2001
                        ? null
                        : Instant.ofEpochMilli(account.version()).toString());
        all.putAll(attempts(account.claim()));
        all.put("cached_version", redis.cached().map(CachedToken::version).orElse(null));
        all.put(
                "cooldown",
                redis.cooldown()
                        .map(shared -> shared.cooldown().reason() + ", for "
                                + Durations.readable(shared.cooldown().length()))
                        .orElse(null));
        all.put("escrow", redis.escrow().isEmpty() ? null : redis.escrow());
        return all;
    }

    private static Map<String, @Nullable Object> attempts(@Nullable StoredClaim claim) {
        Map<String, @Nullable Object> attempts = Json.object();
        attempts.put("attempt_by", claim == null ? null : claim.owner());
        attempts.put("attempt_started_at", claim == null ? null : Json.text(claim.startedAt()));
        attempts.put("attempt_claimed_until", claim == null ? null : Json.text(claim.claimedUntil()));
        attempts.put("attempt_outcome", claim == null ? null : claim.outcomeOr("running, or never ended"));
        attempts.put("attempt_reason", claim == null ? null : claim.reason());
        attempts.put("lost_attempt_by", claim == null ? null : claim.lostOwner());
        attempts.put("lost_attempt_since", claim == null ? null : Json.text(claim.lostSince()));
        return attempts;
    }

    private int printed(Map<String, @Nullable Object> history, Console console) {
        if (common().json()) {
            console.out().println(Json.document(history));
        } else {
            Table table = new Table("WHAT", "STORED");
            table.lines(history.entrySet().stream()
                            .map(entry -> List.of(entry.getKey().replace('_', ' '), Table.cell(entry.getValue())))
                            .toList())
                    .forEach(console.out()::println);
        }
        return ExitCode.OK;
    }
}
