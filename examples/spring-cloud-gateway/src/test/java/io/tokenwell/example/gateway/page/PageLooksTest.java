package io.tokenwell.example.gateway.page;

import static io.tokenwell.example.gateway.page.DemoSite.LONG_ENOUGH;
import static io.tokenwell.example.gateway.page.Screen.SAID;
import static io.tokenwell.example.gateway.page.Screen.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** For whom the page can be used. */
@Tag("browser")
@ExtendWith({OnDemoSite.class, OnScreen.class})
class PageLooksTest {

    private static final String TAB = "\uE004";
    private static final String ENTER = "\uE007";
    private static final String TEN_ANSWERED = "Account 1: 10 of 10 answered with one token.";

    private final DemoSite site;
    private final Screen screen;

    PageLooksTest(DemoSite site, Screen screen) {
        this.site = site;
        this.screen = screen;
    }

    @Test
    void itCanBeReadInBothSchemesAtAnyWidth() throws IOException {
        screen.press(1, "ten");
        screen.awaitText(SAID, TEN_ANSWERED);
        for (String scheme : List.of("light", "dark")) {
            screen.browser().prefers(scheme, "reduce");
            for (int width : List.of(360, 1440)) {
                screen.browser().size(width, 1200);
                assertThat(screen.obstacles()).as(scheme + " " + width).isEmpty();
                assertThat(screen.number("document.documentElement.scrollWidth - window.innerWidth"))
                        .isNotPositive();
            }
            assertThat(screen.style("body", "backgroundColor"))
                    .isEqualTo(scheme.equals("dark") ? "rgb(16, 20, 22)" : "rgb(244, 245, 243)");
        }
        assertThat(screen.style(".bar .left", "transitionDuration")).isEqualTo("0s");
    }

    @Test
    void whatMakesAPageUnusableIsFound() throws IOException {
        screen.browser().script("""
            const main = document.querySelector('main');
            main.insertAdjacentHTML('beforeend', `<h4>Deep</h4><p id="pale">x</p><button id="bare"></button>
              <select id="select"></select><img id="image"><p id="pale" tabindex="1">x</p>`);
            main.querySelectorAll('#pale').forEach(pale => pale.style.color = '#aaa');
            main.querySelector('#bare').style = 'min-height: 0; height: 9px';\
            """);
        assertThat(screen.obstacles())
                .contains(
                        "heading left out before h4",
                        "no name: button#bare",
                        "no name: select#select",
                        "no alternative: img#image",
                        "twice: #pale",
                        "own order: p#pale",
                        "small: button#bare")
                .anyMatch(obstacle -> obstacle.startsWith("pale (2."));
    }

    @Test
    void theKeyboardIsEnough() {
        screen.browser().key(TAB);
        assertThat(screen.text(":focus")).isEqualTo("Skip to the accounts");
        await().atMost(LONG_ENOUGH).until(() -> {
            screen.browser().key(TAB);
            return screen.words("document.activeElement.dataset.action").equals("send");
        });
        assertThat(screen.style(":focus", "outlineStyle")).isEqualTo("solid");
        screen.browser().key(ENTER);
        screen.awaitText(SAID, "Account 1: 1 of 1 answered with one token.");
        assertThat(screen.words("document.activeElement.textContent")).isEqualTo("Send a request for account 1");
    }

    /** For the README: {@code cp target/page.png page.png}. */
    @Test
    void aPictureOfIt() throws IOException {
        screen.browser().size(1200, 840);
        screen.press(1, "ten");
        screen.awaitText(SAID, TEN_ANSWERED);
        site.press("latency", "{\"millis\":1500}");
        screen.press(2, "expire");
        screen.awaitText(state(2), "expired");
        screen.press(2, "ten");
        screen.awaitWaiting(2, "10 callers");
        byte[] picture = screen.browser().screenshot();
        screen.awaitText(state(2), "fresh");

        Files.write(Path.of("target", "page.png"), picture);
        assertThat(picture.length).isBetween(20_000, 200_000);
    }
}
