package io.tokenwell.r2dbc;

import io.tokenwell.Account;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Names of the columns of the accounts table, compared with their case, and what they contain. Only {@code credentials} and
 * {@code updatedAt} are ever written. Immutable and safe for use by any thread.
 *
 * <p>Use {@link #builder()} and {@link #toBuilder()}: components may be added, so the canonical constructor is not part of
 * the public API.
 *
 * @param id the primary key, of the {@code idType}
 * @param platform text or an enum, compared as text; null if there is none, which needs a fixed platform
 * @param type text or an enum; null if there is none: all accounts are {@code oauth}
 * @param status compared as text, so that it may be a boolean, a number or an enum; null if there is none: all accounts are
 *     in use
 * @param credentials the document
 * @param credentialsType how the document is stored
 * @param updatedAt timestamptz, or null if there is none to write
 * @param proxy text, or null if the table has no such column
 * @param fixedPlatform the platform of all accounts of the table, whose column is not read then; or null
 * @param platforms the table's words for platforms, and what they are called here; others are taken as they are
 * @param activeStatuses the table's words for accounts in use, whose status is {@code active} here; others are taken as they
 *     are
 * @param idType type of the id column
 * @since 0.1
 */
public record AccountColumns(
        String id,
        @Nullable String platform,
        @Nullable String type,
        @Nullable String status,
        String credentials,
        DocumentType credentialsType,
        @Nullable String updatedAt,
        @Nullable String proxy,
        @Nullable String fixedPlatform,
        Map<String, String> platforms,
        Set<String> activeStatuses,
        IdType idType) {

    /**
     * Checks the names and values.
     *
     * @throws IllegalArgumentException if a name is not a plain SQL name, a value is blank, or the platform is not known
     */
    public AccountColumns {
        Identifiers.checked("id column", id);
        optional("platform column", platform);
        optional("type column", type);
        optional("status column", status);
        Identifiers.checked("credentials column", credentials);
        Objects.requireNonNull(credentialsType, "credentialsType");
        optional("updatedAt column", updatedAt);
        optional("proxy column", proxy);
        Objects.requireNonNull(idType, "idType");
        platforms = Map.copyOf(platforms);
        activeStatuses = Set.copyOf(activeStatuses);
        checkWords(platforms, activeStatuses);
        require(!activeStatuses.isEmpty(), "activeStatuses must not be empty");
        require(
                fixedPlatform != null || platform != null,
                "without a column of the platform fixedPlatform must be set");
        require(fixedPlatform == null || platforms.isEmpty(), "fixedPlatform leaves nothing for platforms to map");
        checkWord(fixedPlatform == null ? Account.ACTIVE : fixedPlatform);
    }

    private static void optional(String role, @Nullable String name) {
        if (name != null) {
            Identifiers.checked(role, name);
        }
    }

    private static void checkWords(Map<String, String> platforms, Set<String> statuses) {
        Stream.of(platforms.keySet(), platforms.values(), statuses)
                .flatMap(Collection::stream)
                .forEach(AccountColumns::checkWord);
    }

    private static void checkWord(String word) {
        require(
                !word.isBlank() && word.indexOf('\0') < 0,
                "platforms and statuses must not contain blank words, or a NUL");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /**
     * Returns the defaults: {@code id}, {@code platform}, {@code type}, {@code status}, {@code credentials} in jsonb,
     * {@code updated_at}, no proxy; platforms as they are; {@code active} accounts are in use; ids of type {@code bigint}.
     *
     * @return the default names
     */
    public static AccountColumns defaults() {
        return builder().build();
    }

    /**
     * Starts with the defaults.
     *
     * @return a new builder
     */
    public static AccountColumnsBuilder builder() {
        return new AccountColumnsBuilder();
    }

    /**
     * Starts with these names.
     *
     * @return a new builder
     */
    public AccountColumnsBuilder toBuilder() {
        return new AccountColumnsBuilder()
                .id(id)
                .platform(platform)
                .type(type)
                .status(status)
                .credentials(credentials)
                .credentialsType(credentialsType)
                .updatedAt(updatedAt)
                .proxy(proxy)
                .fixedPlatform(fixedPlatform)
                .platforms(platforms)
                .activeStatuses(activeStatuses)
                .idType(idType);
    }
}
