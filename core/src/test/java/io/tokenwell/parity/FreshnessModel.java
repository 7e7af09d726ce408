package io.tokenwell.parity;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.Secret;
import io.tokenwell.parity.Observed.CacheWrite;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The one model of freshness, computed anew from what was served. */
final class FreshnessModel {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration REFRESH_SKEW = Duration.ofMinutes(3);
    private static final Duration CACHE_SKEW = Duration.ofMinutes(5);
    private static final Duration FAILED = Duration.ofMinutes(1);
    private static final Duration UNKNOWN = Duration.ofMinutes(30);

    private FreshnessModel() {}

    static @Nullable String holds(Vector vector, Observed seen) {
        Optional<CacheWrite> model = vector.wired("cache") ? modelled(vector, seen) : Optional.empty();
        return Objects.equals(model.orElse(null), seen.cacheWrite())
                ? null
                : "cached " + seen.cacheWrite() + ", not " + model;
    }

    /** A newer row that was adopted is left to the next caller that holds it. */
    private static Optional<CacheWrite> modelled(Vector vector, Observed seen) {
        Credentials served = servedOf(vector, seen);
        if (seen.token() == null || served == null) {
            return Optional.empty();
        }
        return Optional.of(new CacheWrite(seen.token(), timeToLive(served, seen)))
                .filter(write -> write.timeToLive().compareTo(SHORTEST) >= 0);
    }

    private static Duration timeToLive(Credentials served, Observed seen) {
        Optional<Duration> life = served.expiresAt().map(expiry -> Duration.between(seen.cachedAt(), expiry));
        boolean due = life.map(left -> left.compareTo(REFRESH_SKEW) <= 0).orElse(true);
        boolean provisional = due && seen.counters().refreshSuccess() == 0;
        if (provisional) {
            return life.filter(left -> left.compareTo(FAILED) < 0).orElse(FAILED);
        }
        return life.map(left -> left.minus(left.compareTo(CACHE_SKEW) > 0 ? CACHE_SKEW : REFRESH_SKEW))
                .orElse(UNKNOWN);
    }

    private static @Nullable Credentials servedOf(Vector vector, Observed seen) {
        return Stream.of(
                        Optional.ofNullable(seen.written()),
                        Optional.ofNullable(seen.claimed()).map(Account::credentials),
                        Optional.ofNullable(vector.account()).map(Account::credentials),
                        Optional.ofNullable(seen.lastRow())
                                .filter(row -> vector.sora())
                                .map(Account::credentials))
                .flatMap(Optional::stream)
                .filter(known -> known.accessToken().map(Secret::expose).equals(Optional.ofNullable(seen.token())))
                .findFirst()
                .orElse(null);
    }
}
