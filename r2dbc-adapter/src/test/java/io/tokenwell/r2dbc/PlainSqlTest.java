package io.tokenwell.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.spi.Connection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The resources are run by tools that cut them at semicolons, each statement by itself, and some of them at each start. */
class PlainSqlTest {

    @ParameterizedTest
    @CsvSource({
        "schema.sql, jsonb, 3",
        "accounts-example.sql, jsonb, 1",
        "refresh-ahead.sql, jsonb, 2",
        "refresh-ahead-document.sql, json, 2",
        "refresh-ahead-document.sql, text, 2"
    })
    void eachStatementRunsByItselfAndAgain(String resource, String type, int statements) throws IOException {
        String schema = Database.newSchema();
        Database.execute("CREATE TABLE \"" + schema + "\".accounts (id bigint PRIMARY KEY, credentials " + type + ")");
        List<String> parts = parts(text(resource));
        assertThat(parts).hasSize(statements);
        for (int round = 0; round < 2; round++) {
            run(schema, parts);
        }
    }

    private static String text(String resource) throws IOException {
        try (InputStream in = PlainSqlTest.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void run(String schema, List<String> statements) {
        Flux.usingWhen(
                        Database.unpooled().create(),
                        connection -> Flux.fromIterable(statements)
                                .startWith("SET search_path TO \"" + schema + '"')
                                .concatMap(sql -> executed(connection, sql)),
                        Connection::close)
                .blockLast(Database.PATIENCE);
    }

    private static Mono<Void> executed(Connection connection, String sql) {
        return Flux.from(connection.createStatement(sql).execute())
                .concatMap(result -> result.getRowsUpdated())
                .then();
    }

    /** As Spring's ScriptUtils does it: respects quotes, escapes and comments of lines, and knows nothing of PostgreSQL. */
    private static List<String> parts(String script) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < script.length(); i++) {
            char at = script.charAt(i);
            if (at == '\\') {
                part.append(at).append(script.charAt(++i));
            } else if (!quoted && script.startsWith("--", i)) {
                i = script.indexOf('\n', i);
            } else if (!quoted && at == ';') {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                quoted ^= at == '\'';
                part.append(at);
            }
        }
        parts.add(part.toString());
        return parts.stream().map(String::strip).filter(sql -> !sql.isEmpty()).toList();
    }

    /** A tool may know no comments either. */
    @ParameterizedTest
    @CsvSource({"schema.sql", "accounts-example.sql", "refresh-ahead.sql", "refresh-ahead-document.sql"})
    void noCommentHasASemicolonOrAQuoteAndNothingIsABlock(String resource) throws IOException {
        String text = text(resource);
        assertThat(text.lines().filter(line -> line.startsWith("--"))).noneMatch(line -> line.matches(".*[;'\"].*"));
        assertThat(text).doesNotContain("$$").doesNotContainIgnoringCase("do $");
    }
}
