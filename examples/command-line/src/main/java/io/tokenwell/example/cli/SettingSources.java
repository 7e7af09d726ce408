package io.tokenwell.example.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Where settings come from; the first that has one wins.
 *
 * @param options given on the command line
 * @param environment of the process
 * @param file of {@code --config}
 */
record SettingSources(Map<Setting, String> options, Map<String, String> environment, Properties file) {

    Settings merged() {
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            @Nullable String value = options.containsKey(setting) ? options.get(setting) : found(setting.key());
            if (value != null && !value.isBlank()) {
                values.put(setting, value.strip());
            }
        }
        return new Settings(values, encryptionKeys());
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
        for (String name : Setting.environmentNames(key)) {
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
        file.stringPropertyNames().stream()
                .filter(name -> name.startsWith("tokenwell.") && !Setting.isKnown(name))
                .sorted()
                .findFirst()
                .ifPresent(name -> {
                    throw SettingException.of("the file of --config sets " + name + ", which nothing reads");
                });
        return file;
    }
}
