package io.tokenwell.redis;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.RotationEscrow;
import io.tokenwell.tck.RotationEscrowContract;
import io.tokenwell.tck.RotationEscrowOutageContract;
import java.time.Duration;

/** The contract does not change when nothing plain is read any more. */
class StrictRotationEscrowTest implements RotationEscrowContract, RotationEscrowOutageContract {

    @Override
    public RotationEscrow escrow() {
        return Backend.cluster().stores().withSecretCipher(Ciphers.STRICT).rotationEscrow();
    }

    @Override
    public RotationEscrow unreachableEscrow() {
        return Backend.unreachable().stores().withSecretCipher(Ciphers.STRICT).rotationEscrow();
    }

    @Override
    public void letTimePass(AccountKey key, Duration time) {
        Backend.cluster().age(key, "escrow", time);
    }
}
