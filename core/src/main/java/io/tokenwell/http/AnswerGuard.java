package io.tokenwell.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import reactor.netty.NettyPipeline;

/**
 * Takes free text out of an answer's frame before Reactor Netty sees it: it logs reason phrases, and, as a warning, what
 * a decoder could not read.
 */
@Sharable
final class AnswerGuard extends ChannelInboundHandlerAdapter {

    private static final AnswerGuard INSTANCE = new AnswerGuard();

    private AnswerGuard() {}

    static void addTo(Channel channel) {
        channel.pipeline().addBefore(NettyPipeline.ReactiveBridge, "tokenwell.answerGuard", INSTANCE);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpObject part && part.decoderResult().isFailure()) {
            part.setDecoderResult(DecoderResult.failure(new TransportProblem("the answer is not HTTP")));
        }
        if (message instanceof HttpResponse response) {
            response.setStatus(HttpResponseStatus.valueOf(response.status().code()));
        }
        context.fireChannelRead(message);
    }
}
