package io.tokenwell.http;

import static io.tokenwell.http.Redeeming.CLOCK;
import static io.tokenwell.http.Redeeming.account;
import static io.tokenwell.http.Redeeming.openAi;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.spi.TokenGrant;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.http.HttpResources;

/** Nobody else's shutdown cuts a redemption. */
class OwnResourcesTest {

    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 21\r\n\r\n{\"access_token\":\"at\"}";

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answering = new CountDownLatch(1);

    /** As Spring does in its lifecycle's phase 0, before beans are destroyed. */
    @Test
    void theEndOfReactorsGlobalResourcesIsNotTheEndOfARedemption() throws InterruptedException {
        try (RawServer server = slow()) {
            URI byName = URI.create(server.uri().toString().replace("127.0.0.1", "localhost"));
            HttpTokenEndpoint endpoint = new HttpTokenEndpoint(openAi(byName), CLOCK);
            Mono<TokenGrant> underWay = endpoint.redeem(account()).cache();
            underWay.subscribe(grant -> {}, error -> {});
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();

            HttpResources.disposeLoopsAndConnectionsLater(Duration.ZERO, Duration.ofSeconds(5))
                    .block(Redeeming.PATIENCE);
            answering.countDown();

            assertThat(underWay.block(Redeeming.PATIENCE)).isNotNull();
            assertThat(endpoint.redeem(account()).block(Redeeming.PATIENCE))
                    .as("names are looked up as before")
                    .isNotNull();
            endpoint.close();
        }
    }

    private RawServer slow() {
        return new RawServer(client -> {
            client.readRequest();
            asked.countDown();
            try {
                assertThat(answering.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            client.write(ANSWER);
            client.holdUntilClientLeaves();
        });
    }
}
