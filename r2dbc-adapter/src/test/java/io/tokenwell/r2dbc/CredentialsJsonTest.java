package io.tokenwell.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.r2dbc.postgresql.codec.Json;
import io.tokenwell.Credentials;
import io.tokenwell.InvalidAccountException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CredentialsJsonTest {

    @Test
    void everyKindOfNumberIsWrittenAsItIs() {
        assertThat(written("n", 1)).isEqualTo("{\"n\":1}");
        assertThat(written("n", (short) -1)).isEqualTo("{\"n\":-1}");
        assertThat(written("n", Long.MIN_VALUE)).isEqualTo("{\"n\":-9223372036854775808}");
        assertThat(written("n", 0.1)).isEqualTo("{\"n\":0.1}");
        assertThat(written("n", 0.5f)).isEqualTo("{\"n\":0.5}");
        assertThat(written("n", new BigDecimal("12.50"))).isEqualTo("{\"n\":12.50}");
        assertThat(written("n", new AtomicLong(7))).isEqualTo("{\"n\":7}");
    }

    @Test
    void whatIsNoJsonIsRefusedWithoutItsText() {
        assertThatThrownBy(() -> written("planted-secret", Instant.EPOCH))
                .isInstanceOf(InvalidAccountException.class)
                .hasMessage("account 7: credentials are not JSON (StreamWriteException)")
                .hasNoCause();
    }

    @Test
    void aDocumentThatHoldsItselfIsRefused() {
        List<@Nullable Object> endless = new ArrayList<>();
        endless.add(endless);
        assertThatThrownBy(() -> written("endless", endless))
                .isInstanceOf(InvalidAccountException.class)
                .hasMessage("account 7: credentials are not JSON (StreamConstraintsException)");
    }

    @Test
    void theGuardHoldsTheVersionIfThereIsOneAndTheFormsOfTheRefreshToken() {
        Credentials read = Credentials.of(Map.of("access_token", "at", "refresh_token", "rt", "_token_version", 7));
        assertThat(CredentialsJson.guard("7", read, List.of("sealed", "rt")).asString())
                .isEqualTo("{\"_token_version\":7,\"refresh_token\":[\"sealed\",\"rt\"]}");
        assertThat(CredentialsJson.guard("7", Credentials.empty(), List.of()).asString())
                .isEqualTo("{\"refresh_token\":[]}");
    }

    @Test
    void keysToRemoveAreTheKeysOfADocument() {
        assertThat(CredentialsJson.keys("7", Set.of("a \" b")).asString()).isEqualTo("{\"a \\\" b\":null}");
        assertThat(CredentialsJson.keys("7", Set.of()).asString()).isEqualTo("{}");
    }

    @Test
    void whatIsBoundDoesNotPrintItself() {
        Json bound = CredentialsJson.write("7", Credentials.of(Map.of("access_token", "planted-secret")));
        assertThat(bound.toString()).doesNotContain("planted-secret");
        assertThat(bound.asString()).contains("planted-secret");
    }

    private static String written(String key, Object value) {
        return CredentialsJson.write("7", Credentials.of(Map.of(key, value))).asString();
    }
}
