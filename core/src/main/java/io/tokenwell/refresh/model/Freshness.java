package io.tokenwell.refresh.model;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.refresh.settings.ExpiredTokenPolicy;
import io.tokenwell.refresh.settings.FreshnessSettings;
import io.tokenwell.spi.CachedToken;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one model of freshness: when a refresh is due, and how long the cache may keep a token. */
public final class Freshness {

    /** The original's longest duration, 292 years. */
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    public static final Duration SHORTEST_TTL = Duration.ofSeconds(1);

    private final FreshnessSettings settings;
    private final Clock clock;

    public Freshness(FreshnessSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Returns the life up to which a token is due. */
    public Duration refreshSkew() {
        return settings.refreshSkew();
    }

    /**
     * Reports whether a refresh is due: at a life up to the refresh skew; without an expiry, once the token is as old as one
     * may get in the cache; with one that cannot be read, at once.
     */
    public boolean due(Credentials credentials) {
        return life(credentials)
                .map(life -> life.compareTo(settings.refreshSkew()) <= 0)
                .orElseGet(() -> credentials.accessToken().isEmpty()
                        || credentials.expiryUnreadable()
                        || !isYoung(credentials.tokenVersion()));
    }

    /** The version tells when the token was redeemed; one that is nearly now in the other direction is a clock's fault. */
    private boolean isYoung(long version) {
        Duration age = Duration.between(Instant.ofEpochMilli(version), clock.instant());
        return age.abs().compareTo(settings.unknownExpiryTtl()) < 0;
    }

    /**
     * Reports whether a refresh is wanted. Without a shared cache the original gives up on an account that has no token
     * at all; this is kept.
     */
    public boolean wanted(Credentials credentials, boolean sharedCache) {
        return due(credentials)
                && (sharedCache || credentials.text(Credentials.ACCESS_TOKEN).isPresent());
    }

    /** Reports whether a refresh is due because the token nears its known end. */
    boolean dueByExpiry(Credentials credentials) {
        return life(credentials).isPresent() && due(credentials);
    }

    /**
     * Reports whether a token has more life than the window. A token that never has as much would be replaced again and
     * again, so half of its life is left in peace, as far as the version tells when that life began.
     */
    public boolean outlives(Duration window, @Nullable Instant expiresAt, long version) {
        Instant now = clock.instant();
        if (expiresAt == null || Duration.between(now, expiresAt).compareTo(window) > 0) {
            return true;
        }
        Instant begun = Instant.ofEpochMilli(version);
        return begun.isBefore(expiresAt)
                && now.isBefore(begun.plus(Duration.between(begun, expiresAt).dividedBy(2)));
    }

    /** Reports whether this token by itself is due, as its account's credentials would be. */
    public boolean due(CachedToken token) {
        return token.expiresAt() == null
                ? !isYoung(token.version())
                : lifeUntil(token.expiresAt()).compareTo(settings.refreshSkew()) <= 0;
    }

    /**
     * Returns how long a refresh can still be put off and end before the token expires; zero if it cannot. Never more
     * than for a token that has just become due: if the token is rejected meanwhile, its account cannot wait for hours.
     */
    public Duration spareLife(Credentials credentials) {
        Duration needed = settings.refreshSkew().dividedBy(4);
        Duration longest = settings.refreshSkew().minus(needed);
        return life(credentials)
                .map(life -> life.minus(needed))
                .map(spare -> spare.compareTo(longest) < 0 ? spare : longest)
                .filter(Freshness::positive)
                .orElse(Duration.ZERO);
    }

    boolean expired(Credentials credentials) {
        return life(credentials).map(life -> !positive(life)).orElse(false);
    }

    /** Reports whether the account has a token that is known to be valid. */
    public boolean surelyValid(Account account) {
        return account.credentials().accessToken().isPresent()
                && life(account.credentials()).filter(Freshness::positive).isPresent();
    }

    public boolean servable(Credentials credentials) {
        return settings.expiredTokens() == ExpiredTokenPolicy.SERVE || !expired(credentials);
    }

    /** Reports whether a cached token may be handed out, by the policy for expired tokens. */
    public boolean servable(CachedToken entry) {
        return settings.expiredTokens() == ExpiredTokenPolicy.SERVE || live(entry);
    }

    /** Reports whether the entry is within its expiry. A hit past it is a miss. */
    public boolean live(CachedToken entry) {
        return entry.expiresAt() == null || clock.instant().isBefore(entry.expiresAt());
    }

    /**
     * Returns how long the token still lives; empty if that is not known. A text that cannot be a token has no life,
     * whatever expiry is beside it: it is to be replaced.
     */
    public Optional<Duration> life(Credentials credentials) {
        return credentials.accessTokenUnusable()
                ? Optional.empty()
                : credentials.expiresAt().map(this::lifeUntil);
    }

    /**
     * Returns how long the cache may keep the token; empty if it must not. {@code provisional} tells that its refresh
     * failed.
     */
    public Optional<Duration> timeToLive(Credentials credentials, boolean provisional) {
        return life(credentials)
                .map(life -> provisional ? provisionalTtl(life) : regularTtl(life))
                .or(() -> Optional.of(provisional ? settings.failedRefreshTtl() : settings.unknownExpiryTtl()))
                .map(ttl -> shorter(ttl, settings.maximumTtl()))
                .filter(ttl -> ttl.compareTo(SHORTEST_TTL) >= 0);
    }

    private Duration provisionalTtl(Duration life) {
        return shorter(life, settings.failedRefreshTtl());
    }

    private Duration regularTtl(Duration life) {
        if (life.compareTo(settings.cacheSkew()) > 0) {
            return life.minus(settings.cacheSkew());
        }
        boolean expiredMeanwhile = !positive(life);
        return expiredMeanwhile && settings.expiredTokens() == ExpiredTokenPolicy.SERVE
                ? settings.failedRefreshTtl()
                : life.minus(settings.refreshSkew());
    }

    private Duration lifeUntil(Instant expiry) {
        Duration life = Duration.between(clock.instant(), expiry);
        return shorter(life, LONGEST);
    }

    private static boolean positive(Duration life) {
        return !life.isNegative() && !life.isZero();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
