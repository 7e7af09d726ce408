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
 * has begun already, by closing. For the requests of one connection, one after the other, or for that of one stream.
 */
@SuppressWarnings("FutureReturnValueIgnored") // nobody can do more about a connection that does not close
final class BodyProgress extends ChannelDuplexHandler {

    private final long limitNanos;
    private final ReadProgress progress = new ReadProgress();
    /** Nothing of a request is to come. */
    private boolean whole = true;

    private boolean answered;
    private int request;
    private @Nullable Future<?> timer;

    private BodyProgress(Duration limit) {
        this.limitNanos = limit.toNanos();
    }

    static BodyProgress on(Channel channel, Duration limit) {
        BodyProgress body = new BodyProgress(limit);
        channel.pipeline().addBefore(NettyPipeline.ReactiveBridge, null, body);
        return body;
    }

    /** A request has come whose head is whole. Returns its number. */
    int began() {
        whole = false;
        answered = false;
        progress.came();
        return ++request;
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

    /** Its answer is sent, or will never be; the next request may have begun. */
    void ended(int number) {
        if (number == request) {
            whole = true;
            stop();
        }
    }

    private void stop() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        stop();
    }
}
