package io.tokenwell.example.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainSettingsTest {

    private static final Map<String, String> NEEDED = Map.of(
            SettingNames.REDIS, "redis://localhost",
            SettingNames.POSTGRESQL, "r2dbc:postgresql://localhost/d",
            SettingNames.TOKEN_URI, "http://localhost/token",
            SettingNames.CLIENT_ID, "client",
            SettingNames.UPSTREAM, "http://localhost:1");

    private static GatewaySettings with(Map<String, String> environment, String... args) {
        return PlainSettings.of(environment, args).orElse(NEEDED).checked();
    }

    @Test
    void whatIsNotSetHasItsDefault() {
        GatewaySettings settings = with(Map.of());

        assertThat(settings.refresh().skew()).isEqualTo(Duration.ofMinutes(3));
        assertThat(settings.upstream().replayLimit()).isEqualTo(65_536);
        assertThat(settings.encryption().keys()).isEmpty();
    }

    @Test
    void optionsWinOverTheEnvironmentAndThatOverTheDemo() {
        Map<String, String> environment = Map.of(
                "TOKENWELL_REDIS_URI", "redis://of-environment",
                "TOKENWELL_R2DBC_PASSWORD", "hidden",
                "TOKENWELL_NEARCACHE_MAXIMUMENTRIES", "7",
                "TOKENWELL_ENCRYPTION_KEYS_0", "first",
                "TOKENWELL_UPSTREAM_REPLAYLIMIT", "1KB");
        GatewaySettings settings = with(environment, "--tokenwell.near-cache.maximum-entries=8");

        assertThat(settings.redis().uri().expose()).isEqualTo("redis://of-environment");
        assertThat(settings.nearCache().maximumEntries()).isEqualTo(8);
        assertThat(settings.upstream().replayLimit()).isEqualTo(1024);
        assertThat(settings.encryption().keys()).hasSize(1);
        assertThat(settings.toString()).doesNotContain("hidden", "first", "of-environment");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tokenwell.refresh.skew=abc | must be a time, for example 30s or PT30S",
                "tokenwell.refresh.skew=0s | must be above zero",
                "tokenwell.refresh.cache-skew=1s | must not be below tokenwell.refresh.skew",
                "tokenwell.near-cache.maximum-entries=many | must be a whole number",
                "tokenwell.near-cache.maximum-entries=-1 | must not be below 0",
                "tokenwell.upstream.uri=localhost:8080 | must start with http:// or https:// and name a host",
                "tokenwell.upstream.uri=http://a b | must be an address",
                "tokenwell.openai.token-uri=ftp://x | must start with http:// or https:// and name a host",
                "tokenwell.openai.client-id= | must not be blank",
                "tokenwell.upstream.replay-limit=1GB | must be a size, for example 64KB",
                "tokenwell.upstream.replay-limit=17MB | must be from 0 B to 16 MB",
                "tokenwell.upstream.http2=yes | must be true or false",
                "tokenwell.encryption.strict=true | needs tokenwell.encryption-keys[0]",
                "tokenwell.encryption.strict=yes | must be true or false",
                "tokenwell.encryption-writes-plain=true | needs tokenwell.encryption-keys[0]",
                "tokenwell.limits.head-timeout=0s | must be from 1 ms to 1 d",
                "tokenwell.limits.idle-timeout=2d | must be from 1 ms to 1 d",
                "tokenwell.limits.body-timeout=PT-1S | must be from 1 ms to 1 d",
                "tokenwell.limits.send-timeout=soon | must be a time, for example 30s or PT30S",
                "tokenwell.limits.connect-timeout=PT2562047788015215H | must be from 1 ms to 1 d",
                "tokenwell.limits.response-timeout=0s | must be from 1 ms to 1 d",
                "tokenwell.limits.pause-timeout=PT-1S | must be from 1 ms to 1 d",
                "tokenwell.limits.head-size=1000 | must be from 1 KB to 1 MB",
                "tokenwell.limits.head-size=2MB | must be from 1 KB to 1 MB",
                "tokenwell.limits.connections=0 | must not be below 1",
                "tokenwell.limits.upstream-connections=0 | must not be below 1",
                "tokenwell.limits.upstream-pending=-1 | must not be below 1",
                "tokenwell.limits.replay-total=1025MB | must be from 0 B to 1024 MB",
                "tokenwell.limits.unknown-accounts=61s | must be from 0 s to 1 m",
                "server.prot=1 | is no setting of this gateway",
                "tokenwell.refresh.skwe=3m | is no setting of this gateway; the nearest is --tokenwell.refresh.skew",
                "tokenwell.encryption-keys=x | is no setting of this gateway; the nearest is --tokenwell.encryption-keys[0]",
                "tokenwell.redis.uri[0]=x | is no setting of this gateway; the nearest is --tokenwell.redis.uri",
                "tokenwell.tables.schema=x | is no setting of this gateway; the nearest is --tokenwell.refresh.skew"
            })
    void aWrongSettingIsOneSentence(String option, String rule) {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> with(Map.of(), "--" + option))
                .withMessage((rule.startsWith("is no") ? "--" : "") + option.replaceFirst("=.*", "")
                        + " cannot be used: it " + rule + ".");
    }

    @ParameterizedTest
    @CsvSource({
        "TOKENWELL_ENCRYPTION_KEY_0, TOKENWELL_ENCRYPTION_KEYS_0",
        "TOKENWELL_ENCRYPTION_STRIKT, TOKENWELL_ENCRYPTION_STRICT",
        "TOKENWELL_REDIS_URL, TOKENWELL_REDIS_URI",
        "tokenwell_redis_uri, TOKENWELL_REDIS_URI"
    })
    void aVariableThatNothingReadsEndsTheStart(String name, String nearest) {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> with(Map.of(name, "planted-secret")))
                .satisfies(wrong -> {
                    assertThat(wrong.names()).containsExactly(name);
                    assertThat(wrong.advice()).isEqualTo("Call it " + nearest + " if that is meant, else remove it.");
                })
                .withMessage(
                        name + " cannot be used: it is no setting of this gateway; the nearest is " + nearest + ".");
    }

    @Test
    void variablesOfOthersAreLeftToOthers() {
        assertThat(with(Map.of("TOKENWELL_TABLES_SCHEMA", "x", "TOKENWELL_PAGE_ENABLED", "true", "REDIS_URI", "x"))
                        .encryption()
                        .mode())
                .isEqualTo(EncryptionMode.OFF);
    }

    @Test
    void aKeyBehindAGapEndsTheStart() {
        for (String[] place :
                new String[][] {{"TOKENWELL_ENCRYPTION_KEYS_1"}, {"", "--tokenwell.encryption-keys[1]=x"}}) {
            Map<String, String> environment = place[0].isEmpty() ? Map.of() : Map.of(place[0], "planted-secret");
            String[] options = place.length > 1 ? new String[] {place[1]} : new String[0];
            assertThatExceptionOfType(SettingException.class)
                    .isThrownBy(() -> with(environment, options))
                    .withMessage("tokenwell.encryption-keys[0] cannot be used: it is not set, and keys behind a gap are"
                            + " not read.");
        }
        assertThat(with(Map.of("TOKENWELL_ENCRYPTION_KEYS_1", "b"), "--tokenwell.encryption-keys[0]=a")
                        .encryption()
                        .keys())
                .hasSize(2);
    }

    @Test
    void whatIsWrittenAndReadFollowsTheStepsOfAMigration() {
        Map<String, String> keys = Map.of("TOKENWELL_ENCRYPTION_KEYS_0", "a");
        assertThat(with(keys).encryption().mode()).isEqualTo(EncryptionMode.ENCRYPTING);
        assertThat(with(keys, "--tokenwell.encryption-writes-plain=true")
                        .encryption()
                        .mode())
                .isEqualTo(EncryptionMode.WRITING_PLAIN);
        assertThat(with(keys, "--tokenwell.encryption.strict=true").encryption().mode())
                .isEqualTo(EncryptionMode.STRICT);
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() ->
                        with(keys, "--tokenwell.encryption.strict=true", "--tokenwell.encryption-writes-plain=true"))
                .withMessage("tokenwell.encryption.strict cannot be used: it would refuse what"
                        + " tokenwell.encryption-writes-plain writes.");
    }

    @Test
    void durationsAreReadAsSpringDoes() {
        assertThat(with(Map.of(), "--tokenwell.refresh.skew=1500", "--tokenwell.refresh.cache-skew=PT2M")
                        .refresh())
                .isEqualTo(new GatewaySettings.Refresh(Duration.ofMillis(1500), Duration.ofMinutes(2)));
    }
}
