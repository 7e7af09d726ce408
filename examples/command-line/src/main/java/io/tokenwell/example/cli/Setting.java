package io.tokenwell.example.cli;

import io.tokenwell.example.settings.KnownSettings;
import io.tokenwell.example.settings.Spelling;

/** The settings by the names that the example gateway gives them, and a few more. */
enum Setting {
    REDIS_URI("tokenwell.redis.uri", "--redis-uri"),
    REDIS_KEY_PREFIX("tokenwell.redis.key-prefix", ""),
    R2DBC_URL("tokenwell.r2dbc.url", "--r2dbc-url"),
    R2DBC_USERNAME("tokenwell.r2dbc.username", "--r2dbc-username"),
    R2DBC_PASSWORD("tokenwell.r2dbc.password", ""),
    TOKEN_URI("tokenwell.openai.token-uri", "--token-uri"),
    CLIENT_ID("tokenwell.openai.client-id", "--client-id"),
    REFRESH_SKEW("tokenwell.refresh.skew", "--refresh-skew"),
    CACHE_SKEW("tokenwell.refresh.cache-skew", ""),
    WRITES_PLAIN("tokenwell.encryption-writes-plain", ""),
    STRICT("tokenwell.encryption.strict", ""),
    SCHEMA("tokenwell.tables.schema", ""),
    ACCOUNTS_TABLE("tokenwell.tables.accounts", ""),
    CLAIMS_TABLE("tokenwell.tables.claims", ""),
    ID_COLUMN("tokenwell.columns.id", ""),
    ID_TYPE("tokenwell.columns.id-type", ""),
    PLATFORM_COLUMN("tokenwell.columns.platform", ""),
    TYPE_COLUMN("tokenwell.columns.type", ""),
    STATUS_COLUMN("tokenwell.columns.status", ""),
    CREDENTIALS_COLUMN("tokenwell.columns.credentials", ""),
    UPDATED_AT_COLUMN("tokenwell.columns.updated-at", ""),
    PROXY_COLUMN("tokenwell.columns.proxy", ""),
    CREDENTIALS_TYPE("tokenwell.columns.credentials-type", ""),
    FIXED_PLATFORM("tokenwell.columns.fixed-platform", ""),
    PLATFORMS("tokenwell.columns.platforms", ""),
    ACTIVE_STATUSES("tokenwell.columns.active-statuses", "");

    /** What tokens are encrypted with, newest first: a list, {@code [0]} and so on in a file, {@code _0} in the environment. */
    static final String ENCRYPTION_KEYS = KnownSettings.KEYS;

    private final String key;
    private final String option;

    Setting(String key, String option) {
        this.key = key;
        this.option = option;
    }

    String key() {
        return key;
    }

    String places() {
        String anywhere = "the variable " + Spelling.variables(key).get(0) + " or a line in the file of --config";
        return option.isEmpty() ? anywhere : option + ", " + anywhere;
    }
}
