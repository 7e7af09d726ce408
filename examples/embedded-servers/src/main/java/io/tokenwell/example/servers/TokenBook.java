package io.tokenwell.example.servers;

import io.tokenwell.example.servers.Redemption.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Who holds which token, and what became of it. Every method is one short step under one lock. */
final class TokenBook {

    /** A login and all rotations that follow from it. */
    private static final class Family {
        private final long accountId;
        private boolean revoked;
        private int issued;

        private Family(long accountId) {
            this.accountId = accountId;
        }
    }

    private record RefreshToken(Family family, int ordinal) {
        boolean spent() {
            return ordinal < family.issued;
        }
    }

    private record AccessToken(Family family, Instant expiresAt) {}

    /** What the presenter of a refresh token gets. */
    record Answer(Outcome outcome, Optional<IssuedTokens> tokens) {}

    private final Clock clock;
    private final Duration lifetime;
    private final TokenMint mint = new TokenMint();
    private final Map<String, RefreshToken> refreshTokens = new HashMap<>();
    /** In order of issue, which is the order of their ends. */
    private final Map<String, AccessToken> accessTokens = new LinkedHashMap<>();

    private final List<Redemption> ledger = new ArrayList<>();

    TokenBook(Clock clock, Duration lifetime) {
        this.clock = clock;
        this.lifetime = lifetime;
    }

    synchronized IssuedTokens login(long accountId) {
        return issued(new Family(accountId));
    }

    private IssuedTokens issued(Family family) {
        Instant expiresAt = clock.instant().plus(lifetime);
        String access = mint.next("demo-at-");
        String refresh = mint.next("demo-rt-");
        dropExpired();
        accessTokens.put(access, new AccessToken(family, expiresAt));
        refreshTokens.put(refresh, new RefreshToken(family, ++family.issued));
        return new IssuedTokens(family.accountId, access, refresh, expiresAt);
    }

    /** From the oldest on, and no further than needed: a book of a hundred thousand tokens is not read at every issue. */
    private void dropExpired() {
        Instant now = clock.instant();
        Iterator<AccessToken> oldestFirst = accessTokens.values().iterator();
        while (oldestFirst.hasNext() && !now.isBefore(oldestFirst.next().expiresAt())) {
            oldestFirst.remove();
        }
    }

    synchronized Answer redeemed(String presented) {
        @Nullable RefreshToken token = refreshTokens.get(presented);
        if (token == null) {
            return entered(0, 0, Outcome.UNKNOWN, Optional.empty());
        }
        Family family = token.family();
        if (token.spent()) {
            family.revoked = true;
            return entered(family.accountId, token.ordinal(), Outcome.REUSED, Optional.empty());
        }
        if (family.revoked) {
            return entered(family.accountId, token.ordinal(), Outcome.UNKNOWN, Optional.empty());
        }
        return entered(family.accountId, token.ordinal(), Outcome.ROTATED, Optional.of(issued(family)));
    }

    private Answer entered(long accountId, int ordinal, Outcome outcome, Optional<IssuedTokens> tokens) {
        ledger.add(new Redemption(accountId, clock.instant(), ordinal, outcome));
        return new Answer(outcome, tokens);
    }

    /** Whose live access token this is; empty for any other text. */
    synchronized OptionalLong holder(String accessToken) {
        @Nullable AccessToken token = accessTokens.get(accessToken);
        boolean live =
                token != null && !token.family().revoked && clock.instant().isBefore(token.expiresAt());
        return token != null && live ? OptionalLong.of(token.family().accountId) : OptionalLong.empty();
    }

    synchronized void expireAccessTokens(long accountId) {
        accessTokens.values().removeIf(token -> token.family().accountId == accountId);
    }

    synchronized void revoke(long accountId) {
        refreshTokens.values().stream()
                .map(RefreshToken::family)
                .filter(family -> family.accountId == accountId)
                .forEach(family -> family.revoked = true);
    }

    synchronized int presented() {
        return ledger.size();
    }

    synchronized List<Redemption> ledger() {
        return List.copyOf(ledger);
    }
}
