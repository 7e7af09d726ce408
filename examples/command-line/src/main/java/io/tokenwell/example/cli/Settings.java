package io.tokenwell.example.cli;

import io.lettuce.core.RedisURI;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.tokenwell.WireText;
import io.tokenwell.http.TokenEndpointSettings;
import io.tokenwell.r2dbc.AccountColumns;
import io.tokenwell.r2dbc.AccountColumnsBuilder;
import io.tokenwell.r2dbc.IdType;
import io.tokenwell.r2dbc.TableNames;
import io.tokenwell.r2dbc.TableNamesBuilder;
import io.tokenwell.refresh.settings.FreshnessSettings;
import io.tokenwell.spi.SecretCipher;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What runs where, read when it is asked for: a command needs no setting that it does not use. Prints no value. */
final class Settings {

    private final Map<Setting, String> values;
    private final List<String> encryptionKeys;

    Settings(Map<Setting, String> values, List<String> encryptionKeys) {
        this.values = new EnumMap<>(Setting.class);
        this.values.putAll(values);
        this.encryptionKeys = encryptionKeys;
    }

    /** These settings on other servers. */
    Settings with(Map<Setting, String> others) {
        Settings changed = new Settings(values, encryptionKeys);
        changed.values.putAll(others);
        return changed;
    }

    Settings without(Setting setting) {
        Settings changed = new Settings(values, encryptionKeys);
        changed.values.remove(setting);
        return changed;
    }

    RedisURI redis() {
        return understood(Setting.REDIS_URI, "redis://host:port", RedisURI::create);
    }

    boolean hasRedis() {
        return optional(Setting.REDIS_URI).isPresent();
    }

    Optional<String> redisKeyPrefix() {
        return optional(Setting.REDIS_KEY_PREFIX);
    }

    ConnectionFactoryOptions database() {
        ConnectionFactoryOptions.Builder address = understood(
                        Setting.R2DBC_URL,
                        "r2dbc:postgresql://host/database",
                        url -> ConnectionFactoryOptions.parse(url))
                .mutate();
        optional(Setting.R2DBC_USERNAME).ifPresent(name -> address.option(ConnectionFactoryOptions.USER, name));
        optional(Setting.R2DBC_PASSWORD)
                .ifPresent(password -> address.option(ConnectionFactoryOptions.PASSWORD, password));
        return address.build();
    }

    URI tokenUri() {
        return understood(Setting.TOKEN_URI, "https://host/path", URI::create);
    }

    boolean hasTokenUri() {
        return optional(Setting.TOKEN_URI).isPresent();
    }

    TokenEndpointSettings endpoint() {
        String client = understood(
                Setting.CLIENT_ID,
                "the characters from space to tilde of ASCII",
                text -> WireText.requireVisible("client id", text));
        try {
            return TokenEndpointSettings.openAi(tokenUri(), client);
        } catch (IllegalArgumentException refused) {
            // Its messages name the host at most.
            throw SettingException.of(Setting.TOKEN_URI.key() + " cannot be used: " + refused.getMessage());
        }
    }

    FreshnessSettings freshness() {
        FreshnessSettings defaults = FreshnessSettings.defaults();
        Duration skew = duration(Setting.REFRESH_SKEW).orElse(defaults.refreshSkew());
        Duration cacheSkew = duration(Setting.CACHE_SKEW).orElseGet(() -> longer(skew, defaults.cacheSkew()));
        try {
            return defaults.toBuilder().refreshSkew(skew).cacheSkew(cacheSkew).build();
        } catch (IllegalArgumentException refused) {
            throw SettingException.of("tokenwell.refresh: " + refused.getMessage());
        }
    }

    boolean encrypts() {
        return !encryptionKeys.isEmpty();
    }

    /** For what the stores hold. */
    SecretCipher cipher() {
        return Ciphers.of(encryptionKeys, flag(Setting.WRITES_PLAIN), flag(Setting.STRICT));
    }

    /** For what is given by hand, which nobody but its owner could write to: strict or not, it may be plain. */
    SecretCipher cipherOfInput() {
        return Ciphers.of(encryptionKeys, flag(Setting.WRITES_PLAIN), false);
    }

    /** Whether the stores may hold nothing plain any more. */
    boolean isStrict() {
        return flag(Setting.STRICT);
    }

    private boolean flag(Setting setting) {
        return switch (optional(setting).orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw SettingException.notUnderstood(setting, "true or false");
        };
    }

    TableNames tables() {
        try {
            TableNamesBuilder names = TableNames.builder().columns(columns());
            optional(Setting.SCHEMA).ifPresent(names::schema);
            optional(Setting.ACCOUNTS_TABLE).ifPresent(names::accounts);
            optional(Setting.CLAIMS_TABLE).ifPresent(names::claims);
            return names.build();
        } catch (IllegalArgumentException refused) {
            throw SettingException.of("tokenwell.tables and tokenwell.columns: " + refused.getMessage());
        }
    }

    private AccountColumns columns() {
        AccountColumnsBuilder names = AccountColumns.builder();
        optional(Setting.ID_COLUMN).ifPresent(names::id);
        optional(Setting.PLATFORM_COLUMN).ifPresent(names::platform);
        optional(Setting.TYPE_COLUMN).ifPresent(names::type);
        optional(Setting.STATUS_COLUMN).ifPresent(names::status);
        optional(Setting.CREDENTIALS_COLUMN).ifPresent(names::credentials);
        optional(Setting.UPDATED_AT_COLUMN).ifPresent(names::updatedAt);
        optional(Setting.PROXY_COLUMN).ifPresent(names::proxy);
        optional(Setting.ID_TYPE).map(Settings::idType).ifPresent(names::idType);
        return names.build();
    }

    private static IdType idType(String text) {
        return switch (text) {
            case "bigint" -> IdType.BIGINT;
            case "uuid" -> IdType.UUID;
            case "text" -> IdType.TEXT;
            default -> throw SettingException.notUnderstood(Setting.ID_TYPE, "bigint, uuid or text");
        };
    }

    private Optional<Duration> duration(Setting setting) {
        return optional(setting).map(text -> Durations.parsed(setting, text));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private <T> T understood(Setting setting, String expected, Function<String, T> parser) {
        String value = required(setting);
        try {
            return parser.apply(value);
        } catch (RuntimeException quotesItsInput) {
            throw SettingException.notUnderstood(setting, expected);
        }
    }

    private String required(Setting setting) {
        return optional(setting).orElseThrow(() -> SettingException.missing(setting));
    }

    private Optional<String> optional(Setting setting) {
        return Optional.ofNullable(values.get(setting));
    }
}
