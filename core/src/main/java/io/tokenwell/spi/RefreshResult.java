package io.tokenwell.spi;

import io.tokenwell.TokenEndpointException;
import java.util.Locale;
import java.util.Set;

/**
 * Result of a refresh in a form for meters: every component has a small, fixed set of values, whatever a server
 * answers.
 *
 * @param platform platform of the account, one of the configured ones
 * @param outcome how the refresh ended
 * @param code why it failed: a well-known error code, {@code terminal} for any other code that means that the refresh
 *     token is permanently refused, a class of HTTP statuses ({@code http_3xx}, {@code http_429}, {@code http_4xx},
 *     {@code http_5xx}), {@code no_answer}, {@code storage}, or {@code other}; {@code none} if it did not fail
 * @since 0.1
 */
public record RefreshResult(String platform, Outcome outcome, String code) {

    /** The {@link #code()} of a refresh that did not fail. */
    public static final String NO_CODE = "none";

    private static final String OTHER = "other";

    /** RFC 6749 section 5.2, the terminal codes of OpenAI, and the codes of this library. */
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

    /** Outcome of a refresh. */
    public enum Outcome {
        /** The token endpoint answered with usable credentials. */
        SUCCEEDED,
        /** The server refused the request. */
        REJECTED,
        /** The token was sent, but no usable answer was received. */
        UNKNOWN,
        /** Nothing was sent. */
        NOT_SENT,
        /** The account table granted no claim, so nothing was tried. */
        NOT_CLAIMED;

        private final String label = name().toLowerCase(Locale.ROOT);

        /**
         * Returns the name that meters use.
         *
         * @return for example {@code not_sent}
         */
        public String label() {
            return label;
        }
    }

    /**
     * Returns the result of a refresh that returned a token.
     *
     * @param platform the account's platform
     * @return the result
     */
    public static RefreshResult succeeded(String platform) {
        return new RefreshResult(platform, Outcome.SUCCEEDED, NO_CODE);
    }

    /**
     * Returns the result of a refresh that failed at the token endpoint.
     *
     * @param platform the account's platform
     * @param failure the error of the endpoint
     * @return the result
     */
    public static RefreshResult failed(String platform, TokenEndpointException failure) {
        return new RefreshResult(platform, outcome(failure), code(failure));
    }

    /**
     * Returns the result of a refresh that did not begin, as the account table granted no claim.
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
