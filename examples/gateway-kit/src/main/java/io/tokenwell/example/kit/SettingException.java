package io.tokenwell.example.kit;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The gateway cannot start with these settings. The message is a sentence for whoever starts it, without passwords. */
public final class SettingException extends RuntimeException {

    private final transient List<String> names;

    /** What the operator can do. */
    private final String advice;

    private SettingException(List<String> names, String message, @Nullable Throwable cause) {
        this(names, message, advice(names), cause);
    }

    private SettingException(List<String> names, String message, String advice, @Nullable Throwable cause) {
        super(message, cause);
        this.names = names;
        this.advice = advice;
    }

    private static String advice(List<String> names) {
        String options = String.join(
                " ", names.stream().map(name -> "--" + name + "=...").toList());
        return "Start it with " + options + ", or set that in the environment or in its configuration file.";
    }

    /**
     * Nobody has set them.
     *
     * @param names the settings
     * @return the failure
     */
    public static SettingException missing(List<String> names) {
        return new SettingException(
                names,
                "The gateway needs " + String.join(", ", names) + ", and the demo does not stand in for it.",
                null);
    }

    /**
     * It breaks a rule.
     *
     * @param name the setting
     * @param rule the rule, which follows the word "it"; never the value
     * @return the failure
     */
    public static SettingException wrong(String name, String rule) {
        return new SettingException(List.of(name), name + " cannot be used: it " + rule + ".", null);
    }

    /**
     * Nothing reads it.
     *
     * @param name the setting, as it was spelt
     * @param nearest the known one that is most like it, spelt for the same place
     * @return the failure
     */
    public static SettingException misspelt(String name, String nearest) {
        return new SettingException(
                List.of(name),
                name + " cannot be used: it is no setting of this gateway; the nearest is " + nearest + ".",
                "Call it " + nearest + " if that is meant, else remove it.",
                null);
    }

    /**
     * What it leads to does not work.
     *
     * @param name the setting
     * @param failure why
     * @return the failure
     */
    public static SettingException unusable(String name, RuntimeException failure) {
        return failure instanceof SettingException known
                ? known
                : new SettingException(List.of(name), name + " cannot be used: " + reason(failure) + ".", failure);
    }

    static <T> T usable(String setting, Supplier<T> opened) {
        try {
            return opened.get();
        } catch (RuntimeException e) {
            throw unusable(setting, e);
        }
    }

    /** A parser quotes what it could not read, passwords included; a server, or the cipher, says why it refuses. */
    private static @Nullable String reason(RuntimeException failure) {
        return failure instanceof IllegalArgumentException && !ofTheCipher(failure.getMessage())
                ? "it is not understood"
                : innermost(failure).getMessage();
    }

    private static Throwable innermost(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .reduce((outer, inner) -> inner)
                .orElse(failure);
    }

    /** It names a key by its place in the list, and quotes none. */
    private static boolean ofTheCipher(@Nullable String message) {
        return message != null && message.matches("encryption key \\d+ of \\d+ (is|has) [a-z0-9, ]+");
    }

    /**
     * What has to be set, or set otherwise.
     *
     * @return the settings concerned
     */
    public List<String> names() {
        return names;
    }

    /**
     * What to do about it.
     *
     * @return a sentence
     */
    public String advice() {
        return advice;
    }
}
