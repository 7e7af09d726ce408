package io.tokenwell.example.kit.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In front of Netty's own converter, with all its buffers counted. */
class StreamHeadsTest {

    private static final Http2FrameStream STREAM = new Http2FrameStream() {
        @Override
        public int id() {
            return 1;
        }

        @Override
        public Http2Stream.State state() {
            return Http2Stream.State.OPEN;
        }
    };

    private final UnpooledByteBufAllocator buffers = new UnpooledByteBufAllocator(false);
    private final EmbeddedChannel channel =
            new EmbeddedChannel(new StreamHeads(), new Http2StreamFrameToHttpObjectCodec(true));

    StreamHeadsTest() {
        channel.config().setAllocator(buffers);
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private void came(Http2Headers fields) {
        assertThat(catchThrowable(
                        () -> channel.writeInbound(new DefaultHttp2HeadersFrame(fields, true).stream(STREAM))))
                .isNull();
    }

    private @Nullable Object in() {
        return channel.readInbound();
    }

    private @Nullable Object out() {
        return channel.readOutbound();
    }

    private long used() {
        return buffers.metric().usedHeapMemory() + buffers.metric().usedDirectMemory();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "none,/v1/x",
                "GET,none",
                "CONNECT,/v1/x",
                "G\u0000T,/v1/x",
                "'G ET',/v1/x",
                "GET,'/v1/x y'",
                "GET,'/v1/x\r\nX: y'"
            })
    void oneThatIsNoneIsResetAndCostsNoBuffer(@Nullable String method, @Nullable String path) {
        Http2Headers fields = new DefaultHttp2Headers(false).scheme("http");
        if (method != null) {
            fields.method(method);
        } else {
            fields.status("200");
        }
        if (path != null) {
            fields.path(path);
        }
        came(fields);
        assertThat(in()).isNull();
        assertThat(out()).isInstanceOf(Http2ResetFrame.class);
        assertThat(used()).isZero();
    }

    @Test
    void anOrdinaryOneGoesOn() {
        came(new DefaultHttp2Headers()
                .method("GET")
                .scheme("http")
                .path("/v1/x?y=%20")
                .authority("gw"));
        Object request = in();
        assertThat(request).isInstanceOf(HttpRequest.class);
        ReferenceCountUtil.release(request);
        assertThat(out()).isNull();
    }

    @Test
    void trailersGoOn() {
        came(new DefaultHttp2Headers().set("x", "y"));
        assertThat(in()).isNotNull();
        assertThat(out()).isNull();
    }
}
