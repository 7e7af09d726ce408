package io.tokenwell.example.gateway;

import io.tokenwell.example.kit.ReplayRoom;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A request whose small body was read, so that it can be sent more than once. */
final class KeptBody extends ServerHttpRequestDecorator {

    private final ReplayRoom.Place place;

    private KeptBody(ServerHttpRequest request, ReplayRoom.Place place) {
        super(request);
        this.place = place;
    }

    /** The server has made sure that the body is as long as its header says. */
    static Mono<KeptBody> of(ServerHttpRequest request, ReplayRoom.Place place) {
        return DataBufferUtils.join(request.getBody())
                .map(KeptBody::bytes)
                .map(bytes -> new KeptBody(request, place.keeping(bytes)));
    }

    private static byte[] bytes(DataBuffer joined) {
        byte[] bytes = new byte[joined.readableByteCount()];
        joined.read(bytes);
        DataBufferUtils.release(joined);
        return bytes;
    }

    @Override
    public Flux<DataBuffer> getBody() {
        return Flux.defer(() -> Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(place.bytes())));
    }
}
