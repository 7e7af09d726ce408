package io.tokenwell.example.lab.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * One direction of a link: its bytes in order, held back as the faults of the moment want it. The source is read only
 * while the target takes what comes. Used on the proxy's loop only.
 */
final class Lane {

    private record Chunk(long arrived, ByteBuf bytes) {}

    /** Enough for what a delay keeps on its way; a source that sends more has to wait. */
    private static final int MOST_HELD = 256 * 1024;

    private final SocketChannel source;
    private final SocketChannel target;
    private final ProxyFaults faults;
    private final LongSupplier delay;
    private final Runnable finish;
    private final Deque<Chunk> held = new ArrayDeque<>();
    private int heldBytes;
    private boolean asked;
    private boolean timed;
    private boolean ended;
    private boolean finishing;

    Lane(SocketChannel source, SocketChannel target, ProxyFaults faults, LongSupplier delay, Runnable finish) {
        this.source = source;
        this.target = target;
        this.faults = faults;
        this.delay = delay;
        this.finish = finish;
    }

    void take(ByteBuf bytes) {
        held.add(new Chunk(System.nanoTime(), bytes));
        heldBytes += bytes.readableBytes();
        arrived();
    }

    /** A read was answered, be it with bytes that went nowhere. */
    void arrived() {
        asked = false;
        drain();
    }

    /** The source will send no more: so much the target is told, after all that came before. */
    void end() {
        ended = true;
        drain();
    }

    boolean endWaits() {
        return ended && !finishing;
    }

    void drain() {
        if (source.isActive() && target.isActive()) {
            pass(!faults.stalled());
        }
    }

    private void pass(boolean open) {
        while (open && !held.isEmpty() && target.isWritable() && wait(held.element()) <= 0) {
            Chunk chunk = held.remove();
            heldBytes -= chunk.bytes().readableBytes();
            ChannelFuture unused = target.write(chunk.bytes(), target.voidPromise());
        }
        target.flush();
        if (open && ended && held.isEmpty()) {
            finish();
        } else if (open && !held.isEmpty()) {
            drainIn(wait(held.element()));
        }
        readOn();
    }

    private long wait(Chunk chunk) {
        return chunk.arrived() + delay.getAsLong() - System.nanoTime();
    }

    /** A target that is full calls back by itself. What has become due since it was looked at waits for nobody else. */
    private void drainIn(long nanos) {
        if (!timed && (nanos > 0 || target.isWritable())) {
            timed = true;
            ScheduledFuture<?> unused =
                    target.eventLoop().schedule(this::due, Math.max(0, nanos), TimeUnit.NANOSECONDS);
        }
    }

    private void due() {
        timed = false;
        drain();
    }

    /** While stalled too: only so it is noticed that a client has left. */
    private void readOn() {
        if (!asked && !ended && heldBytes < MOST_HELD && target.isWritable()) {
            asked = true;
            source.read();
        }
    }

    private void finish() {
        if (!finishing) {
            finishing = true;
            target.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
                ChannelFuture unused = target.shutdownOutput();
                finish.run();
            });
        }
    }

    void drop() {
        ended = true;
        finishing = true;
        held.forEach(chunk -> chunk.bytes().release());
        held.clear();
    }
}
