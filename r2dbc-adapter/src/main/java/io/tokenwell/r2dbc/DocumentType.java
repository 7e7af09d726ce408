package io.tokenwell.r2dbc;

/**
 * How the column of the credentials is stored. The library works on {@code jsonb}: a document in another type is converted for each
 * statement, and what is stored is the text that PostgreSQL makes of it. Other keys keep their values; blanks, the order
 * of keys and all but the last of equal keys are lost.
 *
 * @since 0.1
 */
public enum DocumentType {

    /** {@code jsonb}, in PostgreSQL 12 or later. */
    JSONB("", ""),

    /** {@code json}, in PostgreSQL 16 or later. */
    JSON("json", "::text::json"),

    /** {@code text}, {@code varchar} or {@code citext} that contains a JSON object, in PostgreSQL 16 or later. */
    TEXT("text|varchar|citext", "::text");

    /** The first version that tells whether a text is JSON without an error. */
    static final int VERSION_OF_TEXT = 160_000;

    private final String types;
    private final String cast;

    DocumentType(String types, String cast) {
        this.types = types;
        this.cast = cast;
    }

    /** Whether a column of that type holds such documents. */
    boolean fits(String columnType) {
        return this == JSONB ? columnType.equals("jsonb") : columnType.matches(types);
    }

    /** What turns jsonb into what the column stores. */
    String cast() {
        return cast;
    }
}
