package io.tokenwell.example.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.r2dbc.spi.ConnectionFactoryOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        assertThat(mistyped.err()).contains("tokenwell.encryption-key[0], which nothing reads");
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
