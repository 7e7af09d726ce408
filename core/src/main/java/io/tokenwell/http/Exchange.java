package io.tokenwell.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.util.ReferenceCountUtil;
import reactor.core.Disposable;
import reactor.netty.NettyPipeline;

/**
 * The only exchange of a connection: one request, one final answer, the end. Interim answers (RFC 9110 section 15.2)
 * are skipped, as Reactor Netty takes any of them except 100 for the final one. Data that arrives before the request or
 * after the answer is discarded.
 *
 * <p>Free text is removed from the head of an answer before Reactor Netty sees it, because Reactor Netty logs reason
 * phrases and, as a warning, what a decoder could not read.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Reactor Netty hears of the ends itself.
final class Exchange extends ChannelDuplexHandler {

    private enum Stage {
        NOT_ASKED,
        ASKED,
        INTERIM,
        ANSWERED,
        OVER
    }

    private Stage stage = Stage.NOT_ASKED;
    private boolean waitsForMore;

    /**
     * Adds the handler to a channel. Returns what closes the exchange and its connection, even while it is being
     * opened.
     */
    static Disposable on(Channel channel) {
        channel.pipeline().addBefore(NettyPipeline.ReactiveBridge, "tokenwell.exchange", new Exchange());
        return channel::close;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        boolean asks = message instanceof HttpRequest;
        if (asks && stage != Stage.NOT_ASKED) {
            ReferenceCountUtil.release(message);
            promise.setFailure(new TransportProblem("the connection was used before"));
            return;
        }
        stage = asks ? Stage.ASKED : stage;
        context.write(message, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (isOfProxy(context)) {
            waitsForMore = true;
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpObject part) {
            withoutText(part);
        }
        switch (stage) {
            case ASKED -> begun(context, message);
            case INTERIM -> readOver(message);
            case ANSWERED -> passed(context, message);
            case NOT_ASKED, OVER -> refused(context, message);
        }
    }

    /**
     * Reports whether a message belongs to the handshake of a proxy. Data behind the proxy's own answer is passed on
     * before the tunnel is open, or if it stays closed; it is not an answer to our request.
     */
    private static boolean isOfProxy(ChannelHandlerContext context) {
        ProxyHandler proxy = context.pipeline().get(ProxyHandler.class);
        return proxy != null && !proxy.isConnected();
    }

    /** Reads on: Reactor Netty reads on demand only, and does not know that a message was skipped. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (waitsForMore) {
            waitsForMore = false;
            context.read();
        }
        context.fireChannelReadComplete();
    }

    private static void withoutText(HttpObject part) {
        if (part.decoderResult().isFailure()) {
            part.setDecoderResult(DecoderResult.failure(new TransportProblem("the answer is not HTTP")));
        }
        if (part instanceof HttpResponse response) {
            response.setStatus(HttpResponseStatus.valueOf(response.status().code()));
        }
    }

    private void begun(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpResponse response && isFinal(response)) {
            stage = Stage.ANSWERED;
            passed(context, message);
        } else {
            stage = Stage.INTERIM;
            readOver(message);
        }
    }

    /** Reports whether an answer is final. No other protocol was requested: after a 101 there is no HTTP any more. */
    private static boolean isFinal(HttpResponse response) {
        if (response.status().code() == HttpResponseStatus.SWITCHING_PROTOCOLS.code()) {
            response.setDecoderResult(DecoderResult.failure(new TransportProblem("the server switched protocols")));
        }
        return response.status().codeClass() != HttpStatusClass.INFORMATIONAL
                || response.decoderResult().isFailure();
    }

    private void readOver(Object message) {
        stage = message instanceof LastHttpContent ? Stage.ASKED : Stage.INTERIM;
        waitsForMore = true;
        ReferenceCountUtil.release(message);
    }

    private void passed(ChannelHandlerContext context, Object message) {
        boolean last = message instanceof LastHttpContent
                || (message instanceof HttpObject part && part.decoderResult().isFailure());
        waitsForMore = false;
        stage = last ? Stage.OVER : stage;
        context.fireChannelRead(message);
        if (last) {
            context.close();
        }
    }

    private static void refused(ChannelHandlerContext context, Object message) {
        ReferenceCountUtil.release(message);
        context.close();
    }
}
