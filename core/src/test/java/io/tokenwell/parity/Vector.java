package io.tokenwell.parity;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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
                Long.toString(node.path("id").longValue()),
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

    /** The tags, and what a tagged vector shows of D20, D25 and D26 though it is not tagged so; and A12. */
    Set<String> shownDefects() {
        Set<String> shown = new LinkedHashSet<>(defects);
        if (!defects.isEmpty()) {
            addIf(showsRefreshWithoutRow(), shown, "D20");
            addIf(showsCancelledRefresh(), shown, "D25");
            addIf(showsSoraAtTheLock(), shown, "D26");
        }
        addIf(showsWhatIsNoToken(), shown, "A12");
        return shown;
    }

    private static void addIf(boolean wanted, Set<String> shown, String defect) {
        if (wanted) {
            shown.add(defect);
        }
    }

    /** The original takes anything for a token; here it is of VSCHAR (RFC 6749, appendix A.12), as it goes on a header. */
    private boolean showsWhatIsNoToken() {
        return Stream.of(account(), account(given.path("repo").path("row")))
                .flatMap(Stream::ofNullable)
                .map(Account::credentials)
                .anyMatch(read -> read.accessTokenUnusable() || read.refreshTokenUnusable());
    }

    private boolean showsSoraAtTheLock() {
        return sora() && !calls("lock_acquire").isEmpty();
    }

    private boolean showsCancelledRefresh() {
        return calls("oauth_refresh").stream()
                .anyMatch(call -> call.path("outcome").asString().equals("cancelled"));
    }

    /** The tag is on those whose refresh succeeded; others went on with the caller's snapshot all the same. */
    private boolean showsRefreshWithoutRow() {
        JsonNode metrics = expect.path("metrics");
        boolean attempted = metrics.path("refresh_success").longValue()
                        + metrics.path("refresh_failure").longValue()
                > 0;
        List<JsonNode> reads = calls("db_get");
        return attempted && !reads.isEmpty() && isWithoutRow(reads.get(0));
    }

    /** Whether a read finds that there is no such row. */
    boolean answersMissingRow() {
        return calls("db_get").stream()
                .anyMatch(read -> read.path("outcome").asString("").equals("nil"));
    }

    private static boolean isWithoutRow(JsonNode read) {
        String outcome = read.path("outcome").asString("");
        return outcome.equals("error") || outcome.equals("nil");
    }

    /** What the endpoint would answer with, as credentials; empty if it fails. */
    private Credentials granted() {
        JsonNode answer = given.path("oauth");
        return answer.path("outcome").asString("").equals("ok")
                ? Credentials.of(Json.document(answer.path("built_credentials"), given.path("-")))
                : Credentials.empty();
    }

    Optional<String> grantedToken() {
        return granted().accessToken().map(Secret::expose);
    }

    Optional<String> grantedRefreshToken() {
        return granted().refreshToken().map(Secret::expose);
    }

    boolean grantsUsableToken() {
        boolean dead =
                granted().expiresAt().filter(expiry -> !expiry.isAfter(start())).isPresent();
        return grantedToken().isPresent() && !dead;
    }

    /** Whether a claim on this row leads to a redemption. */
    boolean qualifiesForRefresh(Account row) {
        Instant skewEnd = start().plus(Duration.ofMinutes(3));
        boolean due = row.credentials().expiresAt().filter(skewEnd::isBefore).isEmpty();
        return due
                && row.platform().equals("openai")
                && row.type().equals(Account.OAUTH)
                && row.status().equals(Account.ACTIVE);
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
