package io.tokenwell.example.kit.limits;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * What a connection of HTTP/1.1 is in the middle of. Counts the requests that wait for the answer to an earlier one (RFC 9112
 * section 9.3.2): Reactor Netty queues them with their bodies, however long those are.
 */
final class Pipelining extends ChannelInboundHandlerAdapter {

    private boolean inBody;
    private int unanswered;
    private boolean heldBack;
    private boolean over;

    Pipelining() {}

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (over) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpRequest) {
            unanswered++;
            inBody = true;
        }
        inBody &= !(message instanceof LastHttpContent);
        context.fireChannelRead(message);
    }

    /** The connection closes: half a head is nothing that anybody has to be told of, or to log. */
    void end() {
        over = true;
    }

    /** Whether more of a request is to come, though it may have been answered already. */
    boolean inBody() {
        return inBody;
    }

    /** Not while one waits. */
    boolean mayRead() {
        heldBack |= unanswered > 1;
        return unanswered <= 1;
    }

    /** Whether it is time to read what was held back. */
    boolean answered() {
        unanswered = Math.max(0, unanswered - 1);
        boolean readOn = heldBack && unanswered <= 1;
        heldBack &= !readOn;
        return readOn;
    }
}
