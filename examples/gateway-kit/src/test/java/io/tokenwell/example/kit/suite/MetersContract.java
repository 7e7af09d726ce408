package io.tokenwell.example.kit.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What Prometheus reads of a running gateway, and what the dashboard and the alerts ask Prometheus for. */
interface MetersContract extends SiteContract {

    /** Where the gateway shows its meters. */
    default String metersPath() {
        return "/actuator/prometheus";
    }

    /** One redemption, one wait and one hit at the least, by any of the four. */
    private String scraped() {
        String path = site().path((request, response) -> response.sendString(Mono.just("served")));
        long account = site().accounts.expired();
        site().gateways.forEach(gateway -> Caller.of(gateway, account).get(path));
        Caller.of(site().gateways.get(0), site().accounts.expired()).get(path);
        return Caller.plain(site().gateways.get(0)).get(metersPath()).body();
    }

    @Test
    default void callsAndRefreshesAreCounted() {
        assertThat(scraped().lines())
                .anyMatch(line -> line.matches("tokenwell_requests_total\\{outcome=\"refreshed\"} [1-9].*"))
                .anyMatch(line -> line.startsWith("tokenwell_refreshes_total{") && line.contains("succeeded"))
                .anyMatch(line -> line.startsWith("tokenwell_redemption_time_seconds_count{"));
    }

    @Test
    default void noMeterNamesAnAccount() {
        long account = site().accounts.expired();
        Caller.of(site().gateways.get(0), account)
                .get(site().path((request, response) -> response.sendString(Mono.just("served"))));
        assertThat(scraped()).doesNotContain("=\"" + account + "\"");
    }

    @Test
    default void everyMeterOfTheDashboardAndTheAlertsExists() throws IOException {
        Set<String> names = matches("(?m)^(tokenwell_\\w+)", scraped());
        for (String file : new String[] {"dashboard.json", "alerts.yaml"}) {
            String text = Files.readString(Path.of("../../core/docs/monitoring", file));
            assertThat(names).as(file).containsAll(matches("(tokenwell_\\w+)", text));
        }
    }

    @Test
    default void everyTagThatTheAlertsPickExists() throws IOException {
        String alerts = Files.readString(Path.of("../../core/docs/monitoring/alerts.yaml"));
        Set<String> picked = matches("(tokenwell_\\w+\\{\\w+=\"\\w+\")", alerts);
        assertThat(picked).hasSizeGreaterThan(3);
        assertThat(scraped()).contains(picked);
    }

    private static Set<String> matches(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toSet());
    }
}
