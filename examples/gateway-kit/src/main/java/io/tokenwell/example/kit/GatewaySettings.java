package io.tokenwell.example.kit;

import io.tokenwell.Secret;
import io.tokenwell.WireText;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What runs where. Addresses that may carry a password are secrets too. A setting that cannot work is a
 * {@link SettingException} at once. Immutable and safe for use by any thread.
 *
 * @param redis the cache, lock, cooldowns and escrow that all instances share
 * @param r2dbc the database of accounts and claims
 * @param openai the authorization server
 * @param upstream where requests are forwarded to
 * @param refresh when a token is replaced
 * @param nearCache which tokens this process keeps
 * @param encryption how tokens lie in the stores
 * @param limits what clients and the upstream are held to
 */
public record GatewaySettings(
        Redis redis,
        R2dbc r2dbc,
        OpenAi openai,
        Upstream upstream,
        Refresh refresh,
        NearCache nearCache,
        Encryption encryption,
        GatewayLimits limits) {

    /**
     * Where Redis is.
     *
     * @param uri for example {@code redis://localhost:6379}
     */
    public record Redis(Secret uri) {}

    /**
     * Where PostgreSQL is.
     *
     * @param url for example {@code r2dbc:postgresql://localhost/gateway}
     * @param username the user, if the address does not name it
     * @param password the user's password, if the address does not hold it
     */
    public record R2dbc(
            Secret url, @Nullable String username, @Nullable Secret password) {}

    /**
     * Who redeems refresh tokens.
     *
     * @param tokenUri the token endpoint
     * @param clientId the client that the accounts were logged in with
     */
    public record OpenAi(URI tokenUri, String clientId) {

        /**
         * Checks them.
         *
         * @param tokenUri the token endpoint
         * @param clientId the client
         */
        public OpenAi {
            Rules.httpAddress(SettingNames.TOKEN_URI, tokenUri);
            Rules.holds(!clientId.isBlank(), SettingNames.CLIENT_ID, "must not be blank");
            Rules.holds(
                    WireText.isVisible(clientId),
                    SettingNames.CLIENT_ID,
                    "may hold only the characters from space to tilde of ASCII");
        }
    }

    /**
     * Where requests go.
     *
     * @param uri scheme, host and port
     * @param http2 whether it speaks HTTP/2 without TLS, so that many requests share a connection
     * @param replayLimit how long a body may be, in bytes, to be sent once more after a 401
     */
    public record Upstream(URI uri, boolean http2, int replayLimit) {

        private static final int MOST = 16 << 20;

        /**
         * Checks them.
         *
         * @param uri scheme, host and port
         * @param http2 whether it speaks HTTP/2 without TLS
         * @param replayLimit the longest body to be kept
         */
        public Upstream {
            Rules.httpAddress(SettingNames.UPSTREAM, uri);
            Rules.holds(
                    replayLimit >= 0 && replayLimit <= MOST,
                    "tokenwell.upstream.replay-limit",
                    "must be from 0 B to 16 MB");
        }
    }

    /**
     * When a token is replaced.
     *
     * @param skew so long before its end
     * @param cacheSkew taken off its time in the cache; not below the skew
     */
    public record Refresh(Duration skew, Duration cacheSkew) {

        /**
         * Checks them.
         *
         * @param skew so long before its end
         * @param cacheSkew taken off its time in the cache
         */
        public Refresh {
            Rules.holds(!skew.isNegative() && !skew.isZero(), SettingNames.SKEW, "must be above zero");
            Rules.holds(
                    cacheSkew.compareTo(skew) >= 0, SettingNames.CACHE_SKEW, "must not be below " + SettingNames.SKEW);
        }
    }

    /**
     * Tokens that this process keeps, so that most requests ask nobody.
     *
     * @param maximumEntries how many; 0 to ask Redis each time
     * @param maximumStaleness how long each at most, should Redis not tell of its replacement
     */
    public record NearCache(int maximumEntries, Duration maximumStaleness) {

        /**
         * Checks them.
         *
         * @param maximumEntries how many
         * @param maximumStaleness how long each
         */
        public NearCache {
            Rules.holds(maximumEntries >= 0, "tokenwell.near-cache.maximum-entries", "must not be below 0");
        }
    }

    /**
     * How tokens lie in Redis and PostgreSQL.
     *
     * @param keys newest first, each 32 random bytes in base64; none to keep tokens as they are
     * @param mode what is written, and what is read
     */
    public record Encryption(List<Secret> keys, EncryptionMode mode) {

        /**
         * Of what was set, checked: a switch that cannot do what it says must not look as if it did.
         *
         * @param keys newest first
         * @param writesPlain for the first of the deployments that switch encryption on
         * @param strict for the last
         * @return the same
         */
        public static Encryption of(List<Secret> keys, boolean writesPlain, boolean strict) {
            Rules.holds(
                    !writesPlain || !keys.isEmpty(), SettingNames.WRITES_PLAIN, "needs " + SettingNames.KEYS + "[0]");
            Rules.holds(!strict || !keys.isEmpty(), SettingNames.STRICT, "needs " + SettingNames.KEYS + "[0]");
            Rules.holds(
                    !strict || !writesPlain,
                    SettingNames.STRICT,
                    "would refuse what " + SettingNames.WRITES_PLAIN + " writes");
            return new Encryption(List.copyOf(keys), EncryptionMode.of(keys.isEmpty(), writesPlain, strict));
        }
    }
}
