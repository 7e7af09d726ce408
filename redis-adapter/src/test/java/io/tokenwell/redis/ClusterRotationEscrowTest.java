package io.tokenwell.redis;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.RotationEscrow;
import io.tokenwell.tck.RotationEscrowContract;
import io.tokenwell.tck.RotationEscrowOutageContract;
import java.time.Duration;

class ClusterRotationEscrowTest implements RotationEscrowContract, RotationEscrowOutageContract {

    @Override
    public RotationEscrow escrow() {
        return Backend.cluster().stores().rotationEscrow();
    }

    @Override
    public RotationEscrow unreachableEscrow() {
        return Backend.unreachableCluster().stores().rotationEscrow();
    }

    @Override
    public void letTimePass(AccountKey key, Duration time) {
        Backend.cluster().age(key, "escrow", time);
    }
}
