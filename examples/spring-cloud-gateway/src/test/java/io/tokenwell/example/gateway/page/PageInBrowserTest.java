package io.tokenwell.example.gateway.page;

import static io.tokenwell.example.gateway.page.DemoSite.LONG_ENOUGH;
import static io.tokenwell.example.gateway.page.Screen.ANSWER;
import static io.tokenwell.example.gateway.page.Screen.EVENT;
import static io.tokenwell.example.gateway.page.Screen.LINK;
import static io.tokenwell.example.gateway.page.Screen.SAID;
import static io.tokenwell.example.gateway.page.Screen.TAIL;
import static io.tokenwell.example.gateway.page.Screen.card;
import static io.tokenwell.example.gateway.page.Screen.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenwell.Credentials;
import io.tokenwell.Secret;
import io.tokenwell.spi.AccountRepository;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page in a real browser, worked by its buttons. */
@Tag("browser")
@ExtendWith({OnDemoSite.class, OnScreen.class})
class PageInBrowserTest {

    private static final Duration PROMISED = Duration.ofSeconds(2);

    private final DemoSite site;
    private final Screen screen;

    PageInBrowserTest(DemoSite site, Screen screen) {
        this.site = site;
        this.screen = screen;
    }

    @Test
    void anExpiryShowsTheRefreshAndTheNextRequestsNewTokenWithinTwoSeconds() {
        // A machine that does much else may be late once, and still not three times.
        Duration best = Stream.generate(this::expiredAndReplaced)
                .limit(3)
                .peek(took ->
                        System.out.println("from the click on Expire to the new token: " + took.toMillis() + " ms"))
                .filter(took -> took.compareTo(PROMISED) < 0)
                .findFirst()
                .orElse(Duration.ofDays(1));
        assertThat(best).isLessThan(PROMISED);
    }

    /** Timed by the page itself: a driver's questions take their time as well. */
    private Duration expiredAndReplaced() {
        screen.press(1, "send");
        await().atMost(LONG_ENOUGH).until(() -> screen.text(TAIL).matches("….{6}"));
        Duration took = Duration.ofMillis(screen.browser()
                .scriptToItsEnd("""
                    const [expire, send] = ['expire', 'send'].map(each => document.querySelector(
                        `[data-account='1'] button[data-action=${each}]`));
                    const shown = () => arguments[0].map(each => document.querySelector(each)?.textContent);
                    const [tailBefore] = shown();
                    const start = performance.now();
                    let sent = false;
                    const observer = new MutationObserver(() => {
                      const [tail, state, event, answer] = shown();
                      if (!sent && state === 'expired') {
                        sent = true;
                        send.click();
                      } else if (sent && tail !== tailBefore && state === 'fresh'
                          && event === 'Refreshed · account 1' && answer === '200') {
                        observer.disconnect();
                        arguments[1](Math.round(performance.now() - start));
                      }
                    });
                    observer.observe(document.body, {subtree: true, childList: true, characterData: true});
                    expire.click();
                    """, List.of(TAIL, state(1), EVENT, ANSWER))
                .asLong());
        assertThat(screen.text(card(1) + " .countdown")).endsWith("s left");
        return took;
    }

    @Test
    void aRevokedAccountNeedsALoginAndGetsIt() {
        screen.press(2, "revoke");
        screen.awaitText(
                SAID,
                "The login of account 2 is revoked at the authorization server. "
                        + "The gateway finds out when it tries to use it.");
        screen.press(2, "expire");
        screen.press(2, "send");
        screen.awaitText(state(2), "login required");
        screen.awaitText(ANSWER, "502 A new login is needed");
        assertThat(screen.text(EVENT)).isEqualTo("Login required · account 2");

        screen.press(2, "login");
        screen.awaitText(state(2), "fresh");
    }

    @Test
    void whatHappensElsewhereArrivesWithoutAClick() {
        double left = left(1);
        await().atMost(LONG_ENOUGH).until(() -> left(1) < left);
        site.press("latency", "{\"millis\":1500}");
        site.press("expire", "{\"account\":2}");
        site.pressing("send", "{\"account\":2,\"callers\":10}", headers -> {}).subscribe();

        screen.awaitText(state(2), "refreshing");
        await().atMost(LONG_ENOUGH).until(() -> screen.text(card(2) + " .now").contains("10 callers waiting"));
        screen.awaitText(state(2), "fresh");
        assertThat(screen.text("#news")).isEqualTo("Account 2 has a new token");
    }

    private double left(long account) {
        return screen.number("document.querySelector(\"" + card(account) + " .bar\").style.getPropertyValue('--part')");
    }

    @Test
    void aLostConnectionIsSaidAndComesBack() {
        try (Relay relay = new Relay(site.address())) {
            screen.browser().open(relay.address() + "/tokenwell");
            screen.awaitText(LINK, "live");
            screen.browser().script("""
                new MutationObserver(() => document.title += ' ' + document.querySelector('#link').textContent)
                    .observe(document.querySelector('#link'), {childList: true})\
                """);
            relay.cut();
            await().atMost(LONG_ENOUGH)
                    .until(() -> screen.browser()
                            .script("return document.title")
                            .stringValue()
                            .equals("Tokenwell reconnecting live"));
            screen.press(1, "expire");
            screen.awaitText(state(1), "expired");
            assertThat(screen.browser().console())
                    .allMatch(line -> line.contains("net::ERR_INCOMPLETE_CHUNKED_ENCODING"));
            screen.browser().open("about:blank");
        }
    }

    @Test
    void noSecretIsInThePage() {
        screen.press(1, "ten");
        screen.awaitText(SAID, "Account 1: 10 of 10 answered with one token.");
        String page = screen.browser()
                .script("return document.documentElement.outerHTML")
                .stringValue();

        assertThat(page).doesNotContain("demo-at-", "demo-rt-");
        assertThat(secrets())
                .hasSize(4)
                .allSatisfy(secret -> assertThat(page).doesNotContain(secret, secret.substring(secret.length() - 7)));
    }

    private List<String> secrets() {
        return Stream.of(1L, 2L)
                .map(id -> site.part(AccountRepository.class)
                        .findById(Long.toString(id))
                        .blockOptional(LONG_ENOUGH)
                        .orElseThrow())
                .map(account -> account.credentials())
                .flatMap((Credentials all) -> Stream.concat(all.accessToken().stream(), all.refreshToken().stream()))
                .map(Secret::expose)
                .toList();
    }
}
