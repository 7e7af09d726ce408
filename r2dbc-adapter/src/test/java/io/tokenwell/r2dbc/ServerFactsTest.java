package io.tokenwell.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.tokenwell.TokenStorageException;
import org.junit.jupiter.api.Test;

/** What the check says of the server itself. */
class ServerFactsTest {

    @Test
    void anOutageIsNoFinding() {
        ConnectionFactory nowhere = ConnectionFactories.get("r2dbc:postgresql://nobody@127.0.0.1:1/none");
        assertThat(catchThrowable(() -> new SchemaCheck(nowhere, TableNames.defaults())
                        .required()
                        .block(Database.PATIENCE)))
                .isInstanceOf(TokenStorageException.class)
                .hasMessageStartingWith("postgresql failed at schema.check");
    }

    @Test
    void versionsAndStandbysAreNamed() {
        ServerFacts old = new ServerFacts(150_004, true, true, "LATIN1", "r");
        assertThat(old.findings(DocumentType.TEXT))
                .extracting(SchemaFinding::sentence)
                .containsExactly(
                        "the server is PostgreSQL 15: credentials in text need PostgreSQL 16 or later",
                        "the server is a standby, which takes no writes: connect to the primary, such as with targetServerType=primary",
                        "the encoding of the database is LATIN1: characters that it does not have cannot be stored; use a database in UTF8");
        assertThat(old.findings(DocumentType.JSONB)).hasSize(2);
    }
}
