package io.tokenwell.example.kit;

import io.tokenwell.example.settings.KnownSettings;

/** The settings that stand in several places. */
public final class SettingNames {

    /** Where Redis is. */
    public static final String REDIS = "tokenwell.redis.uri";

    /** Where PostgreSQL is. */
    public static final String POSTGRESQL = "tokenwell.r2dbc.url";

    /** Who redeems refresh tokens. */
    public static final String TOKEN_URI = "tokenwell.openai.token-uri";

    /** With which client. */
    public static final String CLIENT_ID = "tokenwell.openai.client-id";

    /** Where requests go. */
    public static final String UPSTREAM = "tokenwell.upstream.uri";

    /** How long before its end a token is replaced. */
    public static final String SKEW = "tokenwell.refresh.skew";

    /** How much less than its life a token stays in the cache. */
    public static final String CACHE_SKEW = "tokenwell.refresh.cache-skew";

    /** What tokens are encrypted with. */
    public static final String KEYS = KnownSettings.KEYS;

    /** Whether they are written plain all the same. */
    public static final String WRITES_PLAIN = "tokenwell.encryption-writes-plain";

    /** Whether plain ones are refused. */
    public static final String STRICT = "tokenwell.encryption.strict";

    private SettingNames() {}
}
