package io.tokenwell.parity;

import io.tokenwell.Secret;
import io.tokenwell.TokenStorageException;
import io.tokenwell.parity.Observed.CacheWrite;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.Lease;
import io.tokenwell.spi.RefreshLock;
import io.tokenwell.spi.TokenCache;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** The vector's token cache and refresh lock. */
final class ScriptedRedis implements TokenCache, RefreshLock {

    private final Vector vector;
    private final ScriptedWorld world;
    private final JsonNode script;
    private int gets;
    private @Nullable CacheWrite lastWrite;
    private @Nullable Instant lastWriteAt;
    private @Nullable String owner;

    ScriptedRedis(Vector vector, ScriptedWorld world) {
        this.vector = vector;
        this.world = world;
        this.script = vector.given().path("cache");
    }

    @Override
    public Mono<CachedToken> get(AccountKey key) {
        return world.timed("cache_get", () -> {
            JsonNode answer = script.path("get").path(gets++);
            return switch (answer.path("outcome").asString("miss")) {
                case "hit" -> new CachedToken(Secret.of(answer.path("token").asString()), 0, null);
                case "error" -> throw failed("get");
                default -> null;
            };
        });
    }

    @Override
    public Mono<Boolean> put(AccountKey key, CachedToken token, Duration timeToLive) {
        Instant called = world.now();
        return world.timed("cache_set", () -> {
            lastWriteAt = called;
            lastWrite = new CacheWrite(token.token().expose(), timeToLive);
            failUnlessOk("set");
            return true;
        });
    }

    @Override
    public Mono<Void> evict(AccountKey key) {
        return Mono.empty();
    }

    @Override
    public Mono<Lease> tryAcquire(Lease lease, Duration timeToLive) {
        return world.timed("lock_acquire", () -> {
            String outcome = script.path("lock").path("outcome").asString("acquired");
            boolean takenForReal = !outcome.equals("held") && !outcome.equals("error");
            owner = takenForReal ? lease.owner() : owner;
            return switch (outcome) {
                case "acquired" -> lease;
                case "held" -> null;
                default -> throw failed("lock");
            };
        });
    }

    @Override
    public Mono<Void> release(Lease lease) {
        return world.timed("lock_release", () -> {
                    failUnlessOk("release");
                    owner = lease.owner().equals(owner) ? null : owner;
                    return lease;
                })
                .then();
    }

    @Nullable
    CacheWrite lastWrite() {
        return lastWrite;
    }

    Instant lastWriteOr(Instant otherwise) {
        return lastWriteAt == null ? otherwise : lastWriteAt;
    }

    boolean lockLeft() {
        return owner != null;
    }

    private void failUnlessOk(String operation) {
        if (!script.path(operation).path("outcome").asString("ok").equals("ok")) {
            throw failed(operation);
        }
    }

    private TokenStorageException failed(String operation) {
        return new TokenStorageException(
                Long.toString(vector.given().path("account").path("id").longValue(0)), "scripted", operation, null);
    }
}
