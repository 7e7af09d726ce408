package io.tokenwell.r2dbc;

import java.util.regex.Pattern;

/**
 * Checks and quotes names of tables and columns. Checked names cannot contain SQL, and quoted names keep their case.
 */
final class Identifiers {

    /** PostgreSQL cuts names after 63 bytes, which could make two names equal. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_$]{0,62}");

    private Identifiers() {}

    static String checked(String role, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(role + " must be a plain name of at most 63 letters, digits, _ or $, "
                    + "starting with a letter or _: \"" + name + "\"");
        }
        return name;
    }

    static String quoted(String name) {
        return '"' + name + '"';
    }
}
