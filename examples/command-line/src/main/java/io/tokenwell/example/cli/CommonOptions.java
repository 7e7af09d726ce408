package io.tokenwell.example.cli;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command takes. There is no option for a secret: others on the machine see what a process was started with. */
final class CommonOptions {

    enum Format {
        table,
        json
    }

    @Option(names = "--config", paramLabel = "FILE", description = "properties file with tokenwell.* settings")
    private @Nullable Path config;

    @Option(
            names = {"-o", "--output"},
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Format output = Format.table;

    @Option(
            names = "--demo",
            description =
                    "start Redis, PostgreSQL and an authorization server with some accounts, for this command only")
    private boolean demo;

    @Option(names = "--redis-uri", description = "redis://host:port, without a password")
    private @Nullable String redisUri;

    @Option(names = "--r2dbc-url", description = "r2dbc:postgresql://host/database, without a password")
    private @Nullable String r2dbcUrl;

    @Option(names = "--r2dbc-username", description = "user of the database")
    private @Nullable String r2dbcUsername;

    @Option(names = "--token-uri", description = "token endpoint")
    private @Nullable String tokenUri;

    @Option(names = "--client-id", description = "client that the accounts were logged in with")
    private @Nullable String clientId;

    @Option(names = "--refresh-skew", description = "a refresh is due so long before a token's end (3m)")
    private @Nullable String refreshSkew;

    boolean demo() {
        return demo;
    }

    boolean json() {
        return output == Format.json;
    }

    Settings settings(Map<String, String> environment) {
        return new SettingSources(options(), environment, SettingSources.read(config)).merged();
    }

    private Map<Setting, String> options() {
        Map<Setting, String> options = new EnumMap<>(Setting.class);
        put(options, Setting.REDIS_URI, withoutPassword(Setting.REDIS_URI, redisUri, ".*@.*"));
        put(options, Setting.R2DBC_URL, withoutPassword(Setting.R2DBC_URL, r2dbcUrl, ".*:[^/]*@.*|.*password=.*"));
        put(options, Setting.R2DBC_USERNAME, r2dbcUsername);
        put(options, Setting.TOKEN_URI, tokenUri);
        put(options, Setting.CLIENT_ID, clientId);
        put(options, Setting.REFRESH_SKEW, refreshSkew);
        return options;
    }

    private static void put(Map<Setting, String> options, Setting setting, @Nullable String value) {
        if (value != null) {
            options.put(setting, value);
        }
    }

    private static @Nullable String withoutPassword(Setting setting, @Nullable String value, String holdsOne) {
        if (value != null && value.matches(holdsOne)) {
            throw SettingException.of("the option for " + setting.key() + " holds a password, which everybody on this"
                    + " machine could read: give it in the environment or in the file of --config");
        }
        return value;
    }
}
