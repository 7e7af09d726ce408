package io.tokenwell;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.TokenEndpointException.Details;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.TokenEndpointException.Verdict;
import io.tokenwell.spi.Cooldown;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a row, a client or a server says writes no line of its own and steers no terminal. */
class ShownTextTest {

    private static final String FORGED =
            "x\r\nERROR forged \u001b[31m\u009b2J\u0000\u2028\u2029\u202e\u2066\u200b\ufeff\ud800y";
    private static final String SHOWN = "x ERROR forged [31m 2J y";

    static Stream<AccessTokenException> errors() {
        Details details = new Details(Outcome.REJECTED, 400, FORGED, Verdict.PASSING, null, FORGED);
        return Stream.of(
                new InvalidAccountException("7", FORGED),
                new ReauthorizationRequiredException("7", FORGED, null),
                new TokenEndpointException("7", details, FORGED, null),
                new TokenRefreshPendingException("7", FORGED, null),
                new TokenStorageException("7", FORGED, FORGED, new IllegalStateException(FORGED)));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void anErrorIsOneLine(AccessTokenException error) {
        assertThat(error.getMessage()).contains(SHOWN).startsWith("account 7: ").matches("[\\x20-\\x7e]+");
    }

    @Test
    void whatErrorsTellApartFromTheirMessageIsFitAsWell() {
        assertThat(new ReauthorizationRequiredException("7", FORGED, null).reason())
                .isEqualTo(SHOWN);
        assertThat(new Details(Outcome.REJECTED, 400, FORGED, false, null).code())
                .isEqualTo(SHOWN);
        assertThat(new Cooldown(FORGED, Duration.ZERO, false).reason()).isEqualTo(SHOWN);
    }

    @Test
    void aLineIsNeverTooLongAndNeverNull() {
        assertThat(ShownText.line(null)).isEqualTo("null");
        assertThat(ShownText.line("\n\u202e ")).isEmpty();
        assertThat(ShownText.line("a".repeat(1_000))).hasSize(1_000).doesNotEndWith("...");
        assertThat(ShownText.line("a".repeat(100_000))).hasSize(1_000).endsWith("...");
        assertThat(new InvalidAccountException("7", "a".repeat(100_000)).getMessage())
                .hasSize(1_000);
    }

    @Test
    void otherScriptsAndSignsStay() {
        assertThat(ShownText.line("Zürich 東京 \ud83d\ude00: é")).isEqualTo("Zürich 東京 \ud83d\ude00: é");
    }
}
