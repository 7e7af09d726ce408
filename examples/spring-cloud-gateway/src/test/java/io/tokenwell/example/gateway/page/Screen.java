package io.tokenwell.example.gateway.page;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;

/** The page as the browser shows it. */
record Screen(Browser browser) implements AutoCloseable {

    static final String TAIL = "#answers tr:first-child td.mono";
    static final String ANSWER = "#answers tr:first-child td.answer";
    static final String EVENT = "#events li:first-child b";
    static final String SAID = "#said";
    static final String LINK = "#link";

    void open(String address) {
        browser.size(1440, 1000);
        browser.prefers("light", "no-preference");
        browser.open(address + "/tokenwell");
        awaitText(LINK, "live");
        awaitText(state(1), "fresh");
        awaitText(state(2), "fresh");
    }

    void press(long account, String action) {
        browser.click(card(account) + " button[data-action=" + action + "]");
    }

    String text(String selector) {
        return browser.text(selector);
    }

    void awaitText(String selector, String text) {
        await().pollInterval(Duration.ofMillis(20))
                .atMost(DemoSite.LONG_ENOUGH)
                .until(() -> browser.text(selector), text::equals);
    }

    void awaitWaiting(long account, String callers) {
        await().pollInterval(Duration.ofMillis(20))
                .atMost(DemoSite.LONG_ENOUGH)
                .until(() -> browser.text(card(account) + " .now"), text -> text.contains(callers + " waiting"));
    }

    String style(String selector, String name) {
        return browser.script(
                        "return getComputedStyle(document.querySelector(arguments[0]))[arguments[1]]", selector, name)
                .stringValue();
    }

    double number(String expression) {
        return browser.script("return Number(" + expression + ")").asDouble();
    }

    String words(String expression) {
        return browser.script("return String(" + expression + ")").stringValue();
    }

    /** What makes it hard to use. */
    List<String> obstacles() throws IOException {
        String check =
                new ClassPathResource("accessibility.js", Screen.class).getContentAsString(StandardCharsets.UTF_8);
        return browser.script(check).valueStream().map(JsonNode::stringValue).toList();
    }

    static String card(long account) {
        return "[data-account='" + account + "']";
    }

    static String state(long account) {
        return card(account) + " .state";
    }

    @Override
    public void close() {
        browser.close();
    }
}
