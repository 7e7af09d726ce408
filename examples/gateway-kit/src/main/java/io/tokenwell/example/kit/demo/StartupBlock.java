package io.tokenwell.example.kit.demo;

import io.tokenwell.example.kit.Addresses;
import io.tokenwell.example.kit.GatewaySettings;
import io.tokenwell.example.servers.DemoAuthorizationServer;
import io.tokenwell.example.servers.DemoUpstream;
import io.tokenwell.example.servers.EmbeddedDatabase;
import io.tokenwell.example.servers.EmbeddedRedis;

/**
 * Says what runs where, without passwords, and what to try. Safe for use by any thread.
 *
 * @param settings of the gateway
 * @param servers those of the demo
 */
public record StartupBlock(GatewaySettings settings, DemoServers servers) {

    /**
     * The block.
     *
     * @param port where the gateway listens
     * @return several lines
     */
    public String text(int port) {
        return """

                Tokenwell gateway on %1$s

                  Redis           %2$s
                  PostgreSQL      %3$s
                  token endpoint  %4$s
                  upstream        %5$s
                  encryption      %6$s

                %7$s Each refresh is a line here.

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
                """.formatted(
                        "http://localhost:" + port,
                        Addresses.redisShown(settings) + startedHere(EmbeddedRedis.class),
                        Addresses.databaseShown(settings) + startedHere(EmbeddedDatabase.class),
                        Addresses.shown(settings.openai().tokenUri()) + startedHere(DemoAuthorizationServer.class),
                        Addresses.shown(settings.upstream().uri()) + startedHere(DemoUpstream.class),
                        settings.encryption().mode().sentence(),
                        accounts());
    }

    private String accounts() {
        return servers.server(DemoAuthorizationServer.class).isEmpty()
                ? "The lines below use accounts 1 and 2 of the table accounts."
                : "Demo accounts 1 and 2 are logged in; a token is replaced "
                        + settings.refresh().skew().toSeconds() + " s before its end.";
    }

    private String startedHere(Class<?> server) {
        return servers.server(server).isPresent() ? "  (started here)" : "";
    }
}
