package io.tokenwell.r2dbc;

import java.util.Objects;

/**
 * Something about the tables, the role or the server that does not fit, as {@link SchemaCheck} finds it.
 *
 * @param severity what it does
 * @param subject what it is about
 * @param problem what was found, without a full stop
 * @param remedy what to do, with the SQL where SQL helps
 * @since 0.1
 */
public record SchemaFinding(Severity severity, Subject subject, String problem, String remedy) {

    /**
     * What a finding does.
     *
     * @since 0.1
     */
    public enum Severity {

        /** No token can be refreshed. */
        PREVENTS_REFRESHES,

        /** All works, but reads much more than it has to. */
        SLOW,

        /** It may be right so, or go wrong later. */
        HINT
    }

    /**
     * What a finding is about.
     *
     * @since 0.1
     */
    public enum Subject {

        /** The server, or the session. */
        SERVER,

        /** The table or view of the accounts. */
        ACCOUNTS,

        /** The table of claims. */
        CLAIMS
    }

    /**
     * Checks that every component is present.
     *
     * @throws NullPointerException if one is null
     */
    public SchemaFinding {
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(problem, "problem");
        Objects.requireNonNull(remedy, "remedy");
    }

    static SchemaFinding prevents(Subject subject, String problem, String remedy) {
        return new SchemaFinding(Severity.PREVENTS_REFRESHES, subject, problem, remedy);
    }

    static SchemaFinding hint(Subject subject, String problem, String remedy) {
        return new SchemaFinding(Severity.HINT, subject, problem, remedy);
    }

    /**
     * Returns whether no token can be refreshed because of this.
     *
     * @return false if it is only slow, or a hint
     */
    public boolean preventsRefreshes() {
        return severity == Severity.PREVENTS_REFRESHES;
    }

    /**
     * Returns one sentence for a log: what was found, and what to do.
     *
     * @return the sentence
     */
    public String sentence() {
        return problem + ": " + remedy;
    }
}
