package io.tokenwell.example.settings;

import java.util.Set;
import java.util.TreeSet;

/**
 * The one list of what can be set. Who adds a setting adds its name here: a name that stands nowhere in it ends the start, as it
 * is a misspelt one that would silently keep its default. Immutable and safe for use by any thread.
 */
public final class KnownSettings {

    /** A list: {@code [0]}, {@code [1]} and so on, or {@code _0}, {@code _1} in the environment. */
    public static final String KEYS = "tokenwell.encryption-keys";

    private static final Set<String> EVERYBODYS = Set.of(
            "tokenwell.redis.uri",
            "tokenwell.r2dbc.url",
            "tokenwell.r2dbc.username",
            "tokenwell.r2dbc.password",
            "tokenwell.openai.token-uri",
            "tokenwell.openai.client-id",
            "tokenwell.refresh.skew",
            "tokenwell.refresh.cache-skew",
            KEYS,
            "tokenwell.encryption-writes-plain",
            "tokenwell.encryption.strict");

    private static final Set<String> GATEWAYS = Set.of(
            "tokenwell.upstream.uri",
            "tokenwell.upstream.http2",
            "tokenwell.upstream.replay-limit",
            "tokenwell.near-cache.maximum-entries",
            "tokenwell.near-cache.maximum-staleness",
            "tokenwell.limits.head-timeout",
            "tokenwell.limits.head-size",
            "tokenwell.limits.idle-timeout",
            "tokenwell.limits.body-timeout",
            "tokenwell.limits.send-timeout",
            "tokenwell.limits.connections",
            "tokenwell.limits.replay-total",
            "tokenwell.limits.unknown-accounts",
            "tokenwell.limits.connect-timeout",
            "tokenwell.limits.response-timeout",
            "tokenwell.limits.pause-timeout",
            "tokenwell.limits.upstream-connections",
            "tokenwell.limits.upstream-pending",
            "tokenwell.demo.enabled",
            "tokenwell.demo.token-life");

    private static final Set<String> COMMAND_LINES = Set.of(
            "tokenwell.redis.key-prefix",
            "tokenwell.tables.schema",
            "tokenwell.tables.accounts",
            "tokenwell.tables.claims",
            "tokenwell.columns.id",
            "tokenwell.columns.id-type",
            "tokenwell.columns.platform",
            "tokenwell.columns.type",
            "tokenwell.columns.status",
            "tokenwell.columns.credentials",
            "tokenwell.columns.updated-at",
            "tokenwell.columns.proxy",
            "tokenwell.columns.credentials-type",
            "tokenwell.columns.fixed-platform",
            "tokenwell.columns.platforms",
            "tokenwell.columns.active-statuses");

    /** Of one gateway only. */
    private static final Set<String> PAGES = Set.of("tokenwell.page.enabled", "tokenwell.page.hosts");

    /** What tests in the JVM of a gateway are told, by {@code -D} and by the build. */
    private static final Set<String> TESTS =
            Set.of("tokenwell.chromium", "tokenwell.terminations", "tokenwell.parity.vectors", "tokenwell.tests.limit");

    private KnownSettings() {}

    /** {@return what every gateway reads} */
    public static Set<String> ofGateways() {
        return together(EVERYBODYS, GATEWAYS);
    }

    /** {@return what a gateway on Spring, or a test in its JVM, may read} */
    public static Set<String> ofSpringGateways() {
        return together(ofGateways(), PAGES, TESTS);
    }

    /** {@return what the command line reads} */
    public static Set<String> ofCommandLine() {
        return together(EVERYBODYS, COMMAND_LINES);
    }

    /** {@return what anybody reads: an environment, or a file, may serve several programs} */
    public static Set<String> ofAll() {
        return together(ofSpringGateways(), COMMAND_LINES);
    }

    @SafeVarargs
    private static Set<String> together(Set<String>... parts) {
        Set<String> all = new TreeSet<>();
        for (Set<String> part : parts) {
            all.addAll(part);
        }
        return all;
    }
}
