package io.tokenwell.simulation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** What the authorization server has given out, and where it went. */
final class Pair {

    final long account;
    final int family;
    final int generation;
    final String accessToken;
    final String refreshToken;
    final Instant end;

    /** Who redeemed it; null for a login. */
    final @Nullable Send send;

    /** Whether its access token may be told of as a success. */
    boolean usable = true;

    /** When the table first had it. */
    long storedAt = -1;

    /** Who received it, and when. */
    @Nullable
    Instance receivedBy;

    long receivedAt = -1;

    /** When escrow last took it. */
    long keptAt = -1;

    Pair(long account, int family, int generation, String refreshToken, Instant end, @Nullable Send send, int number) {
        this.account = account;
        this.family = family;
        this.generation = generation;
        this.accessToken = "at-" + account + "." + family + "." + generation + "." + number;
        this.refreshToken = refreshToken;
        this.end = end.truncatedTo(ChronoUnit.MILLIS);
        this.send = send;
    }

    /** Of the same login and later. */
    boolean succeeds(Pair other) {
        return family == other.family && account == other.account && generation > other.generation;
    }

    /** Of a later login, or later. */
    boolean isNewerThan(Pair other) {
        return family == other.family ? generation > other.generation : family > other.family;
    }

    @Override
    public String toString() {
        return accessToken + "/" + refreshToken;
    }
}
