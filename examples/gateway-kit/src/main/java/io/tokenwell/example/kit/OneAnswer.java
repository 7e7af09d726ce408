package io.tokenwell.example.kit;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a request gets one answer, its own. Reactor Netty takes any interim answer but 100 for the final one and
 * hands the connection on, so that the next request gets what comes then. Here interim answers are read over (RFC 9110
 * section 15.2), and a connection on which anything else comes than what was asked for is closed. The end of an answer is
 * held back until all that came with it was looked at: from then on the connection may be another request's. For one
 * connection, or one stream of one.
 */
final class OneAnswer extends ChannelDuplexHandler {

    private enum State {
        /** Nobody waits: whatever comes is nobody's. */
        IDLE,
        /** The final answer is to come. */
        ASKED,
        /** Its body is to come. */
        ANSWERING,
        /** All of it is here. */
        ANSWERED,
        /** As {@link #IDLE}, while the decoder is asked whether anything is left in it. */
        PROBING,
        /** Nothing is. */
        EMPTY,
        /** Something came that has no business here; the connection closes. */
        SPOILT
    }

    private State state = State.IDLE;
    private HttpHeaders asked = EmptyHttpHeaders.INSTANCE;
    private @Nullable Object end;

    OneAnswer() {}

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        if (message instanceof HttpRequest request && state == State.IDLE) {
            state = State.ASKED;
            asked = request.headers();
        }
        super.write(context, message, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpObject part && part.decoderResult().isFailure()) {
            failed(part, new IOException("no HTTP", part.decoderResult().cause()));
        } else if (state == State.ASKED && message instanceof HttpResponse answer) {
            headCame(context, answer);
        } else if (state == State.ANSWERING) {
            partCame(context, message);
        } else if (state == State.ASKED && message instanceof LastHttpContent) {
            ReferenceCountUtil.release(message); // the end of an interim answer
        } else if (state == State.PROBING || state == State.EMPTY) {
            probed(message);
        } else {
            state = State.SPOILT;
            ReferenceCountUtil.release(message);
        }
    }

    private void probed(Object message) {
        if (state == State.PROBING) {
            state = message instanceof HttpResponse answer && DecoderProbe.is(answer) ? State.EMPTY : State.SPOILT;
        } else if (!(message instanceof LastHttpContent)) {
            state = State.SPOILT;
        }
        ReferenceCountUtil.release(message);
    }

    /** What comes behind it is not read any more. Who waits for an answer is told why there is none. */
    private void failed(HttpObject part, IOException why) {
        boolean awaited = state == State.ASKED || state == State.ANSWERING;
        state = State.SPOILT;
        if (awaited) {
            part.setDecoderResult(DecoderResult.failure(why));
            end = part;
        } else {
            ReferenceCountUtil.release(part);
        }
    }

    private void headCame(ChannelHandlerContext context, HttpResponse answer) {
        if (answer.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
            protocolSwitched(context, answer);
        } else if (answer.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
            ReferenceCountUtil.release(answer);
        } else if (answer.status().code() < 100 || answer.status().code() > 999) {
            failed(answer, new IOException("no status: " + answer.status().code()));
        } else {
            state = State.ANSWERING;
            partCame(context, answer);
        }
    }

    private void protocolSwitched(ChannelHandlerContext context, HttpResponse answer) {
        if (isAgreed(answer.headers())) {
            context.pipeline().remove(this);
            context.fireChannelRead(answer);
        } else {
            failed(answer, new IOException("another protocol, unasked for"));
        }
    }

    private boolean isAgreed(HttpHeaders answered) {
        String protocol = answered.get(HttpHeaderNames.UPGRADE);
        return protocol != null
                && asked.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                && asked.containsValue(HttpHeaderNames.UPGRADE, protocol.strip(), true);
    }

    private void partCame(ChannelHandlerContext context, Object message) {
        if (message instanceof LastHttpContent) {
            state = State.ANSWERED;
            end = message;
            // Does not stop where a buffer happens to be full: more may lie behind it.
            context.channel().config().setAutoRead(true);
        } else {
            context.fireChannelRead(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) throws Exception {
        ended(context);
        if (state == State.ASKED) {
            readOn(context.channel());
        }
        context.fireChannelReadComplete();
    }

    /** Nobody behind this handler knows that there is more to be read. */
    private static void readOn(Channel channel) {
        channel.read();
        if (channel.parent() != null) {
            channel.parent().read();
        }
    }

    /** A stream ends before the reading is said to be complete. */
    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        ended(context);
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        ReferenceCountUtil.release(end);
        end = null;
    }

    /** Closed before anybody learns of the end, or the connection would be handed on. */
    @SuppressWarnings("FutureReturnValueIgnored") // nobody can do more about a connection that does not close
    private void ended(ChannelHandlerContext context) throws Exception {
        if (state == State.ANSWERED || state == State.IDLE) {
            state = isEmpty(context) ? State.IDLE : State.SPOILT;
        }
        if (state == State.SPOILT) {
            context.close();
        }
        Object held = end;
        end = null;
        if (held != null) {
            context.fireChannelRead(held);
        }
    }

    private boolean isEmpty(ChannelHandlerContext context) throws Exception {
        if (!context.channel().isActive() || !DecoderProbe.fits(context.pipeline())) {
            return true;
        }
        state = State.PROBING;
        DecoderProbe.sent(context.pipeline());
        return state == State.EMPTY;
    }
}
