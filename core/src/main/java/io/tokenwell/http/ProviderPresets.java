package io.tokenwell.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The dialects of known providers, as data: {@code providers.json} beside this class. What each of them rests on is in
 * {@code core/docs/providers.md}.
 *
 * <pre>{@code
 * TokenEndpointSettings github = ProviderPresets.named("github")
 *         .client(OAuthClient.builder().id(id).secret(secret).build())
 *         .build();
 * }</pre>
 *
 * @since 0.1
 */
public final class ProviderPresets {

    private static final Map<String, Map<String, @Nullable Object>> ALL = read();

    private ProviderPresets() {}

    /**
     * Returns the names of all presets.
     *
     * @return the names, as {@link #named} takes them
     */
    public static Set<String> names() {
        return ALL.keySet();
    }

    /**
     * Starts with the dialect of a provider. Its name is the platform until another one is set; a client has to be set, and
     * an address too where each customer of the provider has its own.
     *
     * @param name one of {@link #names()}
     * @return a new builder
     * @throws IllegalArgumentException if there is no such preset
     */
    public static TokenEndpointSettingsBuilder named(String name) {
        Map<String, @Nullable Object> preset = ALL.get(name);
        if (preset == null) {
            throw new IllegalArgumentException("no preset is called \"" + name + "\": there are " + names());
        }
        return of(preset).platform(name);
    }

    /**
     * Starts with a dialect that is described as the presets are, for example one that was read from a file of JSON or YAML.
     *
     * @param dialect the parsed object; every key of it must be known
     * @return a new builder
     * @throws IllegalArgumentException if a key is not known or a value cannot work, naming the key
     */
    public static TokenEndpointSettingsBuilder of(Map<String, @Nullable Object> dialect) {
        return new DialectReader(dialect).applied(TokenEndpointSettings.builder());
    }

    private static Map<String, Map<String, @Nullable Object>> read() {
        try (InputStream file = ProviderPresets.class.getResourceAsStream("providers.json")) {
            byte[] json = file == null ? new byte[0] : file.readAllBytes();
            Map<String, Map<String, @Nullable Object>> presets = new LinkedHashMap<>();
            Json.object(json)
                    .orElseThrow(() -> new IllegalStateException("providers.json is missing or no JSON object"))
                    .forEach((name, dialect) -> presets.put(name, DialectReader.object(name, dialect)));
            return Map.copyOf(presets);
        } catch (IOException e) {
            throw new UncheckedIOException("providers.json cannot be read", e);
        }
    }
}
