package io.tokenwell.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;

/** Collects an answer up to a limit: Reactor Netty's own aggregation knows none. */
final class AnswerBody {

    /** The answer is longer than anyone's tokens; the connection is closed, the rest is not read. */
    static final class TooLarge extends IOException {
        TooLarge(int limit) {
            super("answer is larger than " + limit + " bytes");
        }
    }

    private final int limit;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean tooLarge;

    private AnswerBody(int limit) {
        this.limit = limit;
    }

    static Mono<byte[]> whole(ByteBufFlux content, int limit) {
        return Mono.defer(() -> {
            AnswerBody body = new AnswerBody(limit);
            return content.asByteArray().takeUntil(body::filledBy).then(Mono.defer(body::bytes));
        });
    }

    private boolean filledBy(byte[] chunk) {
        tooLarge = chunk.length > limit - bytes.size();
        if (!tooLarge) {
            bytes.writeBytes(chunk);
        }
        return tooLarge;
    }

    private Mono<byte[]> bytes() {
        return tooLarge ? Mono.error(() -> new TooLarge(limit)) : Mono.just(bytes.toByteArray());
    }
}
