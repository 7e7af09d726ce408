package io.tokenwell.r2dbc;

import io.tokenwell.r2dbc.SchemaFinding.Subject;
import io.tokenwell.r2dbc.TableFacts.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What must be true of the two tables. */
record SchemaRules(TableNames names, String role) {

    private static final List<String> CLAIMS = List.of(
            "account_id",
            "owner",
            "claimed_until",
            "started_at",
            "refresh_token_fingerprint",
            "outcome",
            "reason",
            "lost_owner",
            "lost_since",
            "lost_first",
            "failures",
            "refusals",
            "refused_version",
            "account_key");

    List<SchemaFinding> accounts(Optional<TableFacts> found) {
        if (found.isEmpty()) {
            return List.of(SchemaFinding.prevents(
                    Subject.ACCOUNTS,
                    "there is no table or view " + names.accounts() + " in schema " + names.schema(),
                    "set schema and accounts of TableNames to where the accounts are"));
        }
        TableFacts table = found.get();
        List<SchemaFinding> findings = new ArrayList<>(usage(Subject.ACCOUNTS, table));
        findings.addAll(new ColumnRules(names, role).findings(table));
        findings.addAll(writing(table));
        return findings;
    }

    private List<SchemaFinding> writing(TableFacts table) {
        List<SchemaFinding> findings = new ArrayList<>();
        if (!table.updatable()) {
            findings.add(SchemaFinding.prevents(
                    Subject.ACCOUNTS,
                    names.accounts() + " is a view that cannot be updated",
                    "name the table under it, or give the view an INSTEAD OF UPDATE trigger"));
        }
        if (table.secured()) {
            findings.add(SchemaFinding.hint(
                    Subject.ACCOUNTS,
                    "policies decide which rows of " + names.accounts() + " the role " + role + " sees and updates",
                    "let them admit each account for SELECT and UPDATE; others do not exist here"));
        }
        return findings;
    }

    List<SchemaFinding> claims(Optional<TableFacts> found) {
        List<String> missing = CLAIMS.stream()
                .filter(column -> found.flatMap(table -> table.column(column)).isEmpty())
                .toList();
        if (found.isEmpty() || !missing.isEmpty()) {
            String problem = found.isEmpty()
                    ? "there is no table " + names.claims() + " in schema " + names.schema()
                    : "table " + names.claims() + " is of an earlier version: no " + String.join(", ", missing);
            return List.of(SchemaFinding.prevents(
                    Subject.CLAIMS, problem, "run io/tokenwell/r2dbc/schema.sql, or SchemaInstaller.install()"));
        }
        return claimRights(found.get());
    }

    private List<SchemaFinding> claimRights(TableFacts table) {
        List<SchemaFinding> findings = new ArrayList<>(usage(Subject.CLAIMS, table));
        String lacking = Stream.of(
                        missing(everyColumn(table, Column::selects), "SELECT"),
                        missing(table.writes().inserts(), "INSERT"),
                        missing(everyColumn(table, Column::updates), "UPDATE"),
                        missing(table.writes().deletes(), "DELETE"))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
        grant(Subject.CLAIMS, lacking, names.qualifiedClaims()).ifPresent(findings::add);
        return findings;
    }

    private static boolean everyColumn(TableFacts table, Predicate<Column> may) {
        return CLAIMS.stream().allMatch(name -> table.column(name).filter(may).isPresent());
    }

    private static Optional<String> missing(boolean granted, String right) {
        return granted ? Optional.empty() : Optional.of(right);
    }

    private List<SchemaFinding> usage(Subject subject, TableFacts table) {
        return table.usable()
                ? List.of()
                : List.of(SchemaFinding.prevents(
                        subject,
                        "the role " + role + " may not use the schema " + names.schema(),
                        "GRANT USAGE ON SCHEMA " + Identifiers.quoted(names.schema()) + " TO " + name(role) + ";"));
    }

    /** Returns the finding of rights that are not there; empty if none is missing. */
    Optional<SchemaFinding> grant(Subject subject, String rights, String table) {
        return rights.isEmpty()
                ? Optional.empty()
                : Optional.of(SchemaFinding.prevents(
                        subject,
                        "the role " + role + " lacks " + rights + " on " + table,
                        "GRANT " + rights + " ON " + table + " TO " + name(role) + ";"));
    }

    /** Returns the finding of an index that is not there. */
    Optional<SchemaFinding> index(boolean there, @Nullable TableFacts table) {
        if (there || table == null || table.isView()) {
            return Optional.empty();
        }
        String file = names.columns().credentialsType() == DocumentType.JSONB
                ? "refresh-ahead.sql"
                : "refresh-ahead-document.sql";
        return Optional.of(new SchemaFinding(
                SchemaFinding.Severity.SLOW,
                Subject.ACCOUNTS,
                names.accounts() + " has no index for refresh-ahead, which reads all accounts for each page",
                "run io/tokenwell/r2dbc/" + file + ", or SchemaInstaller.installRefreshAhead()"));
    }

    /** Quotes the name of a role, which may be any text. */
    static String name(String role) {
        return '"' + role.replace("\"", "\"\"") + '"';
    }
}
