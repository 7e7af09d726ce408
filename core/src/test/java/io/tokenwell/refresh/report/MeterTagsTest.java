package io.tokenwell.refresh.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Details;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.micrometer.TokenwellMeter;
import io.tokenwell.micrometer.TokenwellMetrics;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.VirtualFleet;
import io.tokenwell.refresh.settings.Platform;
import io.tokenwell.refresh.settings.RefreshAheadSettings;
import io.tokenwell.refresh.settings.RefusalRules;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.Lease;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Whatever happens, and whatever a server answers: all meters are on the list, and their tags say nothing but kinds. */
class MeterTagsTest {

    private static final long FIRST_ID = 987_000_000L;
    private static final int MOST_VALUES_OF_A_TAG = 20;

    private final VirtualFleet fleet = new VirtualFleet();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private long lastId = FIRST_ID;

    private Account account(String platform, Duration life) {
        Account account = Account.active(
                ++lastId,
                platform,
                Credentials.of(Map.of(
                        "access_token", "secret-at-" + lastId,
                        "refresh_token", "secret-rt-" + lastId,
                        "expires_at", fleet.clock.instant().plus(life).toString())));
        fleet.ports.accounts.save(account);
        return account;
    }

    private void called(RefreshingAccessTokenProvider provider, Account account) {
        provider.getAccessToken(account).subscribe(token -> {}, failure -> {});
        fleet.advance(Duration.ofSeconds(3));
    }

    /** Every kind of trouble, with the names of accounts and secrets in all places that a server or a caller fills. */
    private void everythingHappens() {
        fleet.platform = Platform.OPENAI.toBuilder()
                .refusals(RefusalRules.builder().inARow(0).build())
                .build();
        RefreshingAccessTokenProvider provider = fleet.instance();
        for (int status : List.of(0, 302, 400, 401, 429, 500, 503, 999)) {
            for (Outcome outcome : Outcome.values()) {
                for (String code : new String[] {null, "invalid_grant", "leaked_" + lastId, "secret-rt-" + lastId}) {
                    fleet.answering(refused -> Mono.error(new TokenEndpointException(
                            refused.id(),
                            new Details(outcome, status, code, status == 401, null),
                            "secret-rt-" + refused.id(),
                            null)));
                    called(provider, account("openai", Duration.ofMinutes(-1)));
                }
            }
        }
        fleet.answering(account -> Mono.just(fleet.grant(1)));
        called(provider, account("openai", Duration.ofMinutes(-1)));
        called(provider, account("sora", Duration.ofMinutes(-1)));
        called(provider, account("platform-of-" + lastId, Duration.ofHours(1)));
        Account held = account("openai", Duration.ofMinutes(1));
        VirtualFleet.now(fleet.ports.lock.tryAcquire(new Lease(AccountKey.of(held), "other"), Duration.ofMinutes(1)));
        called(provider, held);
        for (String down : List.of("accounts.claim", "accounts.complete", "cache.get", "lock.tryAcquire")) {
            fleet.ports.failing(down);
            called(provider, account("openai", Duration.ofMinutes(-1)));
        }
        fleet.ports.failing();
        provider.refreshAhead(fleet.ports.accounts, RefreshAheadSettings.defaults())
                .start();
        fleet.advance(Duration.ofMinutes(1));
    }

    private Map<String, Set<String>> valuesOfTags() {
        return registry.getMeters().stream()
                .map(Meter::getId)
                .flatMap(id ->
                        id.getTags().stream().map(tag -> Tag.of(id.getName() + " " + tag.getKey(), tag.getValue())))
                .collect(Collectors.groupingBy(
                        Tag::getKey, Collectors.mapping(Tag::getValue, Collectors.toCollection(TreeSet::new))));
    }

    @Test
    void noTagNamesAnAccountOrASecretAndEachHasFewValues() {
        fleet.observers.add(new TokenwellMetrics(registry));
        everythingHappens();
        assertThat(lastId - FIRST_ID).as("accounts").isGreaterThan(MOST_VALUES_OF_A_TAG);
        assertThat(valuesOfTags())
                .isNotEmpty()
                .allSatisfy((tag, values) -> assertThat(values)
                        .hasSizeLessThanOrEqualTo(MOST_VALUES_OF_A_TAG)
                        .noneMatch(value ->
                                value.contains("987") || value.contains("secret") || value.contains("leaked")));
        assertThat(valuesOfTags().get("tokenwell.refreshes code"))
                .containsExactly(
                        "http_3xx",
                        "http_429",
                        "http_4xx",
                        "http_5xx",
                        "invalid_grant",
                        "no_answer",
                        "none",
                        "other",
                        "storage",
                        "terminal");
        assertThat(valuesOfTags().get("tokenwell.refreshes platform")).containsExactly("openai");
    }

    @Test
    void theListOfMetersIsWhatIsRegistered() {
        fleet.observers.add(new TokenwellMetrics(registry));
        everythingHappens();
        Set<String> registered =
                registry.getMeters().stream().map(MeterTagsTest::described).collect(Collectors.toSet());
        assertThat(registered)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(TokenwellMeter.values())
                        .map(meter -> meter.meterName() + " " + meter.type() + " " + new TreeSet<>(meter.tagKeys())
                                + " " + meter.description())
                        .toList());
    }

    private static String described(Meter meter) {
        Set<String> keys =
                meter.getId().getTags().stream().map(Tag::getKey).collect(Collectors.toCollection(TreeSet::new));
        return meter.getId().getName() + " " + meter.getId().getType() + " " + keys + " "
                + meter.getId().getDescription();
    }

    @Test
    void providersAreToldApartByATagOfTheirOwn() {
        fleet.observers.add(new TokenwellMetrics(registry, Tags.of("provider", "first")));
        fleet.instance()
                .getAccessToken(account("openai", Duration.ofMinutes(-1)))
                .subscribe(token -> {}, failure -> {});
        fleet.observers.set(0, new TokenwellMetrics(registry, Tags.of("provider", "second")));
        fleet.instance();
        assertThat(registry.get("tokenwell.work")
                        .tag("provider", "first")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(registry.get("tokenwell.work")
                        .tag("provider", "second")
                        .gauge()
                        .value())
                .isZero();
    }
}
