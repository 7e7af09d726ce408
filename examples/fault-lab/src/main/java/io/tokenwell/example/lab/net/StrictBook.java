package io.tokenwell.example.lab.net;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Who holds which token. Forgets none, so that a dead one can be told from one that never was. One lock, short steps. */
final class StrictBook {

    /** A login and all rotations that follow from it. */
    private static final class Family {
        private final long id;
        private final long accountId;
        private int issued;
        private boolean revoked;

        private Family(long id, long accountId) {
            this.id = id;
            this.accountId = accountId;
        }
    }

    private record Refresh(Family family, int ordinal) {
        boolean spent() {
            return ordinal < family.issued;
        }

        Verdict verdict() {
            if (spent()) {
                return Verdict.REUSED;
            }
            return family.revoked ? Verdict.REVOKED : Verdict.ROTATED;
        }
    }

    private record Access(Family family, int ordinal, Instant expiresAt) {}

    /** Whose refresh token it is; no secret. */
    record Holder(long accountId, long family, int ordinal) {
        private static final Holder NOBODY = new Holder(0, 0, 0);

        String rtId() {
            return family == 0 ? "foreign" : family + "-" + ordinal;
        }
    }

    /** What the presenter of a refresh token gets. */
    record Decision(Verdict verdict, Holder holder, Optional<Login> pair) {}

    private final Duration lifetime;
    private final Clock clock = Clock.systemUTC();
    private final Map<String, Refresh> refreshTokens = new HashMap<>();
    private final Map<String, Access> accessTokens = new HashMap<>();
    private final Map<Long, Long> newestFamilies = new HashMap<>();
    private long families;

    StrictBook(Duration lifetime) {
        this.lifetime = lifetime;
    }

    Duration lifetime() {
        return lifetime;
    }

    synchronized Login login(long accountId, Duration life) {
        newestFamilies.put(accountId, ++families);
        return issued(new Family(families, accountId), life);
    }

    synchronized long newestFamily(long accountId) {
        return newestFamilies.getOrDefault(accountId, 0L);
    }

    private Login issued(Family family, Duration life) {
        int ordinal = ++family.issued;
        Instant expiresAt = clock.instant().plus(life);
        String access = token("lab-at-", family.id, ordinal);
        String refresh = token("lab-rt-", family.id, ordinal);
        accessTokens.put(access, new Access(family, ordinal, expiresAt));
        refreshTokens.put(refresh, new Refresh(family, ordinal));
        return new Login(family.accountId, family.id, access, refresh, expiresAt);
    }

    /** Nobody guesses in the lab, and a SecureRandom may block. */
    private static String token(String prefix, long family, int ordinal) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return prefix + family + "-" + ordinal + "-" + Long.toHexString(random.nextLong())
                + Long.toHexString(random.nextLong());
    }

    synchronized Holder holder(String refreshToken) {
        @Nullable Refresh token = refreshTokens.get(refreshToken);
        return token == null ? Holder.NOBODY : new Holder(token.family().accountId, token.family().id, token.ordinal());
    }

    synchronized Decision redeemed(String refreshToken) {
        Holder holder = holder(refreshToken);
        @Nullable Refresh token = refreshTokens.get(refreshToken);
        if (token == null) {
            return new Decision(Verdict.FOREIGN, holder, Optional.empty());
        }
        Verdict verdict = token.verdict();
        if (verdict == Verdict.ROTATED) {
            return new Decision(verdict, holder, Optional.of(issued(token.family(), lifetime)));
        }
        token.family().revoked = true;
        return new Decision(verdict, holder, Optional.empty());
    }

    synchronized boolean usable(String refreshToken) {
        @Nullable Refresh token = refreshTokens.get(refreshToken);
        return token != null && token.verdict() == Verdict.ROTATED;
    }

    synchronized Optional<TokenFacts> facts(String accessToken) {
        return Optional.ofNullable(accessTokens.get(accessToken))
                .map(token -> new TokenFacts(
                        token.family().accountId,
                        token.family().id,
                        token.ordinal(),
                        token.expiresAt(),
                        token.family().revoked));
    }
}
