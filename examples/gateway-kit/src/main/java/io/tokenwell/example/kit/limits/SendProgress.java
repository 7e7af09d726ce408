package io.tokenwell.example.kit.limits;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Whether the other side takes anything of what lies ready for it. One that reads slowly does, one that pauses long does not. */
final class SendProgress {

    private static final int LOOKS = 4;

    /** Where the sending stands: at which message, how far in it, how much lies behind. */
    private record Place(int message, long within, long left) {}

    private final long limitNanos;
    private long since;
    private @Nullable Place last;
    private @Nullable Future<?> timer;

    SendProgress(long limitNanos) {
        this.limitNanos = limitNanos;
    }

    void flushed(ChannelHandlerContext context) {
        if (timer == null) {
            last = place(context.channel());
            if (last != null) {
                since = System.nanoTime();
                lookLater(context);
            }
        }
    }

    /** Null if nothing waits. */
    @SuppressWarnings("deprecation") // as IdleStateHandler looks at it
    private static @Nullable Place place(Channel channel) {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null || buffer.totalPendingWriteBytes() == 0
                ? null
                : new Place(
                        System.identityHashCode(buffer.current()),
                        buffer.currentProgress(),
                        buffer.totalPendingWriteBytes());
    }

    private void lookLater(ChannelHandlerContext context) {
        timer = context.executor().schedule(() -> look(context), Math.max(1, limitNanos / LOOKS), TimeUnit.NANOSECONDS);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // nobody can do more about a connection that does not close
    private void look(ChannelHandlerContext context) {
        timer = null;
        Place before = last;
        Place now = place(context.channel());
        last = now;
        if (now == null) {
            return;
        }
        if (before == null || moved(before, now)) {
            since = System.nanoTime();
        }
        if (System.nanoTime() - since >= limitNanos) {
            context.close();
        } else {
            lookLater(context);
        }
    }

    private static boolean moved(Place before, Place now) {
        return now.message != before.message || now.within != before.within || now.left < before.left;
    }

    void stop() {
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
