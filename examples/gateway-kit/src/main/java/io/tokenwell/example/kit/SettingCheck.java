package io.tokenwell.example.kit;

import io.tokenwell.example.settings.KnownSettings;
import io.tokenwell.example.settings.Spelling;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Stops the start where a setting would silently not be read. Safe for use by any thread. */
public final class SettingCheck {

    private static final Spelling ANYBODYS = new Spelling(KnownSettings.ofAll());
    private static final Spelling SPRING = new Spelling(KnownSettings.ofSpringGateways());

    private SettingCheck() {}

    /** Those of a command line are for this gateway alone: each has to be one of its own. */
    static void options(Set<String> names, Set<String> more) {
        Spelling own = new Spelling(KnownSettings.ofGateways());
        names.stream()
                .filter(name -> !more.contains(name) && !name.startsWith("tokenwell."))
                .sorted()
                .findFirst()
                .ifPresent(name -> {
                    throw SettingException.wrong("--" + name, "is no setting of this gateway");
                });
        own.ofNames(names).ifPresent(wrong -> {
            throw SettingException.misspelt("--" + wrong.name(), "--" + wrong.nearest());
        });
    }

    /**
     * Names in files and options of a gateway on Spring.
     *
     * @param names as {@link KnownSettings} spells them, ours and others
     * @throws SettingException if one of ours is not known
     */
    public static void names(Set<String> names) {
        SPRING.ofNames(names).ifPresent(wrong -> {
            throw SettingException.misspelt(wrong.name(), wrong.nearest());
        });
    }

    /**
     * An environment. It may serve the command line and other gateways as well.
     *
     * @param environment values by name
     * @throws SettingException if a variable of ours is known to nobody
     */
    public static void variables(Map<String, String> environment) {
        ANYBODYS.ofVariables(environment).ifPresent(wrong -> {
            throw SettingException.misspelt(wrong.name(), wrong.nearest());
        });
    }

    /**
     * The keys that tokens are encrypted with. A list is read up to its first gap.
     *
     * @param names of what is set
     * @param more names of what is set elsewhere
     * @throws SettingException if one is missing before another
     */
    public static void keys(Collection<String> names, Collection<String> more) {
        Set<String> all = new HashSet<>(names);
        all.addAll(more);
        Spelling.missingKey(all).ifPresent(number -> {
            throw SettingException.wrong(
                    SettingNames.KEYS + "[" + number + "]", "is not set, and keys behind a gap are not read");
        });
    }
}
