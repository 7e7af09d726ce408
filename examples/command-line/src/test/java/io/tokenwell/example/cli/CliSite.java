package io.tokenwell.example.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.tokenwell.example.servers.AuthorizationSettings;
import io.tokenwell.example.servers.DemoAuthorizationServer;
import io.tokenwell.example.servers.EmbeddedDatabase;
import io.tokenwell.example.servers.EmbeddedRedis;
import io.tokenwell.example.servers.IssuedTokens;
import io.tokenwell.r2dbc.R2dbcAccountRepository;
import io.tokenwell.r2dbc.SchemaInstaller;
import io.tokenwell.r2dbc.TableNames;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Real servers that all tests of this module share, and the command in front of them. No output may hold a secret. */
final class CliSite {

    static final String KEY =
            Base64.getEncoder().encodeToString("thirty-two bytes, planted as key".getBytes(StandardCharsets.US_ASCII));
    static final JsonMapper JSON = new JsonMapper();

    /** Every token of the authorization server begins alike, those of the tests' own with planted-secret. */
    private static final Pattern SECRET = Pattern.compile("demo-[ar]t-|planted-secret|tw1\\.|" + Pattern.quote(KEY));

    private static final CliSite SHARED = new CliSite();

    final EmbeddedRedis redis = EmbeddedRedis.start();
    final EmbeddedDatabase database = EmbeddedDatabase.start();
    final DemoAuthorizationServer authorization = DemoAuthorizationServer.start(AuthorizationSettings.defaults());
    final ConnectionFactory connections = ConnectionFactories.get(database.r2dbcUrl());
    final R2dbcAccountRepository accounts = new R2dbcAccountRepository(connections);

    private CliSite() {}

    /** What a command printed. */
    record Run(int exit, String out, String err) {

        JsonNode json() {
            return JSON.readTree(out);
        }
    }

    static CliSite shared() {
        return SHARED;
    }

    /** Empty tables and an empty Redis. */
    void reset() {
        SchemaInstaller installer = new SchemaInstaller(connections, TableNames.defaults());
        installer.installExampleAccounts().then(installer.install()).block();
        execute("TRUNCATE accounts, tokenwell_claims");
        redis(commands -> commands.flushall());
    }

    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("TOKENWELL_REDIS_URI", redis.uri());
        environment.put("TOKENWELL_R2DBC_URL", database.r2dbcUrl());
        environment.put("TOKENWELL_OPENAI_TOKEN_URI", authorization.tokenUri());
        environment.put("TOKENWELL_OPENAI_CLIENT_ID", "tests");
        return environment;
    }

    Run run(String... arguments) {
        return run(environment(), "", arguments);
    }

    Run run(Map<String, String> environment, String input, String... arguments) {
        return run(environment, new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), arguments);
    }

    static Run run(Map<String, String> environment, InputStream input, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                input,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        int exit = TokenwellCommand.run(console, environment, arguments);
        Run run = new Run(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        assertThat(run.out() + run.err()).doesNotContainPattern(SECRET);
        return run;
    }

    /** A record of an account that has logged in at the server. */
    String login(long id, Duration life) {
        IssuedTokens issued = authorization.issue(id);
        return record(
                id,
                issued.accessToken(),
                issued.refreshToken(),
                Instant.now().plus(life).toString());
    }

    static String record(long id, String accessToken, String refreshToken, String expiresAt) {
        return JSON.writeValueAsString(Map.of(
                "id",
                id,
                "platform",
                "openai",
                "credentials",
                Map.of(
                        "access_token", accessToken,
                        "refresh_token", refreshToken,
                        "expires_at", expiresAt,
                        "note", "keep-me")));
    }

    <T> T redis(Function<RedisCommands<String, String>, T> work) {
        RedisClient client = RedisClient.create(redis.uri());
        try {
            return work.apply(client.connect().sync());
        } finally {
            client.shutdown();
        }
    }

    void execute(String sql) {
        query(sql);
    }

    /** The first column of all rows, as text. */
    List<String> query(String sql) {
        return Flux.usingWhen(
                        connections.create(),
                        connection -> Flux.from(connection.createStatement(sql).execute())
                                .concatMap(result -> result.map((row, meta) -> String.valueOf(row.get(0)))),
                        Connection::close)
                .collectList()
                .blockOptional(Duration.ofSeconds(20))
                .orElseThrow();
    }

    String credential(long id, String key) {
        return query("SELECT credentials ->> '" + key + "' FROM accounts WHERE id = " + id)
                .get(0);
    }
}
