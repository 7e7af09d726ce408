package io.tokenwell.example.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.example.settings.KnownSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whatever the page on security says can be set can be set. */
class SecurityPageTest {

    private static final String LIMITS = "tokenwell.limits.";
    private static final Pattern NAME =
            Pattern.compile("`(?:--)?(tokenwell\\.[a-z0-9.-]*[a-z0-9])(?:\\[\\d])?(?:=[^`]*)?`");
    private static final Pattern LIMIT = Pattern.compile("(?m)^\\| `([a-z-]+)` \\|");

    private final String page = read();

    private static String read() {
        try {
            return Files.readString(Path.of("../../core/docs/security.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult each) -> each.group(1))
                .toList();
    }

    @Test
    void everySettingOnItExists() {
        Set<String> named = new TreeSet<>(found(NAME, page));
        assertThat(named).contains("tokenwell.encryption.strict", "tokenwell.page.hosts");
        assertThat(KnownSettings.ofAll()).containsAll(named);
    }

    /** The table of limits says their names after the prefix. */
    @Test
    void everyLimitOnItExistsAndEveryLimitThereIsStandsOnIt() {
        Set<String> known = new TreeSet<>(KnownSettings.ofAll());
        known.removeIf(name -> !name.startsWith(LIMITS));
        assertThat(known).isNotEmpty();
        String limits = page.substring(page.indexOf("## Limits"));
        assertThat(found(LIMIT, limits).stream().map(LIMITS::concat)).containsExactlyInAnyOrderElementsOf(known);
    }
}
