package io.tokenwell.example.kit.spring;

import io.tokenwell.example.kit.SettingCheck;
import io.tokenwell.example.settings.KnownSettings;
import io.tokenwell.example.settings.Spelling;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Finds settings of ours that nothing reads, in files, options, properties of the JVM and the environment. Spring Boot passes
 * them over: it would have to know that nobody else reads them.
 */
final class SpringSettings {

    private SpringSettings() {}

    static void check(ConfigurableEnvironment settings) {
        for (PropertySource<?> source : settings.getPropertySources()) {
            if (source instanceof SystemEnvironmentPropertySource environment) {
                checkVariables(environment.getSource());
            } else if (source instanceof EnumerablePropertySource<?> named) {
                checkNames(named.getPropertyNames());
            }
        }
    }

    /** In any case, and with the dots that some starters of containers allow. */
    private static void checkVariables(Map<String, Object> environment) {
        Map<String, String> variables = new HashMap<>();
        environment.forEach(
                (name, value) -> variables.put(Spelling.variables(name).get(0), String.valueOf(value)));
        // The list in one text.
        Spelling.variables(KnownSettings.KEYS).forEach(variables::remove);
        SettingCheck.variables(variables);
        SettingCheck.keys(variables.keySet(), Set.of());
    }

    private static void checkNames(String[] names) {
        Set<String> spelt = Stream.of(names).map(SpringSettings::spelt).collect(Collectors.toCollection(TreeSet::new));
        // The list in one text.
        spelt.remove(KnownSettings.KEYS);
        SettingCheck.names(spelt);
        SettingCheck.keys(spelt, Set.of());
    }

    /** Dashes, underscores and capitals make no difference to Spring Boot. */
    private static String spelt(String name) {
        int end = name.indexOf('[') < 0 ? name.length() : name.indexOf('[');
        String letters = letters(name.substring(0, end));
        return KnownSettings.ofSpringGateways().stream()
                .filter(known -> letters(known).equals(letters))
                .findFirst()
                .map(known -> known + name.substring(end))
                .orElse(name);
    }

    private static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
    }
}
