package io.tokenwell.example.kit.demo;

import io.tokenwell.example.kit.SettingException;
import io.tokenwell.example.kit.SettingNames;
import io.tokenwell.example.kit.SettingText;
import io.tokenwell.example.servers.AuthorizationSettings;
import io.tokenwell.example.servers.DemoAuthorizationServer;
import io.tokenwell.example.servers.DemoUpstream;
import io.tokenwell.example.servers.EmbeddedDatabase;
import io.tokenwell.example.servers.EmbeddedRedis;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Before anything else is built: whatever has no address yet gets a server of its own, unless
 * {@code tokenwell.demo.enabled=false}. The rest of a gateway sees addresses only, and not who runs there. For one thread.
 */
public final class DemoServers implements AutoCloseable {

    private static final String CLIENT = "tokenwell-demo";

    private static final List<String> NEEDED = List.of(
            SettingNames.REDIS,
            SettingNames.POSTGRESQL,
            SettingNames.TOKEN_URI,
            SettingNames.CLIENT_ID,
            SettingNames.UPSTREAM);

    private final Function<String, @Nullable String> settings;
    private final Map<String, String> found = new HashMap<>();
    private final Deque<AutoCloseable> servers = new ArrayDeque<>();

    private DemoServers(Function<String, @Nullable String> settings) {
        this.settings = settings;
    }

    /**
     * Starts what is missing.
     *
     * @param settings what is set already, by name; null for what is not
     * @return the servers that were started, maybe none
     * @throws SettingException if something is missing that the demo does not stand in for; nothing runs then
     */
    public static DemoServers startFor(Function<String, @Nullable String> settings) {
        DemoServers demo = new DemoServers(settings);
        try {
            if (SettingText.flag(settings, "tokenwell.demo.enabled", true)) {
                demo.startWhatIsMissing();
            }
            demo.requireAll();
            return demo;
        } catch (RuntimeException e) {
            demo.close();
            throw e;
        }
    }

    private void startWhatIsMissing() {
        startFor(SettingNames.REDIS, EmbeddedRedis::start, EmbeddedRedis::uri);
        startFor(SettingNames.POSTGRESQL, EmbeddedDatabase::start, EmbeddedDatabase::r2dbcUrl);
        if (isMissing(SettingNames.TOKEN_URI)) {
            startAuthorization(SettingText.duration(settings, "tokenwell.demo.token-life", Duration.ofSeconds(30)));
        } else {
            startFor(SettingNames.UPSTREAM, DemoUpstream::startTrusting, DemoUpstream::uri);
        }
    }

    /** Tokens live so shortly that refreshes can be watched: they are due after two thirds of a life. */
    private void startAuthorization(Duration life) {
        DemoAuthorizationServer server =
                DemoAuthorizationServer.start(AuthorizationSettings.defaults().withTokenLifetime(life));
        servers.push(server);
        found.put(SettingNames.TOKEN_URI, server.tokenUri());
        found.put(SettingNames.CLIENT_ID, CLIENT);
        found.put(SettingNames.SKEW, life.dividedBy(3).toString());
        found.put(SettingNames.CACHE_SKEW, life.multipliedBy(2).dividedBy(5).toString());
        startFor(SettingNames.UPSTREAM, () -> DemoUpstream.start(server, 0), DemoUpstream::uri);
    }

    private <T extends AutoCloseable> void startFor(String name, Supplier<T> start, Function<T, String> address) {
        if (isMissing(name)) {
            T server = start.get();
            servers.push(server);
            found.put(name, address.apply(server));
        }
    }

    private boolean isMissing(String name) {
        String set = settings.apply(name);
        return (set == null || set.isBlank()) && !found.containsKey(name);
    }

    private void requireAll() {
        List<String> missing = NEEDED.stream().filter(this::isMissing).toList();
        if (!missing.isEmpty()) {
            throw SettingException.missing(missing);
        }
    }

    /**
     * The settings that lead to these servers. Whatever is set elsewhere wins.
     *
     * @return values by name
     */
    public Map<String, String> found() {
        return Map.copyOf(found);
    }

    /**
     * A server that was started here.
     *
     * @param type of the server
     * @param <T> its type
     * @return the server; empty if somebody else runs one
     */
    public <T> Optional<T> server(Class<T> type) {
        return servers.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    /** Ends them. Blocks meanwhile. */
    @Override
    public void close() {
        while (!servers.isEmpty()) {
            try {
                servers.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("a server of the demo does not end", e);
            }
        }
    }
}
