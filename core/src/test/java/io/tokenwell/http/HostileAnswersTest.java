package io.tokenwell.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.Secret;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.http.HostileAnswer.Redeemed;
import io.tokenwell.http.OAuthClient.Authentication;
import io.tokenwell.tck.HostileInputs;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Whatever a token endpoint answers is a grant or a typed refusal, asked for once, and no secret comes out. */
class HostileAnswersTest {

    private static final byte[] SILENCE = {};
    private static final Account ACCOUNT = Account.active(
            42,
            "openai",
            Credentials.of(Map.of("refresh_token", HostileAnswer.OLD, "access_token", "planted-access-token")));

    private final HostileInputs inputs = new HostileInputs("token endpoint");
    private final Queue<String> indiscreet = new ConcurrentLinkedQueue<>();
    /** Heard in full, and printed nowhere: there are thousands of lines. */
    private final List<Logger> loggers = Stream.of("io.tokenwell", "reactor.netty")
            .map(name -> (Logger) LoggerFactory.getLogger(name))
            .toList();

    private final AppenderBase<ILoggingEvent> listener = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent line) {
            if (HostileAnswer.isQuotedIn(line.getFormattedMessage())
                    || (line.getThrowableProxy() != null
                            && HostileAnswer.isQuotedIn(
                                    String.valueOf(line.getThrowableProxy().getMessage())))) {
                indiscreet.add(line.getLoggerName());
            }
        }
    };

    private volatile byte[] answer = SILENCE;

    @AutoClose
    private final RawServer server = new RawServer(client -> {
        client.readRequest();
        client.write(answer);
    });

    @AutoClose
    private final RawServer trap = new RawServer(client -> {});

    private final HttpTokenEndpoint endpoint = endpoint(server.uri(), Redeeming.CALM);

    @BeforeEach
    void listen() {
        listener.start();
        loggers.forEach(logger -> {
            logger.addAppender(listener);
            logger.setAdditive(false);
            logger.setLevel(Level.DEBUG);
        });
    }

    @AfterEach
    void end() {
        loggers.forEach(logger -> {
            logger.detachAppender(listener);
            logger.setAdditive(true);
        });
        loggers.get(0).setLevel(Level.OFF); // as this module's logback-test.xml has it
        loggers.get(1).setLevel(null);
        endpoint.close();
    }

    @Test
    void noneIsMoreThanARefusal() {
        Stream.of(HostileBodies.all(), HostileFrames.all(), HostileStatuses.all(trap.port()))
                .flatMap(answers -> answers)
                .forEach(input -> inputs.tried(input.id(), () -> check(input)));
        tryServersThatDoNotEnd();
        inputs.end();
    }

    private void check(HostileAnswer input) {
        answer = input.bytes();
        int before = server.connections();
        Redeemed redeemed = redeemed(endpoint);
        redeemed.assertDecent();
        input.oracle().accept(redeemed);
        assertThat(server.connections() - before).as("connections").isEqualTo(1);
        assertThat(trap.connections()).as("connections elsewhere").isZero();
        assertThat(indiscreet).as("loggers that quoted a secret").isEmpty();
    }

    private void tryServersThatDoNotEnd() {
        Map<String, RawServer.Script> scripts = Map.of(
                "says nothing", client -> {},
                "never answers", client -> client.readRequest(),
                "half a status line", client -> client.write("HTTP/1.1 2"),
                "half a head", client -> client.write("HTTP/1.1 200 OK\r\nContent-Le"),
                "interim for ever", client -> client.write("HTTP/1.1 103 X\r\n\r\n".repeat(99)),
                "no body", client -> client.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"),
                "half a body", client -> client.write(HostileAnswer.HEAD + "{\"access_token\":\"planted-refresh-NEW"));
        TransportSettings impatient = TransportSettings.builder()
                .connectTimeout(Duration.ofMillis(150))
                .responseTimeout(Duration.ofMillis(150))
                .build();
        scripts.forEach((id, script) -> inputs.tried(id, () -> {
            try (RawServer slow = new RawServer(client -> {
                script.play(client);
                client.holdUntilClientLeaves();
            })) {
                HttpTokenEndpoint hasty = endpoint(slow.uri(), impatient);
                HostileAnswer.assertTellable(redeemed(hasty).refused());
                hasty.close();
            }
        }));
    }

    private static Redeemed redeemed(HttpTokenEndpoint endpoint) {
        return Objects.requireNonNull(endpoint.redeem(ACCOUNT)
                .map(grant -> new Redeemed(grant, null))
                .onErrorResume(TokenEndpointException.class, error -> Mono.just(new Redeemed(null, error)))
                .block(Redeeming.PATIENCE));
    }

    private static HttpTokenEndpoint endpoint(URI uri, TransportSettings transport) {
        OAuthClient client = OAuthClient.builder()
                .id("c")
                .secret(Secret.of(HostileAnswer.CLIENT))
                .authentication(Authentication.BASIC)
                .build();
        return new HttpTokenEndpoint(
                Redeeming.openAi(uri).toBuilder()
                        .client(client)
                        .transport(transport)
                        .build(),
                Redeeming.CLOCK);
    }
}
