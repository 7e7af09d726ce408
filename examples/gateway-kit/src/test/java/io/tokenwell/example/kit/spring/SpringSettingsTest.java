package io.tokenwell.example.kit.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokenwell.example.kit.SettingException;
import io.tokenwell.example.settings.KnownSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** A setting that nothing reads ends the start on Spring too, wherever it is set. */
class SpringSettingsTest {

    private static final Pattern NAME =
            Pattern.compile("\"name\": \"(tokenwell\\.[a-z0-9.-]+)\",\\s*\"type\": \"(?!io\\.tokenwell\\.example)");

    private static void check(Map<String, Object> variables, Map<String, Object> file, String... options) {
        StandardEnvironment settings = new StandardEnvironment() {
            @Override
            protected void customizePropertySources(MutablePropertySources sources) {
                sources.addLast(new SimpleCommandLinePropertySource(options));
                sources.addLast(new SystemEnvironmentPropertySource("systemEnvironment", variables));
                sources.addLast(new MapPropertySource("file", file));
            }
        };
        SpringSettings.check(settings);
    }

    @ParameterizedTest
    @CsvSource({
        "tokenwell.refresh.skwe, tokenwell.refresh.skew",
        "tokenwell.encryption-key[0], tokenwell.encryption-keys[0]",
        "tokenwell.encryption.strickt, tokenwell.encryption.strict",
        "tokenwell.tables.schema, tokenwell.refresh.skew"
    })
    void aNameThatNothingReadsIsNamedWithItsNearest(String name, String nearest) {
        String message = name + " cannot be used: it is no setting of this gateway; the nearest is " + nearest + ".";
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> check(Map.of(), Map.of(name, "planted-secret")))
                .withMessage(message);
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> check(Map.of(), Map.of(), "--" + name + "=planted-secret"))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "TOKENWELL_ENCRYPTION_KEY_0, TOKENWELL_ENCRYPTION_KEYS_0",
        "TOKENWELL_ENCRYPTIONKEY_0, TOKENWELL_ENCRYPTIONKEYS_0",
        "TOKENWELL_REFRESH_SKWE, TOKENWELL_REFRESH_SKEW"
    })
    void aVariableToo(String name, String nearest) {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> check(Map.of(name, "planted-secret"), Map.of()))
                .withMessageContaining(name + " cannot be used")
                .withMessageContaining("nearest is " + nearest)
                .withMessageNotContaining("planted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TOKENWELL_ENCRYPTION_KEYS_1", "TOKENWELL_ENCRYPTIONKEYS_1", "tokenwell_encryption_keys_1"})
    void aKeyBehindAGapEndsTheStart(String name) {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> check(Map.of(name, "x"), Map.of("tokenwell.encryption-keys[0]", "y")))
                .withMessageStartingWith("tokenwell.encryption-keys[0] cannot be used: it is not set");
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> check(Map.of(), Map.of("tokenwell.encryptionKeys[1]", "y")))
                .withMessageStartingWith("tokenwell.encryption-keys[0] cannot be used: it is not set");
    }

    @Test
    void namesAreAsRelaxedAsSpringBoots() {
        Map<String, Object> file = new HashMap<>(Map.of("tokenwell.nearCache.maximum_entries", 7, "spring.x", "y"));
        KnownSettings.ofSpringGateways().forEach(name -> file.put(name, "x"));
        assertThatCode(() -> check(
                        Map.of(
                                "tokenwell_redis_uri",
                                "x",
                                "TOKENWELL_ENCRYPTIONKEYS",
                                "a,b",
                                "TOKENWELL_TABLES_SCHEMA",
                                "x"),
                        file,
                        "--TOKENWELL.page.enabled=true"))
                .doesNotThrowAnyException();
    }

    /** What is bound is known, and what is known is bound. */
    @Test
    void theListIsThatOfTheProperties() throws IOException {
        try (InputStream metadata = Objects.requireNonNull(
                TokenwellProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json"))) {
            String text = new String(metadata.readAllBytes(), StandardCharsets.UTF_8);
            Set<String> bound = NAME.matcher(text)
                    .results()
                    .map(found -> found.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(bound).isEqualTo(KnownSettings.ofGateways());
        }
    }
}
