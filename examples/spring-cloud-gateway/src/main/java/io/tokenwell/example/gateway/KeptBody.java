package io.tokenwell.example.gateway;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A request whose small body was read, so that it can be sent more than once. */
final class KeptBody extends ServerHttpRequestDecorator {

    private volatile byte @Nullable [] bytes;

    private KeptBody(ServerHttpRequest request, byte[] bytes) {
        super(request);
        this.bytes = bytes;
    }

    /** The server has made sure that the body is as long as its header says. */
    static Mono<KeptBody> of(ServerHttpRequest request) {
        return DataBufferUtils.join(request.getBody()).map(KeptBody::bytes).map(bytes -> new KeptBody(request, bytes));
    }

    private static byte[] bytes(DataBuffer joined) {
        byte[] bytes = new byte[joined.readableByteCount()];
        joined.read(bytes);
        DataBufferUtils.release(joined);
        return bytes;
    }

    @Override
    public Flux<DataBuffer> getBody() {
        return Flux.defer(() -> {
            byte[] kept = bytes;
            return kept == null
                    ? Flux.error(new IllegalStateException("the body was let go"))
                    : Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(kept));
        });
    }

    /** The answer may stream for hours. */
    void letGo() {
        bytes = null;
    }
}
