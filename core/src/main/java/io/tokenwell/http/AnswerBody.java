package io.tokenwell.http;

import java.io.ByteArrayOutputStream;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;

/**
 * Collects the body of an answer up to a limit, which Reactor Netty's own aggregation does not offer. The rest is not
 * read.
 */
final class AnswerBody {

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
        return tooLarge
                ? Mono.error(() -> new TransportProblem("the answer is larger than " + limit + " bytes"))
                : Mono.just(bytes.toByteArray());
    }
}
