package io.tokenwell.example.lab.check;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * How an account ended, after everything had settled.
 *
 * @param account its id
 * @param refreshToken the ledger's name of the refresh token in its row, if it can be read
 * @param family the login that the row's tokens, or the last answered token, came of
 * @param usable whether the server would go on rotating
 * @param newestFamily the newest login
 * @param loggedInAnew whether there was a login during the cycle
 * @param version the row's token version right after settling, if the contestant has one
 * @param cachedVersion the cache entry's at that time, if there is one that can be read
 */
public record FinalAccount(
        long account,
        Optional<String> refreshToken,
        String family,
        boolean usable,
        String newestFamily,
        boolean loggedInAnew,
        OptionalLong version,
        OptionalLong cachedVersion) {}
