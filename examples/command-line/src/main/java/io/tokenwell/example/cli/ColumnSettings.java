package io.tokenwell.example.cli;

import io.tokenwell.r2dbc.AccountColumns;
import io.tokenwell.r2dbc.AccountColumnsBuilder;
import io.tokenwell.r2dbc.DocumentType;
import io.tokenwell.r2dbc.IdType;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What {@code tokenwell.columns.*} says of the table of accounts. */
final class ColumnSettings {

    /** The word for a column that the table does not have. */
    private static final String NONE = "none";

    private ColumnSettings() {}

    static AccountColumns of(Function<Setting, Optional<String>> values) {
        AccountColumnsBuilder names = AccountColumns.builder();
        values.apply(Setting.ID_COLUMN).ifPresent(names::id);
        values.apply(Setting.PLATFORM_COLUMN).ifPresent(name -> names.platform(orNone(name)));
        values.apply(Setting.TYPE_COLUMN).ifPresent(name -> names.type(orNone(name)));
        values.apply(Setting.STATUS_COLUMN).ifPresent(name -> names.status(orNone(name)));
        values.apply(Setting.CREDENTIALS_COLUMN).ifPresent(names::credentials);
        values.apply(Setting.UPDATED_AT_COLUMN).ifPresent(name -> names.updatedAt(orNone(name)));
        values.apply(Setting.PROXY_COLUMN).ifPresent(name -> names.proxy(orNone(name)));
        values.apply(Setting.CREDENTIALS_TYPE).ifPresent(type -> names.credentialsType(type(type)));
        values.apply(Setting.FIXED_PLATFORM).ifPresent(names::fixedPlatform);
        values.apply(Setting.PLATFORMS).ifPresent(pairs -> names.platforms(platforms(pairs)));
        values.apply(Setting.ACTIVE_STATUSES)
                .ifPresent(words -> names.activeStatuses(Set.copyOf(words(words).toList())));
        values.apply(Setting.ID_TYPE).ifPresent(type -> names.idType(idType(type)));
        return names.build();
    }

    private static @Nullable String orNone(String name) {
        return name.equals(NONE) ? null : name;
    }

    private static IdType idType(String text) {
        return Arrays.stream(IdType.values())
                .filter(type -> type.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> SettingException.notUnderstood(Setting.ID_TYPE, "bigint, uuid or text"));
    }

    private static DocumentType type(String text) {
        return Arrays.stream(DocumentType.values())
                .filter(type -> type.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> SettingException.notUnderstood(Setting.CREDENTIALS_TYPE, "jsonb, json or text"));
    }

    private static Map<String, String> platforms(String pairs) {
        return words(pairs)
                .map(ColumnSettings::pair)
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (one, other) -> other));
    }

    private static String[] pair(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw SettingException.notUnderstood(Setting.PLATFORMS, "OPENAI=openai, and more after commas");
        }
        return new String[] {
            text.substring(0, equals).strip(), text.substring(equals + 1).strip()
        };
    }

    private static Stream<String> words(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::strip);
    }
}
