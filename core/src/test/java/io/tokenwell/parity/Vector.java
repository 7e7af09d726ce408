package io.tokenwell.parity;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One recorded call: what was given, and what the original did. */
record Vector(String id, List<String> defects, JsonNode given, JsonNode expect) {

    static Vector parse(String line) {
        JsonNode node = Json.parse(line);
        List<String> defects = new ArrayList<>();
        node.path("defects").forEach(defect -> defects.add(defect.asString()));
        return new Vector(node.path("id").asString(), defects, node.path("given"), node.path("expect"));
    }

    Instant start() {
        return Instant.parse(given.path("now").asString());
    }

    @Nullable
    Account account() {
        return account(given.path("account"));
    }

    static @Nullable Account account(JsonNode node) {
        if (node.isNull() || node.isMissingNode()) {
            return null;
        }
        Credentials credentials = node.path("credentials").isObject()
                ? Credentials.of(Json.document(node.path("credentials"), node.path("kinds")))
                : Credentials.empty();
        return new Account(
                node.path("id").longValue(),
                node.path("platform").asString(),
                node.path("type").asString(),
                node.path("status").asString(),
                credentials,
                null);
    }

    boolean wired(String collaborator) {
        return given.path("wiring").path(collaborator).booleanValue();
    }

    boolean nilProvider() {
        return given.path("wiring").path("provider").asString().equals("nil");
    }

    boolean sora() {
        return given.path("account").path("platform").asString("").equals("sora");
    }

    /** A Sora account that asks for, or waits for, the lock shows D26 whether it is tagged so or not. */
    boolean showsSoraAtTheLock() {
        return sora() && !calls("lock_acquire").isEmpty() && !defects.isEmpty();
    }

    /** A cancellation that reached the original's refresh shows D25 whether it is tagged so or not. */
    boolean showsCancelledRefresh() {
        return calls("oauth_refresh").stream()
                .anyMatch(call -> call.path("outcome").asString().equals("cancelled"));
    }

    boolean tagged(String defect) {
        return defects.contains(defect);
    }

    Duration latency(String operation) {
        return Duration.ofMillis(given.path("latency_ms").path(operation).longValue(0));
    }

    /** The original answered with its caller's cancellation. */
    boolean endsCancelled() {
        String error = expect.path("result").path("error").asString("");
        return error.equals("context canceled") || error.equals("context deadline exceeded");
    }

    JsonNode cancel() {
        return given.path("cancel");
    }

    List<JsonNode> calls(String operation) {
        List<JsonNode> calls = new ArrayList<>();
        for (JsonNode call : expect.path("calls")) {
            if (call.path("op").asString().equals(operation)) {
                calls.add(call);
            }
        }
        return calls;
    }
}
