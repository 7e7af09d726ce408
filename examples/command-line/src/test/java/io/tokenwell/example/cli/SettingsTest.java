package io.tokenwell.example.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.r2dbc.spi.ConnectionFactoryOptions;
import io.tokenwell.example.settings.KnownSettings;
import io.tokenwell.example.settings.Spelling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    private final CliSite site = CliSite.shared();

    @Test
    void anOptionWinsOverTheEnvironmentAndThatOverTheFile() {
        Properties file = new Properties();
        file.setProperty("tokenwell.redis.uri", "redis://file:1");
        file.setProperty("tokenwell.r2dbc.url", "r2dbc:postgresql://file/db");
        file.setProperty("tokenwell.r2dbc.password", "planted-secret");
        file.setProperty("tokenwell.refresh.skew", "90s");
        Map<String, String> environment =
                Map.of("TOKENWELL_R2DBC_URL", "r2dbc:postgresql://variable/db", "TOKENWELL_REFRESH_SKEW", "PT1M");

        Settings settings = new SettingSources(Map.of(Setting.REFRESH_SKEW, "30s"), environment, file).merged();

        assertThat(settings.redis().getHost()).isEqualTo("file");
        assertThat(settings.database().getValue(ConnectionFactoryOptions.HOST)).isEqualTo("variable");
        assertThat(settings.database().getValue(ConnectionFactoryOptions.PASSWORD))
                .isEqualTo("planted-secret");
        assertThat(settings.freshness().refreshSkew()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aPropertiesFileIsEnough(@TempDir Path folder) throws IOException {
        site.reset();
        Path file = folder.resolve("tokenwell.properties");
        Files.writeString(
                file,
                "tokenwell.redis.uri=" + site.redis.uri() + "\ntokenwell.r2dbc.url=" + site.database.r2dbcUrl()
                        + "\ntokenwell.near-cache.maximum-entries=5\ntokenwell.encryption-keys[0]=" + CliSite.KEY);

        assertThat(site.run(Map.of(), "", "list", "--config", file.toString()).exit())
                .isZero();
        Files.writeString(
                file, "\ntokenwell.encryption-key[0]=" + CliSite.KEY, java.nio.file.StandardOpenOption.APPEND);
        CliSite.Run mistyped = site.run(Map.of(), "", "list", "--config", file.toString());
        assertThat(mistyped.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(mistyped.err())
                .contains(
                        "tokenwell.encryption-key[0], which nothing reads; the nearest is tokenwell.encryption-keys[0]");
    }

    @ParameterizedTest
    @CsvSource({
        "TOKENWELL_ENCRYPTION_KEY_0, TOKENWELL_ENCRYPTION_KEYS_0",
        "TOKENWELL_ENCRYPTION_STRIKT, TOKENWELL_ENCRYPTION_STRICT",
        "TOKENWELL_NEAR_CACHE_MAXIMUM_ENTRY, TOKENWELL_NEAR_CACHE_MAXIMUM_ENTRIES",
        "tokenwell_redis_uri, TOKENWELL_REDIS_URI"
    })
    void aVariableThatNothingReadsEndsIt(String name, String nearest) {
        CliSite.Run run = site.run(Map.of(name, "planted-secret"), "", "list");

        assertThat(run.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("the variable " + name + " nothing reads; the nearest is " + nearest);
    }

    @Test
    void aKeyBehindAGapEndsIt() {
        Map<String, String> environment = site.environment();
        environment.remove("TOKENWELL_ENCRYPTION_KEYS_0");
        environment.put("TOKENWELL_ENCRYPTION_KEYS_1", CliSite.KEY);

        CliSite.Run run = site.run(environment, "", "check");

        assertThat(run.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("tokenwell.encryption-keys[0] is not set");
    }

    @Test
    void variablesOfTheGatewaysAreKnown() {
        KnownSettings.ofAll().stream()
                .filter(name -> !name.equals(KnownSettings.KEYS))
                .flatMap(name -> Spelling.variables(name).stream())
                .forEach(name -> assertThat(new SettingSources(Map.of(), Map.of(name, "x"), new Properties()).merged())
                        .isNotNull());
        assertThat(Stream.of(Setting.values()).map(Setting::key).toList())
                .as("the list of what the command line reads, but for the keys")
                .containsExactlyInAnyOrderElementsOf(KnownSettings.ofCommandLine().stream()
                        .filter(name -> !name.equals(KnownSettings.KEYS))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "tokenwell.encryption.strict, true, '', tokenwell.encryption.strict needs tokenwell.encryption-keys[0]",
        "tokenwell.encryption-writes-plain, true, '', needs tokenwell.encryption-keys[0]",
        "tokenwell.encryption.strict, yes, KEY, 'is not understood, true or false is expected'",
        "tokenwell.encryption-writes-plain, TRUE, KEY, 'is not understood, true or false is expected'"
    })
    void aSwitchThatCannotDoWhatItSaysEndsIt(String name, String value, String key, String message) {
        Properties file = new Properties();
        file.setProperty(name, value);
        if (!key.isEmpty()) {
            file.setProperty("tokenwell.encryption-keys[0]", CliSite.KEY);
        }
        Settings settings = new SettingSources(Map.of(), Map.of(), file).merged();

        assertThatThrownBy(settings::cipher)
                .isInstanceOf(SettingException.class)
                .hasMessageContaining(message);
    }

    @Test
    void strictAndPlainAreNotTakenTogether() {
        Properties file = new Properties();
        file.setProperty("tokenwell.encryption-keys[0]", CliSite.KEY);
        file.setProperty("tokenwell.encryption.strict", "true");
        Settings strict = new SettingSources(Map.of(), Map.of(), file).merged();
        assertThat(strict.cipher()).hasToString(strict.cipherOfInput() + " strict");
        file.setProperty("tokenwell.encryption-writes-plain", "true");
        Settings both = new SettingSources(Map.of(), Map.of(), file).merged();
        assertThatThrownBy(both::cipher).isInstanceOf(SettingException.class).hasMessageContaining("would refuse");
    }

    @Test
    void aPasswordOnTheCommandLineIsRefusedWithoutBeingRepeated() {
        for (String option : new String[] {
            "--redis-uri=redis://planted-secret@host",
            "--r2dbc-url=r2dbc:postgresql://user:planted-secret@host/db",
            "--r2dbc-url=r2dbc:postgresql://host/db?password=planted-secret"
        }) {
            CliSite.Run run = site.run("list", option);
            assertThat(run.exit()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).contains("holds a password");
        }
    }

    @Test
    void whatIsNotUnderstoodIsNamedAndNotQuoted() {
        Settings settings = new SettingSources(
                        Map.of(Setting.REDIS_URI, "planted-secret", Setting.REFRESH_SKEW, "planted-secret"),
                        Map.of("TOKENWELL_ENCRYPTION_KEYS_0", "planted-secret"),
                        new Properties())
                .merged();

        assertThatThrownBy(settings::redis).isInstanceOf(SettingException.class).hasMessageNotContaining("planted");
        assertThatThrownBy(settings::freshness)
                .isInstanceOf(SettingException.class)
                .hasMessageNotContaining("planted");
        assertThatThrownBy(settings::cipher)
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("encryption key 1 of 1")
                .hasMessageNotContaining("planted");
    }
}
