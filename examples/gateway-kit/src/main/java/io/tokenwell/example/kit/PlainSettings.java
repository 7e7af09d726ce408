package io.tokenwell.example.kit;

import io.tokenwell.Secret;
import io.tokenwell.example.kit.GatewaySettings.Encryption;
import io.tokenwell.example.kit.GatewaySettings.NearCache;
import io.tokenwell.example.kit.GatewaySettings.OpenAi;
import io.tokenwell.example.kit.GatewaySettings.R2dbc;
import io.tokenwell.example.kit.GatewaySettings.Redis;
import io.tokenwell.example.kit.GatewaySettings.Refresh;
import io.tokenwell.example.kit.GatewaySettings.Upstream;
import io.tokenwell.example.settings.Spelling;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Settings without Spring, under the same names: options {@code --name=value}, then the environment
 * ({@code TOKENWELL_OPENAI_TOKEN_URI}, or as Spring has it, {@code TOKENWELL_OPENAI_TOKENURI}), then what the demo found. Immutable and safe for use by any thread.
 */
public final class PlainSettings implements Function<String, @Nullable String> {

    private static final Pattern OPTION = Pattern.compile("--([^=]+)=(.*)", Pattern.DOTALL);
    private static final String PORT = "server.port";
    private static final int USUAL_PORT = 8080;

    private static final Set<String> WEB_SERVERS = Set.of(PORT, "server.http2.enabled");

    private final Map<String, String> options;
    private final Map<String, String> environment;
    private final Map<String, String> found;

    private PlainSettings(Map<String, String> options, Map<String, String> environment, Map<String, String> found) {
        this.options = options;
        this.environment = environment;
        this.found = found;
    }

    /**
     * Reads a command line.
     *
     * @param environment the variables, by name
     * @param args the options
     * @return the settings
     * @throws SettingException if an option is none, or it or a variable of ours has no known name, or a key is missing
     */
    public static PlainSettings of(Map<String, String> environment, String... args) {
        Map<String, String> options = new HashMap<>();
        for (String arg : args) {
            Matcher option = OPTION.matcher(arg);
            if (!option.matches()) {
                throw SettingException.wrong(arg.replaceFirst("=.*", ""), "is no setting of this gateway");
            }
            options.put(option.group(1), option.group(2));
        }
        SettingCheck.options(options.keySet(), WEB_SERVERS);
        SettingCheck.variables(environment);
        SettingCheck.keys(options.keySet(), environment.keySet());
        return new PlainSettings(options, environment, Map.of());
    }

    /**
     * The same, with values for what is not set.
     *
     * @param more values by name
     * @return the settings
     */
    public PlainSettings orElse(Map<String, String> more) {
        return new PlainSettings(options, environment, more);
    }

    @Override
    public @Nullable String apply(String name) {
        return Stream.of(
                        options.get(name),
                        Spelling.variables(name).stream()
                                .map(environment::get)
                                .filter(Objects::nonNull)
                                .findFirst()
                                .orElse(null),
                        found.get(name))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /**
     * Where to listen.
     *
     * @return the port, 0 for any free one
     */
    public int port() {
        return SettingText.number(this, PORT, USUAL_PORT);
    }

    /**
     * All that the gateway needs, checked.
     *
     * @return the settings of the gateway
     * @throws SettingException if one is missing or cannot work
     */
    public GatewaySettings checked() {
        return new GatewaySettings(
                new Redis(Secret.of(needed(SettingNames.REDIS))),
                new R2dbc(
                        Secret.of(needed(SettingNames.POSTGRESQL)),
                        apply("tokenwell.r2dbc.username"),
                        Optional.ofNullable(apply("tokenwell.r2dbc.password"))
                                .map(Secret::of)
                                .orElse(null)),
                new OpenAi(address(SettingNames.TOKEN_URI), needed(SettingNames.CLIENT_ID)),
                new Upstream(
                        address(SettingNames.UPSTREAM),
                        SettingText.flag(this, "tokenwell.upstream.http2", false),
                        SettingText.size(this, "tokenwell.upstream.replay-limit", 64 << 10)),
                new Refresh(
                        SettingText.duration(this, SettingNames.SKEW, Duration.ofMinutes(3)),
                        SettingText.duration(this, SettingNames.CACHE_SKEW, Duration.ofMinutes(5))),
                new NearCache(
                        SettingText.number(this, "tokenwell.near-cache.maximum-entries", 100_000),
                        SettingText.duration(this, "tokenwell.near-cache.maximum-staleness", Duration.ofSeconds(30))),
                Encryption.of(
                        keys(),
                        SettingText.flag(this, SettingNames.WRITES_PLAIN, false),
                        SettingText.flag(this, SettingNames.STRICT, false)),
                LimitSettings.of(this));
    }

    private String needed(String name) {
        String text = apply(name);
        if (text == null) {
            throw SettingException.missing(List.of(name));
        }
        return text;
    }

    private URI address(String name) {
        return SettingText.read(this, name, URI.create(""), "an address", URI::create);
    }

    private List<Secret> keys() {
        return Stream.iterate(0, index -> index + 1)
                .map(index -> apply(SettingNames.KEYS + "[" + index + "]"))
                .takeWhile(Objects::nonNull)
                .map(Secret::of)
                .toList();
    }
}
