package io.tokenwell.example.gateway;

import io.tokenwell.AccessTokenProvider;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;

/** A gateway with the filter alone: stub provider before it, recording upstream behind it. */
final class FilterUnderTest implements AutoCloseable {

    final StubProvider provider = new StubProvider();
    final RecordingUpstream upstream = new RecordingUpstream();
    private final ConfigurableApplicationContext gateway;

    FilterUnderTest() {
        String route = "--spring.cloud.gateway.server.webflux.routes";
        gateway = new SpringApplicationBuilder(FilterOnly.class)
                .initializers(context -> ((GenericApplicationContext) context)
                        .registerBean("tokens", AccessTokenProvider.class, () -> provider))
                .run(
                        "--server.port=0",
                        "--server.address=localhost",
                        "--logging.level.root=off",
                        "--spring.config.name=filter-test",
                        route + "[0].id=named",
                        route + "[0].uri=" + upstream.uri(),
                        route + "[0].predicates[0]=Path=/named/**",
                        route + "[0].filters[0].name=Tokenwell",
                        route + "[0].filters[0].args.account-header=X-Account",
                        route + "[0].filters[1]=StripPrefix=1",
                        route + "[1].id=fixed",
                        route + "[1].uri=" + upstream.uri(),
                        route + "[1].predicates[0]=Path=/v1/**",
                        route + "[1].filters[0]=Tokenwell=7");
    }

    GatewayClient client() {
        return GatewayClient.of(gateway);
    }

    @Override
    public void close() {
        gateway.close();
        upstream.close();
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import({TokenwellGatewayFilterFactory.class, UpstreamTokenHeader.class, ProblemWriter.class})
    static class FilterOnly {}
}
