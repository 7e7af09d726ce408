package io.tokenwell.redis;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.RotationEscrow;
import io.tokenwell.tck.RotationEscrowContract;
import io.tokenwell.tck.RotationEscrowOutageContract;
import java.time.Duration;

class StandaloneRotationEscrowTest implements RotationEscrowContract, RotationEscrowOutageContract {

    @Override
    public RotationEscrow escrow() {
        return Backend.standalone().stores().rotationEscrow();
    }

    @Override
    public RotationEscrow unreachableEscrow() {
        return Backend.unreachable().stores().rotationEscrow();
    }

    @Override
    public void letTimePass(AccountKey key, Duration time) {
        Backend.standalone().age(key, "escrow", time);
    }
}
