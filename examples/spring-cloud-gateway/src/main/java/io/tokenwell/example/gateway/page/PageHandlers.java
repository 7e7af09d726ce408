package io.tokenwell.example.gateway.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What the page is made of, and what it is fed with. */
final class PageHandlers {

    private static final Map<String, MediaType> TYPES = Map.of(
            "html", MediaType.parseMediaType("text/html;charset=utf-8"),
            "css", MediaType.parseMediaType("text/css;charset=utf-8"),
            "js", MediaType.parseMediaType("text/javascript;charset=utf-8"),
            "svg", MediaType.parseMediaType("image/svg+xml"));

    private final LiveView live;

    PageHandlers(LiveView live) {
        this.live = live;
    }

    /** Read once, before the first request. */
    HandlerFunction<ServerResponse> file(String name) {
        byte[] text = bytes(name);
        MediaType type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), MediaType.TEXT_PLAIN);
        return request -> ServerResponse.ok()
                .contentType(type)
                .header("Cache-Control", "no-cache")
                .bodyValue(text);
    }

    private static byte[] bytes(String name) {
        try {
            return new ClassPathResource(name, PageHandlers.class).getContentAsByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Mono<ServerResponse> state(ServerRequest request) {
        return live.newest()
                .flatMap(frame -> ServerResponse.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .header("Cache-Control", "no-store")
                        .bodyValue(frame.json()));
    }

    private static DataBuffer buffer(String text) {
        return DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    Mono<ServerResponse> stream(ServerRequest request) {
        if (!live.enter()) {
            return Problems.answer(HttpStatus.SERVICE_UNAVAILABLE, "Enough viewers are here already.");
        }
        Flux<Mono<DataBuffer>> pieces = live.pieces().map(piece -> piece.map(PageHandlers::buffer));
        return ServerResponse.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .header("Cache-Control", "no-store")
                .header("X-Accel-Buffering", "no")
                .body((out, context) -> out.writeAndFlushWith(pieces).doFinally(end -> live.leave()));
    }
}
