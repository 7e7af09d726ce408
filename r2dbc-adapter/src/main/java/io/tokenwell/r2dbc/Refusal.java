package io.tokenwell.r2dbc;

import io.r2dbc.spi.R2dbcException;
import java.util.Set;

/** Tells errors that somebody has to repair from outages. */
final class Refusal {

    /** SQLSTATE classes: features, constraints, routines and triggers that fail, rights and names, WITH CHECK OPTION. */
    private static final Set<String> CLASSES = Set.of("0A", "23", "2F", "38", "39", "42", "44", "P0");

    /** A view that cannot be updated is in a class with locks that are not available. */
    private static final String NOT_UPDATABLE = "55000";

    private Refusal() {}

    static boolean is(Throwable error) {
        String state = error instanceof R2dbcException reported ? reported.getSqlState() : null;
        return state != null
                && state.length() == 5
                && (CLASSES.contains(state.substring(0, 2)) || state.equals(NOT_UPDATABLE));
    }
}
