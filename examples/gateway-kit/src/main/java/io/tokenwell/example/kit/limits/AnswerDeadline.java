package io.tokenwell.example.kit.limits;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.ReadTimeoutException;
import io.netty.util.concurrent.Future;
import io.tokenwell.example.kit.GatewayLimits;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends an exchange with an upstream that does not take a request, does not begin its answer, or does not go on with it. Time
 * in which the client is to send, or does not read, is not the upstream's. For one connection, or one stream of one: a timer of
 * an answer that came in time is left to the next, which it finds not due.
 */
@SuppressWarnings("FutureReturnValueIgnored") // nobody can do more about a connection that does not close
final class AnswerDeadline extends ChannelDuplexHandler {

    private enum State {
        /** No request is under way. */
        NONE,
        /** The head of an answer is to come. */
        ASKED,
        /** The rest of it is. */
        ANSWERING
    }

    private final long headNanos;
    private final long pauseNanos;
    private final ReadProgress progress = new ReadProgress();
    private State state = State.NONE;
    private boolean whole;
    private long sentAt;
    private long dueAt;
    private @Nullable Future<?> timer;

    AnswerDeadline(GatewayLimits.Upstream limits) {
        this.headNanos = limits.responseTimeout().toNanos();
        this.pauseNanos = limits.pauseTimeout().toNanos();
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        sentAt = System.nanoTime();
        if (message instanceof HttpRequest) {
            state = State.ASKED;
            whole = false;
            lookIn(headNanos, context);
        }
        whole |= message instanceof LastHttpContent;
        context.write(message, promise);
    }

    @Override
    public void read(ChannelHandlerContext context) {
        progress.wanted();
        context.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        progress.came();
        if (message instanceof LastHttpContent && state == State.ANSWERING) {
            state = State.NONE;
        } else if (message instanceof HttpResponse answer && isFinal(answer.status())) {
            answering(context, message instanceof LastHttpContent);
        }
        context.fireChannelRead(message);
    }

    private static boolean isFinal(HttpResponseStatus status) {
        return status.codeClass() != HttpStatusClass.INFORMATIONAL
                || status.equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
    }

    private void answering(ChannelHandlerContext context, boolean all) {
        state = all ? State.NONE : State.ANSWERING;
        if (!all && pauseNanos > 0) {
            lookIn(pauseNanos, context);
        }
    }

    private void lookIn(long nanos, ChannelHandlerContext context) {
        long at = System.nanoTime() + nanos;
        if (timer != null && dueAt - at <= 0) {
            return;
        }
        stop();
        dueAt = at;
        timer = context.executor().schedule(() -> look(context), nanos, TimeUnit.NANOSECONDS);
    }

    private void stop() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void look(ChannelHandlerContext context) {
        timer = null;
        if (state == State.NONE || (state == State.ANSWERING && pauseNanos == 0)) {
            return;
        }
        long left = state == State.ASKED ? leftForTheHead(context) : progress.leftOf(pauseNanos);
        if (left > 0) {
            lookIn(left, context);
        } else {
            state = State.NONE;
            context.fireExceptionCaught(ReadTimeoutException.INSTANCE);
            context.close();
        }
    }

    private long leftForTheHead(ChannelHandlerContext context) {
        boolean clientsTurn = !whole && context.channel().isWritable();
        return clientsTurn ? headNanos : sentAt + headNanos - System.nanoTime();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        state = State.NONE;
        stop();
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        stop();
    }
}
