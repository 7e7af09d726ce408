package io.tokenwell.http;

import io.tokenwell.TokenEndpointException.Verdict;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the description of a dialect: an object whose keys are those of the settings. A key that is not known is an error. */
final class DialectReader {

    private final Map<String, @Nullable Object> dialect;
    private final Set<String> known = new LinkedHashSet<>();

    DialectReader(Map<String, @Nullable Object> dialect) {
        this.dialect = dialect;
    }

    TokenEndpointSettingsBuilder applied(TokenEndpointSettingsBuilder to) {
        read("tokenUri", (key, value) -> to.tokenUri(URI.create(text(key, value))));
        read("accountUris", (key, value) -> to.accountUris(new DialectReader(object(key, value)).accountUris()));
        read("scope", (key, value) -> to.scope(text(key, value)));
        read("terminalCodes", (key, value) -> to.terminalCodes(Set.copyOf(texts(key, value))));
        read("defaultLifetime", (key, value) -> to.defaultLifetime(Duration.parse(text(key, value))));
        read("rules", (key, value) -> to.rules(list(key, value, DialectReader::rule)));
        read("request", (key, value) -> to.request(new DialectReader(object(key, value)).request()));
        read("answer", (key, value) -> to.answer(new DialectReader(object(key, value)).answer()));
        requireKnown();
        return to;
    }

    private AccountUris accountUris() {
        known.addAll(List.of("template", "hosts"));
        requireKnown();
        return new AccountUris(
                text("template", String.valueOf(dialect.get("template"))),
                Set.copyOf(texts("hosts", dialect.getOrDefault("hosts", List.of()))));
    }

    private TokenRequestFormat request() {
        TokenRequestFormatBuilder to = TokenRequestFormat.builder();
        read("body", (key, value) -> to.body(constant(TokenRequestFormat.Body.class, key, value)));
        read("parameters", (key, value) -> to.parameters(textsByName(key, value)));
        read("headers", (key, value) -> to.headers(textsByName(key, value)));
        read("names", (key, value) -> to.names(textsByName(key, value)));
        requireKnown();
        return to.build();
    }

    private TokenAnswerFormat answer() {
        known.add("below");
        TokenAnswerFormatBuilder to = dialect.get("below") instanceof String place
                ? TokenAnswerFormat.below(place).toBuilder()
                : TokenAnswerFormat.builder();
        read("accessToken", (key, value) -> to.accessToken(text(key, value)));
        read("refreshToken", (key, value) -> to.refreshToken(text(key, value)));
        read("expiresIn", (key, value) -> to.expiresIn(text(key, value)));
        read("lifetimeUnit", (key, value) -> to.lifetimeUnit(Duration.parse(text(key, value))));
        read("expiresAt", (key, value) -> to.expiresAt(text(key, value)));
        read("kept", (key, value) -> to.kept(textsByName(key, value)));
        requireKnown();
        return to.build();
    }

    private static AnswerRule rule(Object described) {
        DialectReader reader = new DialectReader(object("rules", described));
        Map<String, Object> parts = new LinkedHashMap<>();
        reader.read("verdict", (key, value) -> parts.put(key, constant(Verdict.class, key, value)));
        reader.read("statuses", (key, value) -> parts.put(key, Set.copyOf(list(key, value, status -> status(status)))));
        reader.read("where", (key, value) -> parts.put(key, textsByName(key, value)));
        reader.requireKnown();
        return new AnswerRule(
                (Verdict) parts.getOrDefault("verdict", Verdict.PASSING),
                statuses(parts.get("statuses")),
                parts.get("where") instanceof Map<?, ?> where ? textsByName("where", where) : Map.of());
    }

    private static Set<Integer> statuses(@Nullable Object read) {
        return read instanceof Set<?> all
                ? all.stream().map(Integer.class::cast).collect(Collectors.toSet())
                : Set.of();
    }

    private static Integer status(Object value) {
        if (value instanceof Integer status) {
            return status;
        }
        throw new IllegalArgumentException("statuses must be numbers, but one is " + value);
    }

    private void read(String key, BiConsumer<String, Object> setting) {
        known.add(key);
        Object value = dialect.get(key);
        if (value != null) {
            setting.accept(key, value);
        }
    }

    private void requireKnown() {
        dialect.keySet().stream()
                .filter(key -> !known.contains(key))
                .findFirst()
                .ifPresent(key -> {
                    throw new IllegalArgumentException("\"" + key + "\" is none of " + known);
                });
    }

    private static String text(String key, Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(key + " must be text");
    }

    private static List<String> texts(String key, Object value) {
        return list(key, value, each -> text(key, each));
    }

    private static <T> List<T> list(String key, Object value, Function<Object, T> element) {
        if (value instanceof List<?> list) {
            return list.stream().map(each -> element.apply(each)).toList();
        }
        throw new IllegalArgumentException(key + " must be a list");
    }

    private static Map<String, String> textsByName(String key, Object value) {
        Map<String, String> texts = new LinkedHashMap<>();
        object(key, value).forEach((name, each) -> texts.put(name, text(key + " " + name, String.valueOf(each))));
        return texts;
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String key, Object value) {
        try {
            return Enum.valueOf(type, text(key, value).toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException none) {
            throw new IllegalArgumentException(key + " must be one of " + List.of(type.getEnumConstants()), none);
        }
    }

    static Map<String, @Nullable Object> object(String key, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException(key + " must be an object");
        }
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        map.forEach((name, each) -> object.put(String.valueOf(name), each));
        return object;
    }
}
