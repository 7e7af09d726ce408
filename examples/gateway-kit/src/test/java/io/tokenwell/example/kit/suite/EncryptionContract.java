package io.tokenwell.example.kit.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tokenwell.crypto.TinkSecretCipher;
import io.tokenwell.example.kit.SettingException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** Where encryption is strict, nobody without a key brings a token in; and a setting that nothing reads ends the start. */
interface EncryptionContract extends SiteContract {

    /** Two in one test: a gateway more is dear. */
    @Test
    default void whatSomebodyWithoutAKeyHasWrittenIsNeverHandedOut() {
        String key = Base64.getEncoder().encodeToString(new byte[32]);
        RunningGateway strict =
                site().another("--tokenwell.encryption-keys[0]=" + key, "--tokenwell.encryption.strict=true");
        String path = site().path((request, response) -> response.sendString(Mono.just("ok")));

        long plain = site().accounts.withToken("planted-in-the-row");
        assertThat(Caller.of(strict, plain).get(path).status()).isEqualTo(502);
        assertThat(site().upstream.seenOn(path)).isEmpty();

        long sealed = site().accounts.sealed(TinkSecretCipher.ofBase64(List.of(key)));
        site().plant(sealed, Long.MAX_VALUE - 1 + "|4070908800000|planted-in-the-cache");
        assertThat(Caller.of(strict, sealed).get(path).status()).isEqualTo(200);
        assertThat(site().upstream.seenOn(path))
                .singleElement()
                .satisfies(seen -> assertThat(seen.token()).startsWith("demo-at-"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--tokenwell.encryption-key[0]=planted",
                "--tokenwell.encryption-keys[1]=planted",
                "--tokenwell.encryption.strict=true",
                "--tokenwell.refresh.skwe=3m"
            })
    default void aSettingThatWouldDoNothingEndsTheStart(String option) {
        Throwable ended = catchThrowable(() -> site().another(option));
        assertThat(Stream.iterate(ended, Objects::nonNull, Throwable::getCause))
                .anySatisfy(cause -> assertThat(cause)
                        .isInstanceOf(SettingException.class)
                        .hasMessageContaining("tokenwell.")
                        .hasMessageNotContaining("planted"));
    }
}
