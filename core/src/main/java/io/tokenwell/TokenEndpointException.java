package io.tokenwell;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Error for a token endpoint that gave no usable answer. It never contains a header or a token, and of a body only the
 * error code and the description.
 *
 * @since 0.1
 */
public final class TokenEndpointException extends AccessTokenException {

    /** State of the refresh token after the failure, as far as it is known. */
    public enum Outcome {
        /** Nothing was sent (connection refused, unknown host, no pooled connection): the token is unused. */
        NOT_SENT,
        /** The server refused the request (HTTP 300 to 499). */
        REJECTED,
        /**
         * The token was sent, but no usable answer was received, or a 5xx: the server may have rotated the token.
         */
        UNKNOWN
    }

    /** What a failure says about the account. */
    public enum Verdict {
        /** This refresh token will never be accepted again: a new login is needed. */
        SPENT,
        /** It passes by itself, or nothing is known. */
        PASSING,
        /** The client, the app or the request is refused, not the account: no login helps. */
        MISCONFIGURED
    }

    private final transient Details details;

    /**
     * All facts about a refusal.
     *
     * @param outcome what is known about the refresh token
     * @param status HTTP status of the answer, 0 without one
     * @param code error code of the answer (RFC 6749 section 5.2 {@code error}, or the code of the platform), or null
     * @param verdict what the failure says about the account
     * @param retryAfter how long the server asks callers to wait, or null
     * @param description text of the server beside the code (RFC 6749 section 5.2 {@code error_description}, or the
     *     text of the platform), without secrets, or null; kept as one line of at most 200 characters
     */
    public record Details(
            Outcome outcome,
            int status,
            @Nullable String code,
            Verdict verdict,
            @Nullable Duration retryAfter,
            @Nullable String description) {

        /** Makes the foreign texts safe to show. */
        public Details {
            code = ShownText.of(code);
            description = ShownText.of(description);
        }

        /**
         * Creates details without a description.
         *
         * @param outcome what is known about the refresh token
         * @param status HTTP status of the answer, 0 without one
         * @param code error code of the answer, or null
         * @param terminal whether the code means that this refresh token will never be accepted again
         * @param retryAfter how long the server asks callers to wait, or null
         */
        public Details(
                Outcome outcome, int status, @Nullable String code, boolean terminal, @Nullable Duration retryAfter) {
            this(outcome, status, code, terminal ? Verdict.SPENT : Verdict.PASSING, retryAfter, null);
        }

        /**
         * Creates details for a request without an answer.
         *
         * @param outcome what is known about the refresh token
         * @return details without status and code
         */
        public static Details noAnswer(Outcome outcome) {
            return new Details(outcome, 0, null, false, null);
        }
    }

    /**
     * Creates the error.
     *
     * @param accountId id of the account
     * @param details what is known
     * @param reason what happened, without secrets
     * @param cause the transport's error, or null
     */
    public TokenEndpointException(String accountId, Details details, String reason, @Nullable Throwable cause) {
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
     * Returns everything that is known about the refusal.
     *
     * @return the details that this error was created with
     */
    public Details details() {
        return details;
    }

    /**
     * Returns what is known about the refresh token.
     *
     * @return the outcome
     */
    public Outcome outcome() {
        return details.outcome();
    }

    /**
     * Returns the HTTP status of the answer.
     *
     * @return the status, 0 without an answer
     */
    public int status() {
        return details.status();
    }

    /**
     * Returns the error code of the answer.
     *
     * @return the code, empty if there was none
     */
    public Optional<String> code() {
        return Optional.ofNullable(details.code());
    }

    /**
     * Returns the text of the server beside the code: foreign text, one line, without secrets.
     *
     * @return the description, empty if there was none
     */
    public Optional<String> description() {
        return Optional.ofNullable(details.description());
    }

    /**
     * Reports whether the refresh token will never be accepted again.
     *
     * @return true if the verdict is {@link Verdict#SPENT}
     */
    public boolean terminal() {
        return details.verdict() == Verdict.SPENT;
    }

    /**
     * Returns what the failure says about the account.
     *
     * @return the verdict
     */
    public Verdict verdict() {
        return details.verdict();
    }

    /**
     * Returns how long the server asks callers to wait ({@code Retry-After}, RFC 9110 section 10.2.3).
     *
     * @return the wait, empty if the server named none
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(details.retryAfter());
    }

    @Override
    public boolean retryable() {
        return !terminal();
    }
}
