package io.tokenwell.example.cli;

import io.tokenwell.example.cli.ImportFailure.Place;
import io.tokenwell.example.servers.DemoAuthorizationServer;
import io.tokenwell.example.servers.IssuedTokens;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.SharedCooldown;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Six accounts that have logged in at the demo's server, each in another state. */
final class DemoAccounts {

    private static final Duration A_WHILE = Duration.ofMinutes(10);

    private final Session session;
    private final DemoAuthorizationServer authorization;

    DemoAccounts(Session session, DemoAuthorizationServer authorization) {
        this.session = session;
        this.authorization = authorization;
    }

    Mono<Void> stored() {
        List<ImportRecord> records = Stream.of(
                        record(1, Duration.ofMinutes(55)),
                        record(2, Duration.ofMinutes(2)),
                        record(3, Duration.ofMinutes(-7)),
                        record(4, Duration.ofMinutes(-7)),
                        record(5, Duration.ofMinutes(-7)),
                        record(6, Duration.ofMinutes(-7)))
                .toList();
        return new AccountWriter(session.database(), session.tables(), false)
                .written(records)
                .then(claimed(4)
                        .flatMap(claim -> session.accounts().markReauthorizationRequired(claim, "invalid_grant")))
                .then(claimed(5))
                .then(cooledDown(6));
    }

    private ImportRecord record(long id, Duration life) {
        IssuedTokens tokens = authorization.issue(id);
        Map<String, @Nullable Object> credentials = Json.object();
        credentials.put("access_token", tokens.accessToken());
        credentials.put("refresh_token", tokens.refreshToken());
        credentials.put("expires_at", Instant.now().plus(life).toString());
        credentials.put("_token_version", 1);
        credentials.put("client_id", "tokenwell-demo");
        Map<String, Object> row = Map.of("id", id, "platform", "openai", "credentials", credentials);
        RecordCheck check = new RecordCheck(
                session.settings().cipherOfInput(),
                Set.of(),
                true,
                session.tables().columns().idType());
        return Objects.requireNonNull(
                check.checked(new RawRecord(new Place(id, id), 0, row, null)).record());
    }

    private Mono<RefreshClaim> claimed(long id) {
        return session.accounts().claimRefresh(new ClaimRequest(Long.toString(id), "another-gateway", A_WHILE));
    }

    private Mono<Void> cooledDown(long id) {
        Cooldown cooldown = new Cooldown("the token endpoint answered 503", A_WHILE, false);
        return session.stores()
                .flatMap(stores -> stores.refreshCooldown().start(new AccountKey(id), new SharedCooldown(1, cooldown)));
    }
}
