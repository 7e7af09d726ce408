package io.tokenwell.example.kit.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tokenwell.Secret;
import io.tokenwell.example.kit.PlainSettings;
import io.tokenwell.example.kit.SettingException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class TokenwellPropertiesTest {

    private static final Map<String, Object> NEEDED = Map.of(
            "tokenwell.redis.uri", "redis://localhost",
            "tokenwell.r2dbc.url", "r2dbc:postgresql://localhost/d",
            "tokenwell.openai.token-uri", "http://localhost/token",
            "tokenwell.openai.client-id", "client",
            "tokenwell.upstream.uri", "http://localhost:1");

    private static TokenwellProperties bound(Map<String, Object> environment, Map<String, Object> file) {
        StandardEnvironment settings = new StandardEnvironment();
        Map<String, Object> all = new HashMap<>(NEEDED);
        all.putAll(file);
        settings.getPropertySources().addFirst(new MapPropertySource("file", all));
        settings.getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", environment));
        return Binder.get(settings).bind("tokenwell", TokenwellProperties.class).get();
    }

    @Test
    void namesAreRelaxedAndSecretsComeFromTheEnvironment() {
        TokenwellProperties settings = bound(
                Map.of(
                        "TOKENWELL_R2DBC_PASSWORD", "hidden",
                        "TOKENWELL_ENCRYPTIONKEYS_0", "planted"),
                Map.of("tokenwell.nearCache.maximum_entries", "7", "tokenwell.upstream.replay-limit", "1KB"));

        assertThat(settings.r2dbc().password()).isEqualTo(Secret.of("hidden"));
        assertThat(settings.encryptionKeys()).containsExactly(Secret.of("planted"));
        assertThat(settings.checked().nearCache().maximumEntries()).isEqualTo(7);
        assertThat(settings.checked().upstream().replayLimit()).isEqualTo(1024);
        assertThat(settings.toString()).doesNotContain("hidden", "planted");
    }

    @Test
    void whatIsNotSetHasTheSameDefaultsAsWithoutSpring() {
        TokenwellProperties settings = bound(Map.of(), Map.of());

        assertThat(settings.checked())
                .isEqualTo(PlainSettings.of(Map.of()).orElse(texts(NEEDED)).checked());
        assertThat(settings.demo()).isEqualTo(new TokenwellProperties.Demo(true, Duration.ofSeconds(30)));
    }

    private static Map<String, String> texts(Map<String, Object> values) {
        Map<String, String> texts = new HashMap<>();
        values.forEach((name, value) -> texts.put(name, value.toString()));
        return texts;
    }

    @ParameterizedTest
    @CsvSource({
        "tokenwell.refresh.skew,0s,must be above zero",
        "tokenwell.near-cache.maximum-entries,-1,must not be below 0",
        "tokenwell.limits.head-timeout,0s,must be from 1 ms to 1 d",
        "tokenwell.limits.replay-total,1TB,must be from 0 B to 1024 MB",
        "tokenwell.limits.upstream-pending,0,must not be below 1",
        "tokenwell.upstream.replay-limit,1TB,must be from 0 B to 16 MB"
    })
    void aWrongSettingIsOneSentence(String name, String value, String rule) {
        TokenwellProperties settings = bound(Map.of(), Map.of(name, value));

        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(settings::checked)
                .withMessage(name + " cannot be used: it " + rule + ".");
    }

    @Test
    void oneThatCannotBeReadIsOneSentenceTooAndNotRepeated() {
        BindException failure = catchThrowableOfType(
                BindException.class,
                () -> bound(Map.of(), Map.of("tokenwell.near-cache.maximum-entries", "planted-value")));

        FailureAnalysis analysis = Objects.requireNonNull(new BindFailureAnalyzer().analyze(failure));
        assertThat(analysis.getDescription()).startsWith("tokenwell.near-cache").doesNotContain("planted-value");
        assertThat(analysis.getDescription().lines()).hasSize(1);
        assertThat(analysis.getAction()).startsWith("Start it with --tokenwell.near-cache");
    }

    @Test
    void settingsOfOthersAreLeftToOthers() {
        BindException failure = catchThrowableOfType(
                BindException.class,
                () -> Binder.get(new StandardEnvironment() {
                            {
                                getPropertySources().addFirst(new MapPropertySource("x", Map.of("server.port", "a")));
                            }
                        })
                        .bind("server.port", Integer.class));

        assertThat(new BindFailureAnalyzer().analyze(failure)).isNull();
    }

    @Test
    void theSentenceSaysWhatToDo() {
        FailureAnalysis analysis = Objects.requireNonNull(new SettingFailureAnalyzer()
                .analyze(SettingException.unusable(
                        "tokenwell.r2dbc.url", new IllegalArgumentException("cannot parse postgres://u:hidden@h"))));

        assertThat(analysis.getDescription()).isEqualTo("tokenwell.r2dbc.url cannot be used: it is not understood.");
        assertThat(analysis.getAction()).contains("--tokenwell.r2dbc.url=...");
    }

    @Test
    void editorsFindEverySetting() throws IOException {
        try (InputStream metadata = Objects.requireNonNull(
                TokenwellProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json"))) {
            assertThat(new String(metadata.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("\"tokenwell.redis.uri\"", "\"tokenwell.upstream.replay-limit\"")
                    .contains("how long a body may be to be sent once more after a 401")
                    .contains("\"tokenwell.demo.token-life\"", "\"tokenwell.limits.head-timeout\"")
                    .contains("without a byte of a body that is being read");
        }
    }
}
