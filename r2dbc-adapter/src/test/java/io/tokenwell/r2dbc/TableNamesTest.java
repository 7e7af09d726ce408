package io.tokenwell.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Set;
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
                .isThrownBy(() -> TableNames.builder().schema(name).build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccountColumns.builder().proxy(name).build());
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        TableNames.builder().accounts(name).claims("claims").build());
    }

    @Test
    void aNameThatPostgresqlWouldCutOffIsRefused() {
        assertThat(TableNames.builder().schema("a".repeat(63)).build().schema()).hasSize(63);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TableNames.builder().schema("a".repeat(64)).build());
    }

    @Test
    void oneTableCannotBeBoth() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TableNames.builder()
                        .accounts("accounts")
                        .claims("accounts")
                        .build());
    }

    @Test
    void eachNameIsSetAndCopied() {
        AccountColumns columns = AccountColumns.builder()
                .id("a")
                .platform("b")
                .type("c")
                .status("d")
                .credentials("e")
                .credentialsType(DocumentType.TEXT)
                .updatedAt("f")
                .proxy("g")
                .platforms(Map.of("H", "h"))
                .activeStatuses(Set.of("on"))
                .build();
        TableNames names = TableNames.builder()
                .schema("h")
                .accounts("i")
                .claims("j")
                .columns(columns)
                .build();

        assertThat(columns)
                .isEqualTo(new AccountColumns(
                        "a",
                        "b",
                        "c",
                        "d",
                        "e",
                        DocumentType.TEXT,
                        "f",
                        "g",
                        null,
                        Map.of("H", "h"),
                        Set.of("on"),
                        IdType.BIGINT));
        assertThat(names).isEqualTo(new TableNames("h", "i", "j", columns));
        assertThat(columns.toBuilder().build()).isEqualTo(columns);
        assertThat(names.toBuilder().build()).isEqualTo(names);
    }
}
