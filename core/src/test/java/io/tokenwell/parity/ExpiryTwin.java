package io.tokenwell.parity;

import io.tokenwell.Account;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** D22: a vector against its twin, whose accounts spell the same expiry as RFC 3339. */
final class ExpiryTwin {

    private static final String EXPIRES_AT = "expires_at";

    private ExpiryTwin() {}

    static @Nullable String understoodOrLoggedOnce(Vector vector, Observed seen) {
        if (expiryOf(vector).isPresent()) {
            return understood(vector, seen);
        }
        return seen.expiryWarnings() == 1
                ? null
                : "an expiry that is not understood was logged " + seen.expiryWarnings() + " times";
    }

    static @Nullable String understood(Vector vector, Observed seen) {
        return expiryOf(vector)
                .map(expiry -> differenceTo(new ScriptedWorld(twinOf(vector, expiry), false).run(), seen))
                .orElseGet(() -> Optional.of("its expiry is not understood, so nothing follows from it"))
                .orElse(null);
    }

    private static Optional<String> differenceTo(Observed twin, Observed seen) {
        return comparable(twin).equals(comparable(seen))
                ? Optional.empty()
                : Optional.of("with RFC 3339 " + comparable(twin) + ", but got " + comparable(seen));
    }

    private static String comparable(Observed seen) {
        return String.join(
                " ",
                String.valueOf(seen.token()),
                String.valueOf(seen.error()),
                String.valueOf(seen.cacheWrite()),
                seen.redeemed().toString(),
                seen.counters().toString());
    }

    private static Optional<Instant> expiryOf(Vector vector) {
        return Optional.ofNullable(vector.account())
                .map(Account::credentials)
                .flatMap(credentials -> credentials.expiresAt());
    }

    private static Vector twinOf(Vector vector, Instant expiry) {
        JsonNode given = vector.given().deepCopy();
        String odd = given.path("account").path("credentials").path(EXPIRES_AT).toString();
        respell(given.path("account"), odd, expiry);
        respell(given.path("repo").path("row"), odd, expiry);
        given.path("repo").path("get_by_id").forEach(answer -> respell(answer.path("account"), odd, expiry));
        return new Vector(vector.id(), vector.defects(), given, vector.expect());
    }

    private static void respell(JsonNode account, String odd, Instant expiry) {
        if (account.path("credentials") instanceof ObjectNode credentials
                && credentials.path(EXPIRES_AT).toString().equals(odd)) {
            credentials.put(EXPIRES_AT, expiry.toString());
        }
    }
}
