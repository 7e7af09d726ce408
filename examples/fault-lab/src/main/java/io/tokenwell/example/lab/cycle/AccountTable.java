package io.tokenwell.example.lab.cycle;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Where a contestant keeps its accounts. */
interface AccountTable {

    /**
     * An account as it logged in.
     *
     * @param account its id
     * @param accessToken the first access token
     * @param refreshToken the first refresh token
     * @param expiresAt what the row is to say about the access token's end, ISO 8601
     */
    record Fresh(long account, String accessToken, String refreshToken, String expiresAt) {}

    /** A row as it ended. */
    record Stored(Optional<String> refreshToken, Optional<String> accessToken, OptionalLong version) {}

    void install();

    void insert(List<Fresh> accounts);

    void replace(Fresh login);

    Map<Long, Stored> rows(Collection<Long> accounts);

    /** Claims of attempts that run, for all that anybody knows. */
    List<Held> claims();

    /** Connections of anybody that hold a transaction open. */
    int idleInTransaction();
}
