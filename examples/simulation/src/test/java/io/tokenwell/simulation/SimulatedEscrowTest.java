package io.tokenwell.simulation;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.RotationEscrow;
import io.tokenwell.tck.RotationEscrowContract;
import io.tokenwell.tck.RotationEscrowOutageContract;
import java.time.Duration;

class SimulatedEscrowTest implements RotationEscrowContract, RotationEscrowOutageContract {

    private final Site site = new Site();
    private final RotationEscrow escrow = site.ports().escrow();

    @Override
    public RotationEscrow escrow() {
        return escrow;
    }

    @Override
    public void letTimePass(AccountKey key, Duration time) {
        site.letTimePass(time);
    }

    @Override
    public RotationEscrow unreachableEscrow() {
        return new Site().down().ports().escrow();
    }
}
