package io.tokenwell.example.lab.net;

import java.time.Instant;

/**
 * What the server knows of an access token.
 *
 * @param accountId whose it is
 * @param family which login it came from
 * @param ordinal its place in its family: 1 for the login's, 2 for the first rotation's
 * @param expiresAt when it ceases to be accepted
 * @param revoked whether its family was revoked
 */
public record TokenFacts(long accountId, long family, int ordinal, Instant expiresAt, boolean revoked) {}
