package io.tokenwell.redis;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.RotationEscrow;
import io.tokenwell.tck.RotationEscrowContract;
import io.tokenwell.tck.RotationEscrowOutageContract;
import java.time.Duration;

class SentinelRotationEscrowTest implements RotationEscrowContract, RotationEscrowOutageContract {

    @Override
    public RotationEscrow escrow() {
        return Backend.sentinel().stores().rotationEscrow();
    }

    @Override
    public RotationEscrow unreachableEscrow() {
        return Backend.unreachableSentinel().stores().rotationEscrow();
    }

    @Override
    public void letTimePass(AccountKey key, Duration time) {
        Backend.sentinel().age(key, "escrow", time);
    }
}
