package io.tokenwell.example.kit;

import io.tokenwell.AccessTokenProvider;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What a gateway does when the upstream answers 401: get another token, and send the request once more if that can be done
 * at all. A second 401 is the upstream's answer. Remembers which tokens were accepted, and which requests no token helps, so
 * that a client that asks for what is forbidden does not use up what a revoked token needs. One for an upstream; safe for use by
 * any thread.
 */
public final class TokenRecovery {

    private static final int UNAUTHORIZED = 401;

    /** An answer longer than this is not read to its end for the sake of its connection. */
    private static final long DRAINED = 64 << 10;

    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(1);

    /** HTTP clients send these without a body, or gather it up whole: none passes as it comes. */
    private static final Set<String> SELDOM_WITH_BODY = Set.of("GET", "HEAD", "DELETE");

    private final AccessTokenProvider tokens;
    private final int replayLimit;
    private final ReplayRoom room;
    private final AcceptedTokens accepted = new AcceptedTokens();
    private final HopelessRequests hopeless;

    /**
     * Creates the rules.
     *
     * @param tokens who replaces a rejected token
     * @param replayLimit the longest body, in bytes, that is kept to be sent once more
     */
    public TokenRecovery(AccessTokenProvider tokens, int replayLimit) {
        this(tokens, replayLimit, new ReplayRoom(Long.MAX_VALUE));
    }

    /**
     * Creates the rules.
     *
     * @param tokens who replaces a rejected token
     * @param replayLimit the longest body, in bytes, that is kept to be sent once more
     * @param room for all bodies that are kept at once
     */
    public TokenRecovery(AccessTokenProvider tokens, int replayLimit, ReplayRoom room) {
        this(tokens, replayLimit, room, System::nanoTime);
    }

    TokenRecovery(AccessTokenProvider tokens, int replayLimit, ReplayRoom room, LongSupplier nanoTime) {
        this.tokens = tokens;
        this.replayLimit = replayLimit;
        this.room = room;
        this.hopeless = new HopelessRequests(nanoTime);
    }

    /** How a request's body stands to being sent twice. */
    public enum Body {
        /** There is none. */
        NONE,
        /** Its length is known and small: it is read before the first attempt and kept until an answer is there. */
        KEPT,
        /** It passes as it comes, and once only. */
        STREAMED
    }

    /**
     * How a request's body stands to being sent twice.
     *
     * @param contentLength the header, or null
     * @param transferEncoding the header, or null
     * @return what to do with it
     */
    public Body body(@Nullable String contentLength, @Nullable String transferEncoding) {
        if (transferEncoding != null) {
            return Body.STREAMED;
        }
        if (contentLength == null) {
            return Body.NONE;
        }
        try {
            return body(Long.parseLong(contentLength.strip()));
        } catch (NumberFormatException e) {
            return Body.STREAMED;
        }
    }

    private Body body(long length) {
        if (length == 0) {
            return Body.NONE;
        }
        return length > 0 && length <= replayLimit ? Body.KEPT : Body.STREAMED;
    }

    /**
     * Whether a request must not go on because of its body. A body of a GET, HEAD or DELETE (RFC 9110, section 9.3.1) is taken if
     * it can be kept: sent on without a length, its bytes would be a request of their own for the upstream.
     *
     * @param method of the request
     * @param body what is to be done with its body
     * @param contentLength the header, or null
     * @param path of the request
     * @return the answer, empty if the request may go on
     */
    public static Optional<Problem> refused(String method, Body body, @Nullable String contentLength, String path) {
        return body == Body.STREAMED && SELDOM_WITH_BODY.contains(method)
                ? Optional.of(Problem.unfitBody(contentLength == null ? 411 : 413, path))
                : Optional.empty();
    }

    /**
     * Keeps a body that is {@link Body#KEPT}, if there is room for it; else it passes as it comes, and once only. That of a
     * GET, HEAD or DELETE cannot: then the request has to wait for better times.
     *
     * @param method of the request
     * @param contentLength the header
     * @param kept what to do with a place for the body
     * @param streamed what to do without one
     * @param <T> what comes of it
     * @return as the one or the other; the place is given back when it ends, or earlier
     */
    public <T> Mono<T> kept(
            String method,
            @Nullable String contentLength,
            Function<ReplayRoom.Place, Mono<T>> kept,
            Supplier<Mono<T>> streamed) {
        long length = Long.parseLong(Objects.requireNonNull(contentLength).strip());
        boolean needed = SELDOM_WITH_BODY.contains(method);
        return room.with(length, kept, needed ? () -> Mono.error(new ReplayRoom.FullException()) : streamed);
    }

    /**
     * Whether an answer says that the token is of no use, so that another one may help.
     *
     * @param status of the answer
     * @param challenges its {@code WWW-Authenticate} headers
     * @return false for any other status, and for a 401 with another error than {@code invalid_token}
     */
    public static boolean rejectsTheToken(int status, List<String> challenges) {
        return status == UNAUTHORIZED && Challenges.blameTheToken(challenges);
    }

    /**
     * Begins a request, whose answers this learns from.
     *
     * @param account the account
     * @param method of the request
     * @param target its path; what follows a {@code ?} does not count
     * @return its attempts, of which none is made yet
     */
    public Attempts attempts(String account, String method, String target) {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        return new Attempts(tokens, accepted, hopeless, account, method + ' ' + path);
    }

    /**
     * Reads what is left of an answer, so that its connection can be used again. A long or slow one is given up: the
     * cancellation closes the connection.
     *
     * @param sizes the lengths of the parts, each released already
     * @return completes when it is over, never errors
     */
    public static Mono<Void> drained(Flux<Integer> sizes) {
        return sizes.scan(0L, Long::sum)
                .takeWhile(total -> total <= DRAINED)
                .then()
                .timeout(DRAIN_LIMIT)
                .onErrorResume(e -> Mono.empty());
    }
}
