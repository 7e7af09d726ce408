package io.tokenwell.example.kit.limits;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.tokenwell.example.kit.GatewayLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long one connection of a client may take over a head, or do nothing, or leave its answer unread. Sees bytes, and is
 * told of exchanges. A busy connection costs no timer: what has become of it is looked at when the last one is due.
 */
@SuppressWarnings("FutureReturnValueIgnored") // nobody can do more about a connection that does not close
final class ConnectionGuard extends ChannelDuplexHandler {

    private enum State {
        /** The head of a request is to come, whole. */
        HEAD,
        /** There is an exchange, or there are several. */
        BUSY,
        /** Nothing has come since the last exchange. */
        IDLE
    }

    /** For the last words of HTTP/2; then it is closed all the same. */
    private static final long FAREWELL_SECONDS = 1;

    private static final byte[] TIMEOUT =
            "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private final long headNanos;
    private final long idleNanos;
    private final Duration bodyTimeout;
    private final boolean refused;
    private final SendProgress sending;
    private final RequestReading requests = new RequestReading();

    private State state = State.HEAD;
    private boolean anyByte;
    /** The next head has begun before the answer was sent. */
    private boolean early;

    private boolean streams;
    private int exchanges;
    private long since;
    private long dueAt;
    private @Nullable Future<?> timer;
    private @Nullable ChannelHandlerContext context;
    private @Nullable BodyProgress body;

    ConnectionGuard(GatewayLimits.Clients limits, boolean refused) {
        this.headNanos = limits.headTimeout().toNanos();
        this.idleNanos = limits.idleTimeout().toNanos();
        this.bodyTimeout = limits.bodyTimeout();
        this.refused = refused;
        this.sending = new SendProgress(limits.sendTimeout().toNanos());
    }

    RequestReading requests() {
        return requests;
    }

    /** Of all requests of a connection of HTTP/1.1. */
    BodyProgress body(Channel channel) {
        BodyProgress known = body;
        if (known == null) {
            known = BodyProgress.on(channel, bodyTimeout);
            body = known;
        }
        return known;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        since = System.nanoTime();
        dueBy(added, since + headNanos);
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        if (refused) {
            active.close();
        } else {
            active.fireChannelActive();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext reading, Object message) {
        anyByte = true;
        if (!streams && !requests.inBody()) {
            early |= state == State.BUSY;
            if (state == State.IDLE) {
                state = State.HEAD;
                since = System.nanoTime();
            }
        }
        reading.fireChannelRead(message);
    }

    /** Most heads are whole by now. */
    @Override
    public void channelReadComplete(ChannelHandlerContext reading) {
        if (state == State.HEAD) {
            dueBy(reading, since + headNanos);
        }
        reading.fireChannelReadComplete();
    }

    @Override
    public void flush(ChannelHandlerContext writing) {
        writing.flush();
        sending.flushed(writing);
    }

    /** A request has come whose head is whole. */
    void began(boolean asStream) {
        streams = asStream;
        exchanges++;
        early = false;
        state = State.BUSY;
    }

    /** Its answer is sent, or will never be. */
    void ended() {
        ChannelHandlerContext here = context;
        if (here == null) {
            return;
        }
        exchanges--;
        if (exchanges == 0) {
            state = early ? State.HEAD : State.IDLE;
            anyByte = early;
            since = System.nanoTime();
            dueBy(here, since + (early ? headNanos : idleNanos));
            early = false;
        }
    }

    private void dueBy(ChannelHandlerContext here, long nanos) {
        if (timer != null && dueAt - nanos <= 0) {
            return;
        }
        if (timer != null) {
            timer.cancel(false);
        }
        dueAt = nanos;
        timer = here.executor().schedule(() -> due(here), nanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private void due(ChannelHandlerContext here) {
        timer = null;
        if (state == State.BUSY) {
            return;
        }
        long end = since + (state == State.HEAD ? headNanos : idleNanos);
        if (end - System.nanoTime() > 0) {
            dueBy(here, end);
        } else {
            tooLate(here);
        }
    }

    private void tooLate(ChannelHandlerContext here) {
        requests.end();
        if (state == State.HEAD && anyByte && speaksPlainHttp1(here.pipeline())) {
            here.writeAndFlush(Unpooled.wrappedBuffer(TIMEOUT)).addListener(ChannelFutureListener.CLOSE);
        } else {
            here.channel().close();
        }
        here.executor().schedule(() -> here.close(), FAREWELL_SECONDS, TimeUnit.SECONDS);
    }

    private static boolean speaksPlainHttp1(ChannelPipeline pipeline) {
        return pipeline.get(Http2FrameCodec.class) == null && pipeline.get(SslHandler.class) == null;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        context = null;
        if (timer != null) {
            timer.cancel(false);
        }
        sending.stop();
    }
}
