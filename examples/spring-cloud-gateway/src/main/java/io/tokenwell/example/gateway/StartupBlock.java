package io.tokenwell.example.gateway;

import io.lettuce.core.RedisURI;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.tokenwell.example.servers.DemoAuthorizationServer;
import io.tokenwell.example.servers.DemoUpstream;
import io.tokenwell.example.servers.EmbeddedDatabase;
import io.tokenwell.example.servers.EmbeddedRedis;
import java.net.URI;
import java.util.Objects;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/** Says what runs where, without passwords, and what to try. */
@Component
final class StartupBlock {

    private final ApplicationContext context;
    private final TokenwellProperties settings;

    StartupBlock(ApplicationContext context, TokenwellProperties settings) {
        this.context = context;
        this.settings = settings;
    }

    @EventListener(ApplicationReadyEvent.class)
    void print() {
        System.out.println(text());
    }

    String text() {
        String gateway = "http://localhost:" + context.getEnvironment().getProperty("local.server.port");
        return """

                Tokenwell gateway on %1$s

                  Redis           %2$s
                  PostgreSQL      %3$s
                  token endpoint  %4$s
                  upstream        %5$s

                %6$s Each refresh is a line here.

                Try, in another terminal:

                  # JSON; token_tail is the end of the token that the upstream got
                  curl -s %1$s/v1/models
                  # server-sent events, each as it comes
                  curl -sN %1$s/v1/stream
                  # account 2, named by a header; without it, a problem
                  curl -s -H 'X-Account: 2' %1$s/by-header/v1/models
                  # watch the token change
                  while sleep 2; do curl -s %1$s/v1/models; echo; done

                Ctrl-C ends everything started here.
                """.formatted(gateway, redis(), postgresql(), tokenEndpoint(), upstream(), accounts());
    }

    private String accounts() {
        return startedHere(DemoAuthorizationServer.class).isEmpty()
                ? "The lines below use accounts 1 and 2 of the table accounts."
                : "Demo accounts 1 and 2 are logged in; a token is replaced "
                        + settings.refresh().skew().toSeconds() + " s before its end.";
    }

    private String redis() {
        RedisURI uri = RedisURI.create(settings.redis().uri().expose());
        return uri.getHost() + ":" + uri.getPort() + startedHere(EmbeddedRedis.class);
    }

    private String postgresql() {
        ConnectionFactoryOptions address = TokenwellConfiguration.address(settings.r2dbc());
        return address.getValue(ConnectionFactoryOptions.HOST) + ":" + address.getValue(ConnectionFactoryOptions.PORT)
                + "/" + address.getValue(ConnectionFactoryOptions.DATABASE) + startedHere(EmbeddedDatabase.class);
    }

    private String tokenEndpoint() {
        return withoutUser(settings.openai().tokenUri()) + startedHere(DemoAuthorizationServer.class);
    }

    private String upstream() {
        return withoutUser(settings.upstream().uri()) + startedHere(DemoUpstream.class);
    }

    private String startedHere(Class<?> server) {
        return context.getBeanNamesForType(server).length > 0 ? "  (started here)" : "";
    }

    private static String withoutUser(URI uri) {
        return Objects.toString(UriComponentsBuilder.fromUri(uri).userInfo(null).build());
    }
}
