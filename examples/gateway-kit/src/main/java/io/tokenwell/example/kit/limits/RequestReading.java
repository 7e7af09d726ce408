package io.tokenwell.example.kit.limits;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * What a connection of HTTP/1.1 is in the middle of. Further requests that come before their turn (RFC 9112 section 9.3.2) are
 * Reactor Netty's matter: it reads no more when 32 parts of them wait.
 */
final class RequestReading extends ChannelInboundHandlerAdapter {

    private boolean inBody;
    private boolean over;

    RequestReading() {}

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (over) {
            ReferenceCountUtil.release(message);
            return;
        }
        inBody |= message instanceof HttpRequest;
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
}
