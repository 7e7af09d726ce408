package io.tokenwell.example.kit;

import io.tokenwell.AccessTokenException;
import io.tokenwell.TokenEndpointException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer in place of the upstream's, as RFC 9457 problem details. The reason goes to the log, not to the client.
 * Immutable and safe for use by any thread.
 *
 * @param status the status
 * @param retryAfterSeconds when the same request may succeed; empty if somebody has to act first
 * @param members the members of the JSON object
 */
public record Problem(int status, OptionalLong retryAfterSeconds, Map<String, Object> members) {

    /** The media type of {@link #json()}. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final RequestLog log = new RequestLog(LoggerFactory.getLogger(Problem.class), System::nanoTime);

    /** As long as no redemption is tried again after a failed one. */
    private static final Duration USUAL_PAUSE = Duration.ofSeconds(5);

    /**
     * There is no token: 503 when the same request may succeed later, 502 when somebody has to act first.
     *
     * @param failure why
     * @param path of the request
     * @return the answer
     */
    public static Problem noToken(AccessTokenException failure, String path) {
        int status = failure.retryable() ? 503 : 502;
        log.noToken(status + " " + path + ": not forwarded", failure);
        TokenProblem problem = TokenProblem.of(failure);
        Map<String, Object> members = members(status, problem.slug(), problem.title(), problem.detail(), path);
        if (!failure.accountId().isEmpty()) {
            members.put("accountId", failure.accountId());
        }
        return new Problem(
                status, failure.retryable() ? OptionalLong.of(pauseSeconds(failure)) : OptionalLong.empty(), members);
    }

    /**
     * The request names no account: 400.
     *
     * @param failure what is wrong with it
     * @param path of the request
     * @return the answer
     */
    public static Problem badAccount(AccountHeaderException failure, String path) {
        return new Problem(
                400,
                OptionalLong.empty(),
                members(
                        400,
                        "account-header",
                        "The request names no account",
                        Objects.requireNonNull(failure.getMessage()),
                        path));
    }

    /**
     * A GET, HEAD or DELETE has a body of unknown length, 411, or too long a one, 413.
     *
     * @param status one of these
     * @param path of the request
     * @return the answer
     */
    public static Problem unfitBody(int status, String path) {
        return new Problem(
                status,
                OptionalLong.empty(),
                members(
                        status,
                        "body",
                        "The body is not taken",
                        "With this method only a body of known length below the replay limit is forwarded.",
                        path));
    }

    /**
     * The upstream cannot be reached, or breaks off before its answer: 502; it does not answer in time: 504; too many requests
     * wait for it: 503. Nothing of this is about tokens.
     *
     * @param failure what happened
     * @param path of the request
     * @return the answer
     */
    public static Problem noUpstream(Throwable failure, String path) {
        if (isBusy(failure)) {
            return busy(failure, path);
        }
        int status = timedOut(failure) ? 504 : 502;
        log.noUpstream(status + " " + path + ": no answer of the upstream", failure);
        return new Problem(
                status,
                OptionalLong.empty(),
                members(status, "upstream", "No answer of the upstream", "The upstream gave no answer.", path));
    }

    private static Problem busy(Throwable failure, String path) {
        log.noUpstream("503 " + path + ": not forwarded", failure);
        Map<String, Object> members =
                members(503, "busy", "Too many requests", "The gateway has no room for the request now.", path);
        return new Problem(503, OptionalLong.of(1), members);
    }

    /**
     * Whether a request was not forwarded because others take up all the room there is.
     *
     * @param failure what happened to it
     * @return false for all that the upstream has to do with
     */
    public static boolean isBusy(Throwable failure) {
        // Reactor Netty brings a pool of its own: its error has no other name.
        return causes(failure)
                .anyMatch(cause ->
                        cause instanceof ReplayRoom.FullException || cause instanceof PoolAcquirePendingLimitException);
    }

    private static boolean timedOut(Throwable failure) {
        return causes(failure)
                .anyMatch(cause -> cause instanceof TimeoutException
                        || cause instanceof io.netty.handler.timeout.TimeoutException);
    }

    private static Map<String, Object> members(int status, String slug, String title, String detail, String path) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", "urn:tokenwell:problem:" + slug);
        members.put("title", title);
        members.put("status", status);
        members.put("detail", detail);
        members.put("instance", path);
        return members;
    }

    /** What the token endpoint asked for, wherever in the chain of causes it stands; rounded up. */
    private static long pauseSeconds(Throwable failure) {
        return causes(failure)
                .filter(TokenEndpointException.class::isInstance)
                .flatMap(cause -> ((TokenEndpointException) cause).retryAfter().stream())
                .findFirst()
                .orElse(USUAL_PAUSE)
                .plusMillis(999)
                .toSeconds();
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }

    /**
     * The body.
     *
     * @return JSON in UTF-8
     */
    public byte[] json() {
        return JsonMapper.shared().writeValueAsBytes(members);
    }
}
