package io.tokenwell.example.gateway;

import io.tokenwell.AccessTokenProvider;
import java.time.Duration;
import java.util.function.Consumer;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import reactor.netty.http.client.HttpClient;

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
                        "--server.address=127.0.0.1",
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

    HttpClient client() {
        return HttpClient.create()
                .baseUrl("http://127.0.0.1:" + gateway.getEnvironment().getProperty("local.server.port"))
                .responseTimeout(Duration.ofSeconds(20));
    }

    /** One GET to its end. */
    Answer get(String path, Consumer<io.netty.handler.codec.http.HttpHeaders> headers) {
        return client().headers(headers)
                .get()
                .uri(path)
                .responseSingle((head, body) -> body.asString()
                        .defaultIfEmpty("")
                        .map(text -> new Answer(head.status().code(), head.responseHeaders(), text)))
                .blockOptional(Duration.ofSeconds(20))
                .orElseThrow();
    }

    Answer get(String path) {
        return get(path, headers -> {});
    }

    @Override
    public void close() {
        gateway.close();
        upstream.close();
    }

    record Answer(int status, io.netty.handler.codec.http.HttpHeaders headers, String body) {}

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import({TokenwellGatewayFilterFactory.class, ProblemWriter.class})
    static class FilterOnly {}
}
