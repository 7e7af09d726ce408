package io.tokenwell.spi;

import io.tokenwell.TokenEndpointException;
import java.util.Locale;
import java.util.Set;

/**
 * How a refresh ended, in few words: every part has a small, fixed set of values, whatever a server answers. Immutable and
 * safe for use by any thread.
 *
 * @param platform the account's platform, one of those that are configured
 * @param outcome what came of it
 * @param code why it failed: a well-known error code, {@code terminal} for any other that says that the refresh token is
 *     spent for good, a class of HTTP statuses ({@code http_3xx}, {@code http_429}, {@code http_4xx}, {@code http_5xx}),
 *     {@code no_answer}, {@code storage}, or {@code other}; {@code none} if it did not fail
 * @since 0.1
 */
public record RefreshResult(String platform, Outcome outcome, String code) {

    /** {@link #code()} of what did not fail. */
    public static final String NO_CODE = "none";

    private static final String OTHER = "other";

    /** RFC 6749 section 5.2, OpenAI's terminal codes, and our own. */
    private static final Set<String> KNOWN_CODES = Set.of(
            "invalid_request",
            "invalid_client",
            "invalid_grant",
            "unauthorized_client",
            "unsupported_grant_type",
            "invalid_scope",
            "refresh_token_reused",
            "refresh_token_invalidated",
            "refresh_token_expired",
            "token_expired",
            "app_session_terminated",
            "no_endpoint",
            "claim_over");

    /** What came of a refresh. */
    public enum Outcome {
        /** The token endpoint answered with usable credentials. */
        SUCCEEDED,
        /** The server said no. */
        REJECTED,
        /** Sent, but no usable answer came back. */
        UNKNOWN,
        /** Nothing was sent. */
        NOT_SENT,
        /** The account table gave no claim, so that nothing was tried. */
        NOT_CLAIMED;

        private final String label = name().toLowerCase(Locale.ROOT);

        /**
         * The name as meters have it.
         *
         * @return for example {@code not_sent}
         */
        public String label() {
            return label;
        }
    }

    /**
     * A refresh that brought a token.
     *
     * @param platform the account's platform
     * @return the result
     */
    public static RefreshResult succeeded(String platform) {
        return new RefreshResult(platform, Outcome.SUCCEEDED, NO_CODE);
    }

    /**
     * A refresh that the token endpoint did not answer well.
     *
     * @param platform the account's platform
     * @param failure what the endpoint did
     * @return the result
     */
    public static RefreshResult failed(String platform, TokenEndpointException failure) {
        return new RefreshResult(platform, outcome(failure), code(failure));
    }

    /**
     * A refresh that did not begin, as the account table gave no claim.
     *
     * @param platform the account's platform
     * @return the result
     */
    public static RefreshResult notClaimed(String platform) {
        return new RefreshResult(platform, Outcome.NOT_CLAIMED, "storage");
    }

    private static Outcome outcome(TokenEndpointException failure) {
        return switch (failure.outcome()) {
            case REJECTED -> Outcome.REJECTED;
            case UNKNOWN -> Outcome.UNKNOWN;
            case NOT_SENT -> Outcome.NOT_SENT;
        };
    }

    private static String code(TokenEndpointException failure) {
        return failure.code().filter(KNOWN_CODES::contains).orElseGet(() -> codeless(failure));
    }

    private static String codeless(TokenEndpointException failure) {
        if (failure.terminal()) {
            return "terminal";
        }
        return switch (failure.status() / 100) {
            case 0 -> failure.code().isPresent() ? OTHER : "no_answer";
            case 3 -> "http_3xx";
            case 4 -> failure.status() == 429 ? "http_429" : "http_4xx";
            case 5 -> "http_5xx";
            default -> OTHER;
        };
    }
}
