package io.tokenwell.example.kit.limits;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/**
 * Ends a request whose body stands still while somebody wants to read it: with 408 (RFC 9110 section 15.5.9), or if an answer
 * has begun already, by closing. For one request, on its connection or stream.
 */
@SuppressWarnings("FutureReturnValueIgnored") // nobody can do more about a connection that does not close
final class BodyProgress extends ChannelDuplexHandler {

    private final long limitNanos;
    private final ReadProgress progress = new ReadProgress();
    private boolean whole;
    private boolean answered;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Future<?> timer;

    private BodyProgress(Duration limit) {
        this.limitNanos = limit.toNanos();
    }

    static BodyProgress on(Channel channel, Duration limit) {
        BodyProgress body = new BodyProgress(limit);
        channel.pipeline().addBefore(NettyPipeline.ReactiveBridge, null, body);
        return body;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void read(ChannelHandlerContext reading) {
        if (!whole) {
            progress.wanted();
            if (timer == null) {
                lookIn(limitNanos, reading);
            }
        }
        reading.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext reading, Object message) {
        progress.came();
        whole |= message instanceof LastHttpContent;
        if (whole) {
            stop();
        }
        reading.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext writing, Object message, ChannelPromise promise) {
        answered |= message instanceof HttpResponse || message instanceof HttpContent;
        writing.write(message, promise);
    }

    private void lookIn(long nanos, ChannelHandlerContext here) {
        timer = here.executor().schedule(() -> look(here), nanos, TimeUnit.NANOSECONDS);
    }

    private void look(ChannelHandlerContext here) {
        long left = progress.leftOf(limitNanos);
        if (left > 0) {
            lookIn(left, here);
        } else if (answered) {
            here.channel().close();
        } else {
            here.writeAndFlush(timeout()).addListener(ChannelFutureListener.CLOSE);
        }
    }

    private static FullHttpResponse timeout() {
        FullHttpResponse answer = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.REQUEST_TIMEOUT, Unpooled.EMPTY_BUFFER);
        answer.headers()
                .set(HttpHeaderNames.CONTENT_LENGTH, HttpHeaderValues.ZERO)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return answer;
    }

    /** The connection may carry other requests. */
    void ended() {
        stop();
        ChannelHandlerContext here = context;
        if (here != null && !here.isRemoved()) {
            here.pipeline().remove(this);
        }
    }

    private void stop() {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        stop();
    }
}
