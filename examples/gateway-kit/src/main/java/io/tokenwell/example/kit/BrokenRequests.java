package io.tokenwell.example.kit;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderResultProvider;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import reactor.netty.NettyPipeline;

/**
 * Ends a connection on which a body cannot be decoded. Left to itself, the server answers 400 and completes the body as
 * if that were all of it: a part would go on to the upstream as the whole. With the connection gone, the body is an error.
 * Lives on the event loop of its connection.
 */
final class BrokenRequests extends ChannelDuplexHandler {

    private static final String NAME = "tokenwell.brokenRequests";

    /** It comes with the first of them. */
    private int unanswered = 1;

    private boolean answering;
    private boolean ended;

    private BrokenRequests() {}

    /** Sees all that comes after the head of the request which is there now. */
    static void endOn(ChannelPipeline pipeline) {
        if (pipeline.get(NAME) == null && pipeline.get(NettyPipeline.HttpTrafficHandler) != null) {
            pipeline.addBefore(NettyPipeline.HttpTrafficHandler, NAME, new BrokenRequests());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (ended) {
            ReferenceCountUtil.release(message);
        } else if (isBrokenBody(message)) {
            ReferenceCountUtil.release(message);
            end(context);
        } else {
            unanswered += message instanceof HttpRequest ? 1 : 0;
            context.fireChannelRead(message);
        }
    }

    /** A broken head is answered by the server, when its turn comes. */
    private static boolean isBrokenBody(Object message) {
        return message instanceof DecoderResultProvider decoded
                && decoded.decoderResult().isFailure()
                && !(message instanceof HttpRequest);
    }

    /** With an answer, if it cannot be taken for another one's, or for a part of one. */
    @SuppressWarnings("FutureReturnValueIgnored") // nobody is left to be told
    private void end(ChannelHandlerContext context) {
        ended = true;
        if (unanswered == 1 && !answering) {
            context.writeAndFlush(refusal()).addListener(ChannelFutureListener.CLOSE);
        } else {
            context.close();
        }
    }

    private static FullHttpResponse refusal() {
        byte[] body = FrontDoor.problem(400, "framing", "The request cannot be read", "Its body is no proper one.")
                .json();
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.BAD_REQUEST, Unpooled.wrappedBuffer(body));
        response.headers()
                .set("Content-Type", Problem.MEDIA_TYPE)
                .set("Cache-Control", "no-store")
                .set("Content-Length", body.length)
                .set("Connection", "close");
        return response;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the promise tells
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (ended) {
            ReferenceCountUtil.release(message);
            promise.tryFailure(new ClosedChannelException());
            return;
        }
        if (message instanceof HttpResponse response
                && response.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
            answering = true;
        }
        if (message instanceof LastHttpContent && answering) {
            answering = false;
            unanswered--;
        }
        context.write(message, promise);
    }
}
