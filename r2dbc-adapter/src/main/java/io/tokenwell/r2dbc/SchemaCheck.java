package io.tokenwell.r2dbc;

import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Statement;
import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.r2dbc.SchemaFinding.Subject;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.SecretCipher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Finds before the first refresh what would stop it: tables and columns that are not there, other types, missing rights, views that
 * cannot be written, a standby. Changes nothing, and reads no row. What depends on single rows, such as triggers and policies, is found
 * by the first claim, which redeems nothing then. Safe for use by any thread.
 *
 * @since 0.1
 */
public final class SchemaCheck {

    /** Name of the operation in errors. */
    private static final String OPERATION = "schema.check";

    private static final String INDEX = """
            SELECT EXISTS (
              SELECT FROM pg_index AS ind JOIN pg_class AS rel ON rel.oid = ind.indrelid
                JOIN pg_namespace AS nsp ON nsp.oid = rel.relnamespace
               WHERE nsp.nspname = $1 AND rel.relname = $2 AND ind.indisvalid AND ind.indexprs IS NOT NULL
                 AND position('expires_at' IN pg_get_indexdef(ind.indexrelid)) > 0
                 AND (position('IS JSON' IN pg_get_indexdef(ind.indexrelid)) > 0) = $3) AS there""";

    private static final RefreshClaim NOBODY =
            new RefreshClaim(Account.active(0, "none", Credentials.empty()), "nobody", true);

    private final Statements statements;
    private final TableNames names;
    private final boolean refreshesAhead;

    /**
     * Creates a check. Create it outside of event loops, as it loads classes.
     *
     * @param connections source of the connections that the repository will have; the caller closes it
     * @param names names of tables and columns
     */
    public SchemaCheck(ConnectionFactory connections, TableNames names) {
        this(
                new Statements(Objects.requireNonNull(connections, "connections")),
                Objects.requireNonNull(names, "names"),
                false);
        CredentialsJson.load();
    }

    private SchemaCheck(Statements statements, TableNames names, boolean refreshesAhead) {
        this.statements = statements;
        this.names = names;
        this.refreshesAhead = refreshesAhead;
    }

    /**
     * Returns this check for instances that refresh ahead: it looks for the index as well.
     *
     * @return a copy on the same connections
     */
    public SchemaCheck withRefreshAhead() {
        return new SchemaCheck(statements, names, true);
    }

    /**
     * Finds what does not fit.
     *
     * @return emits the findings, an empty list if all is well; never completes empty; each subscription looks anew, with some
     *     statements; errors with a {@link io.tokenwell.TokenStorageException} if the database is unavailable.
     *     Cancelling is safe at any time
     */
    public Mono<List<SchemaFinding>> findings() {
        return statements
                .row(ServerFacts.SQL, statement -> {}, ServerFacts::read)
                .flatMap(server -> tables(server).flatMap(this::refusedByTheServer))
                .onErrorMap(Statements.outage(OPERATION));
    }

    /**
     * Stops a start that would refresh no token: subscribe to it before anything else.
     *
     * @return completes empty if tokens can be refreshed; errors with an {@link UnfitSchemaException} that names all that prevents
     *     it, or like {@link #findings()}
     */
    public Mono<Void> required() {
        return findings()
                .map(found ->
                        found.stream().filter(SchemaFinding::preventsRefreshes).toList())
                .flatMap(found -> found.isEmpty() ? Mono.empty() : Mono.error(new UnfitSchemaException(found)));
    }

    private Mono<List<SchemaFinding>> tables(ServerFacts server) {
        SchemaRules rules = new SchemaRules(names, server.role());
        return Mono.zip(table(names.accounts()), table(names.claims())).flatMap(tables -> {
            List<SchemaFinding> found =
                    new ArrayList<>(server.findings(names.columns().credentialsType()));
            found.addAll(rules.accounts(tables.getT1()));
            found.addAll(rules.claims(tables.getT2()));
            return refreshesAhead
                    ? index(rules, tables.getT1())
                            .doOnNext(missing -> missing.ifPresent(found::add))
                            .thenReturn(found)
                    : Mono.just(found);
        });
    }

    private Mono<Optional<TableFacts>> table(String table) {
        return statements
                .rows(TableFacts.SQL, statement -> bind(statement, table), TableFacts::read)
                .map(TableFacts::of);
    }

    private Statement bind(Statement statement, String table) {
        return statement.bind("$1", names.schema()).bind("$2", table);
    }

    private Mono<Optional<SchemaFinding>> index(SchemaRules rules, Optional<TableFacts> accounts) {
        boolean isDocument = names.columns().credentialsType() != DocumentType.JSONB;
        return statements
                .row(
                        INDEX,
                        statement -> bind(statement, names.accounts()).bind("$3", isDocument),
                        row -> RowReader.flag(row, "there"))
                .map(there -> rules.index(there, accounts.orElse(null)));
    }

    /** Has the server plan the two statements of a refresh, which finds what no rule here knows. Nothing is run. */
    private Mono<List<SchemaFinding>> refusedByTheServer(List<SchemaFinding> found) {
        if (found.stream().anyMatch(SchemaFinding::preventsRefreshes)) {
            return Mono.just(found);
        }
        SecretCipher plain = SecretCipher.none();
        Binding binding = new Binding(
                names.columns().idType(),
                new SecretFields(plain, SecretFields.DEFAULT_KEYS),
                new Fingerprints(plain.fingerprintKeys()));
        AccountSql sql = new AccountSql(names);
        ClaimRequest request = new ClaimRequest("0", "nobody", Duration.ofSeconds(1));
        return Flux.concat(
                        planned(sql.claim, to -> binding.claim(to, request).bind("$8", true)),
                        planned(sql.complete, to -> binding.completion(to, NOBODY, Credentials.empty())))
                .next()
                .map(refused ->
                        Stream.concat(found.stream(), Stream.of(refused)).toList())
                .defaultIfEmpty(found);
    }

    private Mono<SchemaFinding> planned(String sql, Consumer<Statement> binding) {
        return statements
                .rows("EXPLAIN " + sql, binding, row -> true)
                .then(Mono.<SchemaFinding>empty())
                .onErrorMap(StatementFailedException::withoutData)
                .onErrorResume(
                        Refusal::is,
                        refused -> Mono.just(SchemaFinding.prevents(
                                Subject.ACCOUNTS,
                                "PostgreSQL refuses a statement of the library",
                                String.valueOf(refused.getMessage()))));
    }
}
