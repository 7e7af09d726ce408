package io.tokenwell;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the values of a JSON document are read. */
class CredentialsTest {

    private static final Instant EXPIRY = Instant.parse("2026-03-01T12:00:00Z");

    private static Credentials with(String key, @Nullable Object value) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put(key, value);
        return Credentials.of(values);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-03-01T12:00:00Z",
                "2026-03-01T20:00:00+08:00",
                "2026-03-01T12:00:00.000Z",
                "2026-03-01t12:00:00z",
                "2026-03-01 12:00:00Z",
                "2026-03-01T12:00Z",
                "2026-03-01T12:00:00",
                "2026-03-01T12:00:00,000Z",
                " 2026-03-01T12:00:00Z\n",
                "1772366400",
                "+1772366400",
                "1772366400.0",
                "1.7723664e9",
                "1772366400000",
                "2026-03-01T12:00:00+00",
                "2026-03-01 12:00:00+00",
                "2026-03-01 12:00:00.000000+00",
                "2026-03-01 12:00:00 UTC",
                "2026-03-01 12:00:00 +0000 UTC",
                "2026-03-01 14:00:00 +0200",
                "2026-03-01T06:30:00-05:30",
                "2026-03-01 12:00:00 gmt",
                "Sun, 01 Mar 2026 12:00:00 GMT",
                "Sun, 1 Mar 2026 14:00:00 +0200"
            })
    void spellingsOfAnExpiry(String text) {
        assertThat(with("expires_at", text).expiresAt()).contains(EXPIRY);
        assertThat(with("expires_at", text).expiryUnreadable()).isFalse();
    }

    @Test
    void aDateAloneIsTheBeginningOfItsDay() {
        assertThat(with("expires_at", "2026-03-01").expiresAt()).contains(EXPIRY.minus(Duration.ofHours(12)));
    }

    static Stream<Object> numbersOfAnExpiry() {
        return Stream.of(
                1772366400, 1772366400L, 1772366400.7, new BigDecimal("1772366400"), BigInteger.valueOf(1772366400));
    }

    @ParameterizedTest
    @MethodSource("numbersOfAnExpiry")
    void numbersAreEpochSecondsTruncated(Object number) {
        assertThat(with("expires_at", number).expiresAt()).contains(EXPIRY);
    }

    static Stream<@Nullable Object> noExpiry() {
        return Stream.of(
                1772366400000000L,
                "1772366400000000000",
                -1772366400000000L,
                "2026-03-01 12:00:00 CET",
                "2026-02-30",
                "soon",
                "2026-02-30T12:00:00Z",
                "99999999999999999999",
                true,
                List.of(1),
                Map.of("a", 1),
                "");
    }

    @ParameterizedTest
    @MethodSource("noExpiry")
    void anythingElseIsUnknownAndSaidToBeUnreadable(Object value) {
        assertThat(with("expires_at", value).expiresAt()).isEmpty();
        assertThat(with("expires_at", value).expiryUnreadable()).isTrue();
        assertThat(with("expires_at", null).expiryUnreadable()).isFalse();
    }

    static Stream<Arguments> versions() {
        return Stream.of(
                Arguments.of(5L, 5L),
                Arguments.of(5, 5L),
                Arguments.of(5.9, 5L),
                Arguments.of("5", 5L),
                Arguments.of(" 5\t", 5L),
                Arguments.of(-3L, -3L),
                Arguments.of(new BigDecimal("5.9"), 0L),
                Arguments.of("5.0", 0L),
                Arguments.of("x", 0L),
                Arguments.of(true, 0L));
    }

    @ParameterizedTest
    @MethodSource("versions")
    void versionsAreIntegersOrZero(Object value, long version) {
        assertThat(with("_token_version", value).tokenVersion()).isEqualTo(version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\r\n", "\u0085", "\u00a0\u2007\u202f", "\u2003"})
    void blankIsUnicodeWhiteSpace(String blank) {
        assertThat(with("access_token", blank).accessToken()).isEmpty();
    }

    @Test
    void aZeroWidthSpaceIsNotBlank() {
        assertThat(with("access_token", "\u200b").text("access_token")).contains("\u200b");
    }

    /** RFC 6749, appendix A.12 and A.17: one VSCHAR or more. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc\r\nX-Evil: 1",
                "abc\r\n\r\nGET /smuggled HTTP/1.1",
                "a\nb",
                "a\rb",
                "a\tb",
                "a\0b",
                "a\u007fb",
                "a\u0085b",
                "a\u00a0b",
                "\u00e4",
                "a\u200b",
                "a\u2028b",
                "\ud83d\udd11"
            })
    void whatHasOtherCharactersThanVscharIsNoToken(String text) {
        assertThat(with("access_token", text).accessToken()).isEmpty();
        assertThat(with("access_token", text).accessTokenUnusable()).isTrue();
        assertThat(with("refresh_token", text).refreshToken()).isEmpty();
        assertThat(with("refresh_token", text).refreshTokenUnusable()).isTrue();
        Secret read = Secret.of(text);
        assertThat(read.stripped()).isEmpty();
        assertThat(read.stripped()).as("asked again").isEmpty();
    }

    @Test
    void allVscharIsAToken() {
        StringBuilder all = new StringBuilder("!");
        for (char each = ' '; each <= '~'; each++) {
            all.append(each);
        }
        Secret token = Secret.of(all.toString());
        assertThat(token.stripped()).containsSame(token);
        assertThat(token.stripped()).as("asked again").containsSame(token);
        Secret wide = Secret.of("\n" + all + " ");
        assertThat(wide.stripped()).contains(token);
        assertThat(wide.stripped()).as("asked again").contains(token);
    }

    @Test
    void whatIsNotThereIsNotUnusable() {
        assertThat(with("access_token", " ").accessTokenUnusable()).isFalse();
        assertThat(with("refresh_token", List.of("x")).refreshTokenUnusable()).isFalse();
        assertThat(with("refresh_token", " rt\n").refreshTokenUnusable()).isFalse();
    }

    @Test
    void tokensAreStrippedAndNumbersAreText() {
        assertThat(with("access_token", "\u00a0tok\n").accessToken().map(Secret::expose))
                .contains("tok");
        assertThat(with("access_token", 12345).accessToken().map(Secret::expose))
                .contains("12345");
        for (Object other : Arrays.asList(true, List.of("x"), Map.of("x", 1), null)) {
            assertThat(with("access_token", other).accessToken()).isEmpty();
        }
    }

    @Test
    void aCopyLeavesTheOriginalAndKeepsTheCargo() {
        Credentials original = Credentials.of(Map.of("note", "keep-me", "access_token", "old"));
        Credentials changed = original.with(Map.of("access_token", "new"));
        assertThat(original.text("access_token")).contains("old");
        assertThat(changed.text("access_token")).contains("new");
        assertThat(changed.text("note")).contains("keep-me");
    }

    @Test
    void nothingSecretIsPrinted() {
        Credentials credentials = Credentials.of(Map.of("refresh_token", "s3cret"));
        assertThat(credentials.toString()).isEqualTo("Credentials[refresh_token]");
        assertThat(Account.active(1, "openai", credentials).toString()).doesNotContain("s3cret");
        assertThat(Secret.of("s3cret").toString()).isEqualTo("***");
        assertThat(Secret.of("s3cret")).isEqualTo(Secret.of("s3cret")).isNotEqualTo(Secret.of("s3cre"));
    }
}
