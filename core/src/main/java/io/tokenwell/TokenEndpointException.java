package io.tokenwell;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The token endpoint gave no usable answer. Never carries a header or a token, and of a body only the code and what is said
 * beside it. Safe for use by any thread.
 *
 * @since 0.1
 */
public final class TokenEndpointException extends AccessTokenException {

    /** What is known about the refresh token that was, or was not, sent. */
    public enum Outcome {
        /** Nothing was sent (refused, no such host, no pooled connection): the token is untouched. */
        NOT_SENT,
        /** The server said no (HTTP 300 to 499). */
        REJECTED,
        /** Sent, but no usable answer came back, be it a 5xx: the server may or may not have rotated the token. */
        UNKNOWN
    }

    private final transient Details details;

    /**
     * Everything a refusal may tell.
     *
     * @param outcome what is known about the refresh token
     * @param status HTTP status of the answer, 0 without one
     * @param code error code of the answer (RFC 6749 section 5.2 {@code error}, or a platform's own), or null
     * @param terminal whether the code says that this refresh token will never be accepted again
     * @param retryAfter how long the server asks to wait, or null
     * @param description what the server says beside the code (RFC 6749 section 5.2 {@code error_description}, or a
     *     platform's own), without secrets, or null; kept as one line of at most 200 characters
     */
    public record Details(
            Outcome outcome,
            int status,
            @Nullable String code,
            boolean terminal,
            @Nullable Duration retryAfter,
            @Nullable String description) {

        /** Makes foreign text fit to be shown. */
        public Details {
            code = ShownText.of(code);
            description = ShownText.of(description);
        }

        /**
         * A refusal that says no more than its code.
         *
         * @param outcome as above
         * @param status as above
         * @param code as above
         * @param terminal as above
         * @param retryAfter as above
         */
        public Details(
                Outcome outcome, int status, @Nullable String code, boolean terminal, @Nullable Duration retryAfter) {
            this(outcome, status, code, terminal, retryAfter, null);
        }

        /**
         * No answer at all.
         *
         * @param outcome what is known about the refresh token
         * @return details without status and code
         */
        public static Details noAnswer(Outcome outcome) {
            return new Details(outcome, 0, null, false, null);
        }
    }

    /**
     * Says what the endpoint did.
     *
     * @param accountId id of the account
     * @param details what is known
     * @param reason what happened, without secrets
     * @param cause the transport's error, or null
     */
    public TokenEndpointException(long accountId, Details details, String reason, @Nullable Throwable cause) {
        super(accountId, describe(details) + reason + said(details), cause);
        this.details = details;
    }

    private static String describe(Details details) {
        String status = details.status() == 0 ? "" : ", HTTP " + details.status();
        String code = details.code() == null ? "" : ", " + details.code();
        return "token endpoint (" + details.outcome() + status + code + "): ";
    }

    private static String said(Details details) {
        return details.description() == null ? "" : ": " + details.description();
    }

    /**
     * All that is known.
     *
     * @return the details that this was made with
     */
    public Details details() {
        return details;
    }

    /**
     * What is known about the refresh token.
     *
     * @return the outcome
     */
    public Outcome outcome() {
        return details.outcome();
    }

    /**
     * HTTP status of the answer.
     *
     * @return the status, 0 without an answer
     */
    public int status() {
        return details.status();
    }

    /**
     * Error code of the answer.
     *
     * @return the code, empty if there was none
     */
    public Optional<String> code() {
        return Optional.ofNullable(details.code());
    }

    /**
     * What the server said beside the code: foreign text, one line, without secrets.
     *
     * @return the description, empty if there was none
     */
    public Optional<String> description() {
        return Optional.ofNullable(details.description());
    }

    /**
     * Whether the refresh token will never be accepted again.
     *
     * @return true if the platform's rules call the code terminal
     */
    public boolean terminal() {
        return details.terminal();
    }

    /**
     * How long the server asks to wait ({@code Retry-After}, RFC 9110 section 10.2.3).
     *
     * @return the wait, empty if the server named none
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(details.retryAfter());
    }

    @Override
    public boolean retryable() {
        return !details.terminal();
    }
}
