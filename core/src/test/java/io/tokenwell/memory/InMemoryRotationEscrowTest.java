package io.tokenwell.memory;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.RotationEscrow;
import io.tokenwell.tck.ManualClock;
import io.tokenwell.tck.RotationEscrowContract;
import java.time.Duration;

class InMemoryRotationEscrowTest implements RotationEscrowContract {

    private final ManualClock clock = new ManualClock();
    private final RotationEscrow escrow = new InMemoryRotationEscrow(clock);

    @Override
    public RotationEscrow escrow() {
        return escrow;
    }

    @Override
    public void letTimePass(AccountKey key, Duration time) {
        clock.advance(time);
    }
}
