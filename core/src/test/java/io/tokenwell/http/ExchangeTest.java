package io.tokenwell.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What no server on loopback does on demand, and what a connection could do only if it were kept. */
class ExchangeTest {

    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

    private final EmbeddedChannel channel =
            new EmbeddedChannel(new ChannelHandler[] {new HttpClientCodec(), new Exchange()});

    @AfterEach
    void release() {
        channel.finishAndReleaseAll();
    }

    /** A server may write as soon as TLS is set up. */
    @Test
    void anAnswerThatNobodyAskedForEndsTheConnection() {
        hear(ANSWER);

        assertThat(channel.inboundMessages()).isEmpty();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void theConnectionEndsWithItsAnswer() {
        channel.writeOutbound(request());
        hear("HTTP/1.1 102 X\r\n\r\n" + ANSWER);

        assertThat(channel.<HttpResponse>readInbound().status().code()).isEqualTo(200);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aSecondRequestIsNotWritten() {
        DefaultFullHttpRequest second = request();
        channel.writeOutbound(request());

        assertThat(channel.write(second).cause())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("used before");
        assertThat(second.refCnt()).isZero();
    }

    @Test
    void interimAnswersKeepNothing() {
        channel.writeOutbound(request());
        for (int i = 0; i < 10_000; i++) {
            hear("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
        }
        assertThat(channel.inboundMessages()).isEmpty();
        assertThat(channel.isOpen()).isTrue();

        hear(ANSWER);
        assertThat(channel.<HttpResponse>readInbound().status().code()).isEqualTo(200);
    }

    private void hear(String bytes) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes, StandardCharsets.US_ASCII));
    }

    private static DefaultFullHttpRequest request() {
        ByteBuf body = Unpooled.copiedBuffer("x", StandardCharsets.US_ASCII);
        return new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/", body);
    }
}
