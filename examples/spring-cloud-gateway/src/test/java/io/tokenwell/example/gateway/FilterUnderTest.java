package io.tokenwell.example.gateway;

import io.tokenwell.AccessTokenProvider;
import io.tokenwell.example.kit.TokenRecovery;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;

/** A gateway with the filter alone, a stub provider before it, and nothing behind it. */
final class FilterUnderTest implements AutoCloseable {

    final StubProvider provider = new StubProvider();
    private final ConfigurableApplicationContext gateway;

    FilterUnderTest() {
        String route = "--spring.cloud.gateway.server.webflux.routes[0]";
        gateway = new SpringApplicationBuilder(FilterOnly.class)
                .initializers(context -> {
                    GenericApplicationContext beans = (GenericApplicationContext) context;
                    beans.registerBean("tokens", AccessTokenProvider.class, () -> provider);
                    beans.registerBean(TokenRecovery.class, () -> new TokenRecovery(provider, 0));
                })
                .run(
                        "--server.port=0",
                        "--server.address=localhost",
                        "--logging.level.root=off",
                        "--spring.config.name=filter-test",
                        route + ".id=fixed",
                        route + ".uri=http://127.0.0.1:1",
                        route + ".predicates[0]=Path=/v1/**",
                        route + ".filters[0]=Tokenwell=7");
    }

    GatewayClient client() {
        return GatewayClient.of(gateway);
    }

    @Override
    public void close() {
        gateway.close();
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import({TokenwellGatewayFilterFactory.class, UpstreamTokenHeader.class})
    static class FilterOnly {}
}
