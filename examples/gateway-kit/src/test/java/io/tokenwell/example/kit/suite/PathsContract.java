package io.tokenwell.example.kit.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gateway has judged is what it forwards, byte for byte; what may be read in two ways goes nowhere. */
interface PathsContract extends SiteContract {

    /** Each of them is a dot segment to somebody. */
    List<String> DOTS = listed("""
            .. . %2e%2e %2E. .%2e %252e%252e %25252e. %25%32%65. ..; ..;x=y ..%3b ..%3Bx %2e%2e;x ..%253bx
            %c0%ae%c0%ae %e0%80%ae. %ef%bc%8e%ef%bc%8e %e2%80%a5 .%e2%80%8c. ..%20 %20.. ..%c2%a0 ..%00 ..%09 ..%0a ..%3f ..%23
            """);

    List<String> SLASHES = listed("""
            / // %2f %2F %252f \\ %5c %5C %255c
            """);

    /**
     * Control characters and bytes that are no ASCII; what no URI holds; what is no UTF-8, or a longer form than needed;
     * backslashes; fragments, and targets that are no path.
     */
    List<String> FLAWED = listed("""
            /v1/%00 /v1/a%0ab /v1/a%0d%0aX:%20y /v1/a%7F /v1/a%1b%5b31m /v1/a%c2%85 /v1/a%250ab
            /v1/\u00ff /v1/\u00c3\u00a9 /v1/x?\u00ff
            /v1/% /v1/%2 /v1/%zz /v1/%u002e%u002e/x /v1/%+1 /v1/x?% /v1/x?a=%zz /v1/{} /v1/| /v1/^ /v1/` /v1/"
            /v1/<x> /v1/[x] /v1/x?{ /v1/x?\\ /v1/x?" /v1/%ff /v1/%c3 /v1/%c0%af /v1/%e0%80%af /v1/%ed%a0%80
            /v1/%f5%80%80%80 /v1/%25c0%25af /v1/a\\b /v1/a%5cb /v1/a%255cb /v1/%25252525252e /v1/x#f /v1/x#/../y
            /v1/x?q#f /by-header#/v1/x * v1/x ?/v1/x evil.test:443 \\v1\\x http://gw/v1/x https://evil.test/v1/x
            HTTP://GW/v1/x http:/v1/x http:///v1/x ftp://gw/v1/x http://evil.test@gw/v1/x http://evil.test\\@gw/v1/x
            //evil.test/v1/x //v1/x ///v1/x
            """);

    List<String> RAW = List.of(
            "",
            "/v1/a b",
            "/v1/a  HTTP/1.1",
            "/v1/\u0000",
            "/v1/\u0007",
            "/v1/a\u000bb",
            "/v1/\u001b[31mred",
            "/v1/\u007f",
            "/v1/x?\u001b");

    /** To somebody these are below the prefix of a route, to somebody else they are not. */
    List<String> ELSEWHERE = listed("""
            /%76%31/x /%761/x /v1;/x /v1;a=b/x /v1%3b/x /V1/x /v1%2fx /v1 /v1%20/x /x//v1/x /by-heade%72/v1/x
            /by-header;x/v1/x /by-header//v1/x /by-header/;x/v1/x /by-header%2fv1/x /by-header/%76%31/x
            /by-header/v1;/x /by-header/v1 /By-Header/v1/x /by-header/v1%2fx
            """);

    /** The gateway's own: to be had as they are spelled, or not at all. */
    List<String> OWN = listed("""
            /v1/../actuator/health /v1/..;/metrics /v1/%2e%2e/tokenwell/state /actuator/../v1/x
            /actuator/health/../../v1/x /metrics/../v1/x /tokenwell/../v1/x //actuator/health /;/metrics
            /;x/actuator/health /%61ctuator/health /actuator;x/health /actuator/%68ealth /actuator%2fhealth
            /actuator/health;x /tokenwell;x/state /tokenwell/%73tate /%74okenwell /%6detrics /metrics;x /metrics%3f
            /actuator/prometheus%20 /%2561ctuator/health /./actuator/health /actuator/./health
            """);

    /** Ordinary, however odd. */
    List<String> FORWARDED = listed("""
            /v1/ /v1/models/a%20b /v1/a%2Fb /v1/a%2fb%2Fc/d /v1/a//b /v1//a///b// /v1/a%2Bb+c /v1/%E4%BD%A0%e5%a5%bd
            /v1/a%3Bb /v1/x;jsessionid=1 /v1/x;a=b;c/y /v1/@evil.test/x /v1/http://evil.test/ /v1/:80 /v1/~root
            /v1/%7Eroot /v1/x,y /v1/$(id) /v1/!'()* /v1/100%25 /v1/a%25b /v1/a%2520b /v1/.well-known /v1/a..b
            /v1/... /v1/..a/b.. /v1/a. /v1/file%2Etxt /v1/%24%7b1%7d /v1/a=b&c /v1/x%3fy%23z /v1/%61dmin /v1/x?
            /v1/x?? /v1//? /v1/x?a=1&&b=2& /v1/x?=&= /v1/x?q=%2B+%20 /v1/x?q=%ff%00%0a%5c /v1/x?/../../admin
            /v1/x?u=http://a/../b /v1/x?a[]=1&a[b]=%5B /v1/x?%2e%2e/ /v1/x?a=b;c=d /v1/x?a=%252e /v1/x?+
            """);

    private static List<String> listed(String words) {
        return Pattern.compile("[ \n]+").splitAsStream(words.strip()).toList();
    }

    private RawCaller.Answer asked(String target) {
        return RawCaller.answer(site().onRaw, RawCaller.head("GET", target, "X-Account: " + site().fixed));
    }

    /** Those that are answered otherwise than they should be, or of which the upstream has heard. */
    private List<String> strayed(Stream<String> targets, Predicate<RawCaller.Answer> wanted) {
        List<String> strayed = new ArrayList<>();
        targets.forEach(target -> {
            int before = site().raw.requests().size();
            RawCaller.Answer answer = asked(target);
            List<String> heard = List.copyOf(site().raw.requests())
                    .subList(before, site().raw.requests().size());
            if (!wanted.test(answer) || !heard.isEmpty()) {
                strayed.add(target + " -> " + answer + ", upstream " + heard);
            }
        });
        return strayed;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/", "/by-header/v1/"})
    default void noSpellingOfADotSegmentIsForwarded(String prefix) {
        Stream<String> targets = DOTS.stream()
                .flatMap(dots -> Stream.concat(
                        Stream.of(prefix + dots, prefix + "a/" + dots, prefix + "a%2f" + dots, prefix + dots + "?q"),
                        SLASHES.stream()
                                .flatMap(slash -> Stream.of(
                                        prefix + dots + slash + "admin",
                                        prefix + slash + dots + slash + "admin",
                                        prefix + "a" + slash + dots + slash + dots + slash))));

        assertThat(strayed(targets, answer -> answer.isRefusal() && (answer.status() == 0 || answer.isProblem(400))))
                .isEmpty();
    }

    @Test
    default void whatDecodersMayDisagreeAboutIsNotForwarded() {
        assertThat(strayed(Stream.concat(FLAWED.stream(), RAW.stream()), RawCaller.Answer::isRefusal))
                .isEmpty();
    }

    @Test
    default void aRouteBeginsAsItIsSpelled() {
        assertThat(strayed(ELSEWHERE.stream(), RawCaller.Answer::isRefusal)).isEmpty();
    }

    @Test
    default void noTrickLeadsToTheGatewaysOwnPages() {
        assertThat(strayed(OWN.stream(), RawCaller.Answer::isRefusal)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/by-header"})
    default void whatIsForwardedIsWhatWasAskedFor(String prefix) {
        List<String> changed = new ArrayList<>();
        for (String target : FORWARDED) {
            RawCaller.Answer answer = asked(prefix + target);
            if (answer.status() != 200 || !answer.body().equals(target)) {
                changed.add(prefix + target + " -> " + answer);
            }
        }
        assertThat(changed).isEmpty();
    }

    @Test
    default void aRefusalOfAHeadHasNoBody() {
        RawCaller.Answer answer = RawCaller.answer(site().onRaw, RawCaller.head("HEAD", "/v1/../admin"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEmpty();
    }
}
