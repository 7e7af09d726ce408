package io.tokenwell.example.storm.docs;

import io.r2dbc.pool.ConnectionPool;
import io.tokenwell.r2dbc.AccountColumns;
import io.tokenwell.r2dbc.DocumentType;
import io.tokenwell.r2dbc.R2dbcAccountRepository;
import io.tokenwell.r2dbc.SchemaCheck;
import io.tokenwell.r2dbc.TableNames;
import io.tokenwell.spi.AccountRepository;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import reactor.core.publisher.Mono;

/** Never run: what is shown has tests of its own. */
@SuppressWarnings("unused")
final class TableSnippets {

    private TableSnippets() {}

    static AccountRepository table(ConnectionPool pool) {
        // spotless:off
        AccountColumns columns = AccountColumns.builder()
                .id("login_id")
                .credentials("document")
                .credentialsType(DocumentType.TEXT) // jsonb is the default
                .platform("provider")
                .platforms(Map.of("OPENAI", "openai")) // the table's word, and what it is called here
                .type(null) // no such column: all are oauth
                .status("enabled")
                .activeStatuses(Set.of("true")) // a boolean, by its text
                .updatedAt(null) // nothing to write
                .build();
        TableNames names = TableNames.builder()
                .schema("app")
                .accounts("logins")
                .columns(columns)
                .build();
        AccountRepository accounts = new R2dbcAccountRepository(pool, names);
        // spotless:on
        return accounts;
    }

    static Mono<Void> start(ConnectionPool pool, TableNames names, Logger log) {
        // spotless:off
        SchemaCheck check = new SchemaCheck(pool, names).withRefreshAhead();
        return check.findings()
                .doOnNext(found -> found.forEach(finding -> log.warn(finding.sentence())))
                .then(check.required()); // UnfitSchemaException names all that prevents refreshes
        // spotless:on
    }
}
