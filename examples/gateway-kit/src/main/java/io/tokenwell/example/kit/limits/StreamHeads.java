package io.tokenwell.example.kit.limits;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;

/**
 * Resets a stream of HTTP/2 whose request line is none (RFC 9113 section 8.1.1). Netty's converter would do so too, but asks for
 * a buffer before it looks and loses it when it throws (seen in 4.2.20): one for each such stream that a client likes to send.
 */
final class StreamHeads extends ChannelInboundHandlerAdapter {

    StreamHeads() {}

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // nobody is left to be told
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof Http2HeadersFrame head && head.isEndStream() && !isTrailer(head.headers())) {
            if (!isRequestLine(head.headers())) {
                context.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.PROTOCOL_ERROR).stream(head.stream()));
                return;
            }
        }
        context.fireChannelRead(message);
    }

    private static boolean isTrailer(Http2Headers fields) {
        return fields.method() == null && fields.status() == null;
    }

    /** By the converter's own rules. */
    private static boolean isRequestLine(Http2Headers fields) {
        CharSequence method = fields.method();
        CharSequence target =
                HttpMethod.CONNECT.asciiName().contentEqualsIgnoreCase(method) ? fields.authority() : fields.path();
        if (method == null || target == null) {
            return false;
        }
        try {
            new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.valueOf(method.toString()), target.toString());
            return true;
        } catch (IllegalArgumentException none) {
            return false;
        }
    }
}
