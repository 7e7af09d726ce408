package io.tokenwell.tck.mutants;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.EscrowedRotation;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/** Takes the rotation with the greatest new version for the newest. */
class EscrowByClock extends EscrowUnderTest {

    private final Map<EscrowedRotation, EscrowedRotation> kept = new ConcurrentHashMap<>();

    @Override
    Mono<EscrowedRotation> find(AccountKey key) {
        return super.find(key).mapNotNull(kept::get);
    }

    @Override
    Mono<Boolean> keep(EscrowedRotation rotation, Duration timeToLive) {
        return super.keep(byClock(rotation), timeToLive);
    }

    @Override
    Mono<Void> remove(EscrowedRotation rotation) {
        return super.remove(byClock(rotation));
    }

    private EscrowedRotation byClock(EscrowedRotation rotation) {
        EscrowedRotation mistaken = new EscrowedRotation(
                rotation.key(),
                rotation.credentials().tokenVersion(),
                rotation.redeemedToken(),
                rotation.credentials());
        kept.put(mistaken, rotation);
        return mistaken;
    }
}
