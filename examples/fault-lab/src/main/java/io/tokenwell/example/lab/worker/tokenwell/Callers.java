package io.tokenwell.example.lab.worker.tokenwell;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/** Who waits for which account in this process: a pipeline that is not detached ends with the last of them. */
final class Callers {

    private final Map<Long, Integer> waiting = new ConcurrentHashMap<>();
    private final Map<Long, Long> desertions = new ConcurrentHashMap<>();

    <T> Mono<T> counted(long accountId, Mono<T> call) {
        return Mono.defer(() -> {
            waiting.merge(accountId, 1, Integer::sum);
            return call.doFinally(end -> left(accountId, end));
        });
    }

    private void left(long accountId, SignalType end) {
        waiting.compute(accountId, (id, count) -> {
            boolean last = count == null || count == 1;
            if (last && end == SignalType.CANCEL) {
                desertions.merge(id, 1L, Long::sum);
            }
            return last ? null : count - 1;
        });
    }

    /** How often the last caller has left without an answer: if it grows while a piece of work runs, that work is deserted. */
    long desertions(long accountId) {
        return desertions.getOrDefault(accountId, 0L);
    }
}
