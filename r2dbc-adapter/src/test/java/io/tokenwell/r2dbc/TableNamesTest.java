package io.tokenwell.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableNamesTest {

    @Test
    void theDefaultsAreWhatTheSchemaResourcesCreate() {
        TableNames names = TableNames.defaults();
        assertThat(names.qualifiedAccounts()).isEqualTo("\"public\".\"accounts\"");
        assertThat(names.qualifiedClaims()).isEqualTo("\"public\".\"tokenwell_claims\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\"b", "a;drop", "1a", "a.b", "a'", "caf\u00e9", "a\n", "$1", "{row}"})
    void aNameThatCouldCarrySqlIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TableNames.defaults().withSchema(name));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccountColumns.defaults().withProxy(name));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TableNames("public", name, "claims", AccountColumns.defaults()));
    }

    @Test
    void aNameThatPostgresqlWouldCutOffIsRefused() {
        assertThat(TableNames.defaults().withSchema("a".repeat(63)).schema()).hasSize(63);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TableNames.defaults().withSchema("a".repeat(64)));
    }

    @Test
    void oneTableCannotBeBoth() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TableNames("public", "accounts", "accounts", AccountColumns.defaults()));
    }
}
