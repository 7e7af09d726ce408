package io.tokenwell.example.kit.limits;

import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * As {@link SendProgress}, for one stream of HTTP/2: its client may read the connection and yet give the stream no window (RFC
 * 9113 section 5.2).
 */
final class StreamProgress {

    private static final int LOOKS = 4;

    private final Http2StreamChannel channel;
    private final long limitNanos;
    private long since = System.nanoTime();
    private int window = -1;
    private final Future<?> timer;

    private StreamProgress(Http2StreamChannel channel, long limitNanos) {
        this.channel = channel;
        this.limitNanos = limitNanos;
        long pause = Math.max(1, limitNanos / LOOKS);
        this.timer = channel.eventLoop().scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.NANOSECONDS);
    }

    static StreamProgress on(Http2StreamChannel channel, Duration limit) {
        return new StreamProgress(channel, limit.toNanos());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // nobody can do more about a stream that does not close
    private void look() {
        int now = windowIfStuck();
        if (now < 0 || now != window) {
            since = System.nanoTime();
        }
        window = now;
        if (System.nanoTime() - since >= limitNanos) {
            ended();
            channel.close();
        }
    }

    /** Negative if nothing waits to be sent. */
    private int windowIfStuck() {
        Http2FrameCodec codec = channel.parent().pipeline().get(Http2FrameCodec.class);
        if (codec == null) {
            return -1;
        }
        Http2Connection connection = codec.connection();
        @Nullable Http2Stream stream = connection.stream(channel.stream().id());
        Http2RemoteFlowController flow = connection.remote().flowController();
        return stream == null || !flow.hasFlowControlled(stream) ? -1 : Math.max(0, flow.windowSize(stream));
    }

    void ended() {
        timer.cancel(false);
    }
}
