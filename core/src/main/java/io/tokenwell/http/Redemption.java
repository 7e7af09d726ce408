package io.tokenwell.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelException;
import io.netty.handler.proxy.ProxyConnectException;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Details;
import io.tokenwell.TokenEndpointException.Outcome;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;

/**
 * One redemption under way. The errors of the transport do not say reliably whether a request was sent, so the body
 * decides: it is handed out at most once, never after the redemption was reported as not sent, and never after its
 * deadline, as a process that was suspended in between may no longer be the one who refreshes.
 */
final class Redemption {

    private enum Stage {
        WAITING,
        SENT,
        GIVEN_UP
    }

    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.WAITING);
    private final String accountId;
    private final RefreshRequest request;
    private final BooleanSupplier overdue;
    private final Instant begun;

    Redemption(String accountId, RefreshRequest request, BooleanSupplier overdue, Instant begun) {
        this.accountId = accountId;
        this.request = request;
        this.overdue = overdue;
        this.begun = begun;
    }

    RefreshRequest request() {
        return request;
    }

    /** Returns the time before anything in the answer was issued. */
    Instant begun() {
        return begun;
    }

    Mono<ByteBuf> body() {
        return Mono.fromCallable(() -> {
            ByteBuf body = Unpooled.wrappedBuffer(request.body());
            if (overdue.getAsBoolean()) {
                throw new TransportProblem("its deadline passed before it was sent");
            }
            if (!stage.compareAndSet(Stage.WAITING, Stage.SENT)) {
                throw new TransportProblem("the redemption was given up, or sent already");
            }
            return body;
        });
    }

    /** Returns what an error means for the refresh token if no status of an answer was received. */
    TokenEndpointException failed(Throwable error) {
        return failed(0, error);
    }

    TokenEndpointException failed(int status, Throwable error) {
        if (error instanceof TokenEndpointException typed) {
            return typed;
        }
        boolean handedOut = stage.getAndUpdate(now -> now == Stage.WAITING ? Stage.GIVEN_UP : now) == Stage.SENT;
        boolean sent = handedOut && !stoppedByProxy(error);
        Outcome outcome = sent ? Outcome.UNKNOWN : Outcome.NOT_SENT;
        String reason = (sent ? "no usable answer" : "not reached") + ", " + named(error);
        return refused(new Details(outcome, status, null, false, null), reason, harmless(error) ? error : null);
    }

    TokenEndpointException refused(Details details, String reason, @Nullable Throwable cause) {
        return new TokenEndpointException(accountId, details, reason, cause);
    }

    /**
     * Reports whether the handshake of a proxy failed. Plain requests queue behind it and are discarded when it fails.
     */
    private static boolean stoppedByProxy(@Nullable Throwable error) {
        return error != null && (error instanceof ProxyConnectException || stoppedByProxy(error.getCause()));
    }

    private static String named(Throwable error) {
        String message = error.getMessage();
        return error instanceof TransportProblem && message != null
                ? message
                : error.getClass().getSimpleName();
    }

    /**
     * Reports whether an error may be shown. Errors of the transport contain addresses and times; those of decoders
     * quote what they could not read.
     */
    private boolean harmless(Throwable error) {
        for (Throwable each = error; each != null; each = each.getCause()) {
            boolean transport = each instanceof IOException
                    || each instanceof TimeoutException
                    || each instanceof ChannelException
                    || each instanceof AbortedException
                    || stage.get() == Stage.GIVEN_UP;
            if (!transport || (each.getMessage() != null && request.quotedIn(each.getMessage()))) {
                return false;
            }
        }
        return true;
    }
}
