package io.tokenwell.example.kit;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/**
 * Whether anything is left in the decoder of a connection. It keeps what is not yet a whole head, for the next answer to
 * begin with, and shows it to nobody. So it is given an interim answer to read: if that comes out as it went in, nothing
 * stood before it.
 */
final class DecoderProbe {

    private static final int STATUS = 199;
    private static final String REASON = "nothing left";

    private DecoderProbe() {}

    /** Whether the connection has a decoder of its own; streams of HTTP/2 come in frames. */
    static boolean fits(ChannelPipeline pipeline) {
        return pipeline.context(HttpClientCodec.class) != null;
    }

    static void sent(ChannelPipeline pipeline) throws Exception {
        ChannelHandlerContext decoder = pipeline.context(HttpClientCodec.class);
        pipeline.get(HttpClientCodec.class)
                .channelRead(
                        decoder,
                        Unpooled.copiedBuffer(
                                "HTTP/1.1 " + STATUS + " " + REASON + "\r\n\r\n", StandardCharsets.US_ASCII));
    }

    static boolean is(HttpResponse answer) {
        return answer.status().code() == STATUS
                && answer.status().reasonPhrase().equals(REASON)
                && answer.headers().isEmpty();
    }
}
