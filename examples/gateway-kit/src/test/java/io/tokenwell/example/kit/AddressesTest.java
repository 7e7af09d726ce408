package io.tokenwell.example.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Secret;
import io.tokenwell.example.kit.GatewaySettings.Redis;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AddressesTest {

    /** Lettuce's own is a minute, for which a look at the topology would wait for a node that is gone. */
    @Test
    void aRedisThatDoesNotAnswerIsWaitedForForASecond() {
        assertThat(Addresses.redis(new Redis(Secret.of("redis://127.0.0.1:1"))).getTimeout())
                .isEqualTo(Duration.ofSeconds(1));
    }
}
