package io.tokenwell.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.WireText;
import io.tokenwell.spi.TokenGrant;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Bytes that a token endpoint answers with, each as a character, and what has to come of them. */
record HostileAnswer(String id, String latin1, Consumer<Redeemed> oracle) {

    static final String OLD = "planted/refresh+OLD==";
    static final String NEW = "planted-refresh-NEW";
    static final String ACCESS = "at-new";
    static final String CLIENT = "planted-client-secret";
    static final String GOOD =
            "{\"access_token\":\"" + ACCESS + "\",\"refresh_token\":\"" + NEW + "\",\"expires_in\":3600}";
    static final String HEAD = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n";

    private static final List<String> SECRETS = List.of(OLD, "planted%2Frefresh%2BOLD", NEW, CLIENT, "planted-access");
    private static final Set<String> KEYS = Set.of(
            "access_token",
            "refresh_token",
            "expires_at",
            "id_token",
            "email",
            "chatgpt_account_id",
            "chatgpt_user_id",
            "scope",
            "organization_id");

    byte[] bytes() {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    static HostileAnswer body(String id, String json, Consumer<Redeemed> oracle) {
        byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
        return new HostileAnswer(id, HEAD + new String(utf8, StandardCharsets.ISO_8859_1), oracle);
    }

    static void anyTyped(Redeemed redeemed) {
        // What holds for all is all that holds.
    }

    static void unknown(Redeemed redeemed) {
        assertThat(redeemed.refused().outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    static void rejected(Redeemed redeemed) {
        assertThat(redeemed.refused().outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(redeemed.refused().terminal()).isFalse();
    }

    /** Null: that token is not in the grant at all, so that the stored one stays. */
    static Consumer<Redeemed> grants(@Nullable String accessToken, @Nullable String refreshToken) {
        return redeemed -> {
            assertThat(redeemed.refusal()).isNull();
            redeemed.assertHas("access_token", accessToken);
            redeemed.assertHas("refresh_token", refreshToken);
        };
    }

    static boolean isQuotedIn(String text) {
        return SECRETS.stream().anyMatch(text::contains);
    }

    /** What came of one redemption. */
    record Redeemed(@Nullable TokenGrant grant, @Nullable TokenEndpointException refusal) {

        TokenEndpointException refused() {
            return Optional.ofNullable(refusal).orElseThrow(() -> new AssertionError("granted"));
        }

        private Map<String, @Nullable Object> granted() {
            return Optional.ofNullable(grant)
                    .orElseThrow(() -> new AssertionError("refused"))
                    .credentials();
        }

        private void assertHas(String key, @Nullable String token) {
            if (token == null) {
                assertThat(granted()).doesNotContainKey(key);
            } else {
                assertThat(String.valueOf(granted().get(key)).equals(token))
                        .as(key)
                        .isTrue();
            }
        }

        /** What holds whatever a server says, once the request is out. */
        void assertDecent() {
            if (refusal == null) {
                assertStorable(granted());
            } else {
                assertThat(refusal.outcome()).isNotEqualTo(Outcome.NOT_SENT);
                boolean byStatus = refusal.status() >= 300 && refusal.status() < 500;
                boolean underSuccess = refusal.status() / 100 == 2
                        && String.valueOf(refusal.getMessage()).contains("with a status of success");
                assertThat(refusal.outcome() == Outcome.REJECTED).isEqualTo(byStatus || underSuccess);
                assertThat(refusal.retryAfter().orElse(Duration.ZERO)).isBetween(Duration.ZERO, Duration.ofHours(1));
                assertTellable(refusal);
            }
        }

        private static void assertStorable(Map<String, @Nullable Object> grant) {
            assertThat(KEYS).containsAll(grant.keySet());
            assertThat(String.valueOf(grant.get("scope"))).as("scope").matches("[ -~]{1,4000}");
            for (String token : List.of("access_token", "refresh_token")) {
                if (grant.containsKey(token)) {
                    assertThat(WireText.isVisible(String.valueOf(grant.get(token))))
                            .as(token)
                            .isTrue();
                }
            }
            if (grant.get("expires_at") instanceof String expiry) {
                assertThat(Instant.parse(expiry))
                        .isBetween(
                                Redeeming.NOW.minus(Duration.ofDays(3651)), Redeeming.NOW.plus(Duration.ofDays(3651)));
            }
        }
    }

    /** An error that names its account, in a short line that steers no terminal, and repeats no secret. */
    static void assertTellable(TokenEndpointException refusal) {
        assertThat(refusal.accountId()).isEqualTo("42");
        assertThat(String.valueOf(refusal.getMessage()))
                .hasSizeLessThan(600)
                .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
        StringWriter trace = new StringWriter();
        refusal.printStackTrace(new PrintWriter(trace));
        assertThat(isQuotedIn(trace.toString())).as("a secret is quoted").isFalse();
        for (Throwable each = refusal; each != null; each = each.getCause()) {
            assertThat(isQuotedIn(each.toString())).as("a secret is quoted").isFalse();
        }
    }
}
