package io.tokenwell.example.cli;

import io.tokenwell.example.settings.KnownSettings;
import io.tokenwell.example.settings.Spelling;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where settings come from; the first that has one wins.
 *
 * @param options given on the command line
 * @param environment of the process
 * @param file of {@code --config}
 */
record SettingSources(Map<Setting, String> options, Map<String, String> environment, Properties file) {

    /** The gateways' too: an environment, or a file, may serve both. */
    private static final Spelling KNOWN = new Spelling(KnownSettings.ofAll());

    /** A mistyped name must not pass for one that is not set: of the keys, for example, that would write plain tokens. */
    Settings merged() {
        requireKnown();
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            @Nullable String value = options.containsKey(setting) ? options.get(setting) : found(setting.key());
            if (value != null && !value.isBlank()) {
                values.put(setting, value.strip());
            }
        }
        return new Settings(values, encryptionKeys());
    }

    private void requireKnown() {
        KNOWN.ofVariables(environment).ifPresent(wrong -> {
            throw SettingException.misspelt("the variable " + wrong.name(), wrong.nearest());
        });
        KNOWN.ofNames(file.stringPropertyNames()).ifPresent(wrong -> {
            throw SettingException.misspelt("the file of --config sets " + wrong.name() + ", which", wrong.nearest());
        });
        Set<String> names = new HashSet<>(environment.keySet());
        names.addAll(file.stringPropertyNames());
        Spelling.missingKey(names).ifPresent(number -> {
            throw SettingException.of(
                    Setting.ENCRYPTION_KEYS + "[" + number + "] is not set, and keys behind a gap are not" + " read");
        });
    }

    private List<String> encryptionKeys() {
        List<String> keys = new ArrayList<>();
        for (String key = keyAt(0); key != null; key = keyAt(keys.size())) {
            keys.add(key);
        }
        return List.copyOf(keys);
    }

    private @Nullable String keyAt(int index) {
        return found(Setting.ENCRYPTION_KEYS + "[" + index + "]");
    }

    private @Nullable String found(String key) {
        for (String name : Spelling.variables(key)) {
            if (environment.containsKey(name)) {
                return environment.get(name);
            }
        }
        return file.getProperty(key);
    }

    static Properties read(@Nullable Path path) {
        Properties file = new Properties();
        if (path != null) {
            try (Reader text = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
                file.load(text);
            } catch (IOException | IllegalArgumentException unreadable) {
                throw SettingException.of("the file of --config cannot be read: " + path + " ("
                        + unreadable.getClass().getSimpleName() + ")");
            }
        }
        return file;
    }
}
