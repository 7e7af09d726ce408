package io.tokenwell.r2dbc;

/** Reads the document of a column of each {@link DocumentType} as jsonb. Fails for no text, or one row would fail a whole page. */
final class DocumentSql {

    /** What stands for a text that is no JSON, or that jsonb cannot store: a string is never claimed or overwritten. */
    static final String NO_JSON = "tokenwell: no JSON";

    /**
     * Deep nesting exhausts the stack of PostgreSQL's parser, which is an error that nothing catches. Counts all brackets, as
     * their depth is not to be had: real documents have some dozens.
     */
    private static final String SHALLOW =
            "length({text}) - length(translate({text}, '[{', '')) < 5000".replace("{text}", "{column}::text");

    private static final String CHECKED = "(CASE WHEN {column} IS NULL THEN NULL::jsonb"
            + " WHEN CASE WHEN " + SHALLOW + " THEN pg_input_is_valid({column}::text, 'jsonb') ELSE false END"
            + " THEN {column}::text::jsonb ELSE to_jsonb('" + NO_JSON + "'::text) END)";

    /**
     * The value of a key, for an index: pg_input_is_valid depends on settings, and jsonb fails for huge numbers. json fails for
     * escapes that are no characters: NUL, and half a surrogate pair. Escaped backslashes go first, then whole pairs.
     */
    private static final String GUARD = "CASE WHEN " + SHALLOW + " THEN {column}::text IS JSON OBJECT"
            + " AND regexp_replace(regexp_replace({column}::text, '\\\\\\\\', '.', 'g'),"
            + " '\\\\u[dD][89abAB][0-9a-fA-F]{2}\\\\u[dD][c-fC-F][0-9a-fA-F]{2}', '.', 'g') !~ '\\\\u(0000|[dD][89a-fA-F])'"
            + " ELSE false END";

    private DocumentSql() {}

    /** Returns the document as jsonb. */
    static String document(DocumentType type, String column) {
        return type == DocumentType.JSONB ? column : CHECKED.replace("{column}", column);
    }

    /** Returns an expression of the text of a key, which an index may have; {@code {text}} stands for that text. */
    static String indexed(DocumentType type, String column, String key, String expression) {
        if (type == DocumentType.JSONB) {
            return expression.replace("{text}", "(" + column + " ->> '" + key + "')");
        }
        String text = "(" + column + "::text::json ->> '" + key + "')";
        return "CASE WHEN " + GUARD.replace("{column}", column) + " THEN " + expression.replace("{text}", text)
                + " END";
    }
}
