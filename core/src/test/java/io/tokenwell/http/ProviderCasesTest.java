package io.tokenwell.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.AccessTokenException;
import io.tokenwell.Credentials;
import io.tokenwell.ReauthorizationRequiredException;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.memory.InMemoryAccountRepository;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.settings.Platform;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/**
 * Runs recorded answers of providers through the whole library. Another file of cases is run by
 * {@code -Dtokenwell.providers.cases=PATH}.
 */
class ProviderCasesTest {

    @Test
    void everyCaseHolds() throws IOException {
        List<String> failed = new ArrayList<>();
        List<ProviderCase> cases = cases();
        for (ProviderCase each : cases) {
            try {
                check(each);
            } catch (AssertionError | RuntimeException failure) {
                failed.add(each.id() + ": " + failure.getMessage());
            }
        }
        System.out.println("providers: " + cases.size() + " cases, " + (cases.size() - failed.size()) + " passed, "
                + failed.size() + " failed");
        assertThat(cases).isNotEmpty();
        assertThat(failed).isEmpty();
    }

    @Test
    void everyPresetCanBeBuilt() {
        assertThat(ProviderPresets.names())
                .hasSizeGreaterThan(24)
                .allSatisfy(name -> assertThat(ProviderPresets.named(name)
                                .tokenUri(java.net.URI.create("https://a.example/token"))
                                .client(OAuthClient.ofPublic("c"))
                                .build()
                                .platform())
                        .isEqualTo(name));
    }

    private static List<ProviderCase> cases() throws IOException {
        String path = System.getProperty("tokenwell.providers.cases", "");
        String text = path.isEmpty()
                ? new String(
                        Objects.requireNonNull(ProviderCasesTest.class.getResourceAsStream("provider-cases.jsonl"))
                                .readAllBytes(),
                        StandardCharsets.UTF_8)
                : Files.readString(Path.of(path));
        return text.lines()
                .filter(line -> !line.isBlank())
                .map(line -> Json.object(line.getBytes(StandardCharsets.UTF_8)).orElseThrow())
                .map(ProviderCase::new)
                .toList();
    }

    private static void check(ProviderCase it) {
        try (TokenServer server = TokenServer.inARow(it.answers())) {
            InMemoryAccountRepository accounts = new InMemoryAccountRepository(Redeeming.CLOCK);
            accounts.save(it.account());
            HttpTokenEndpoint endpoint = new HttpTokenEndpoint(it.settings(server.uri()), Redeeming.CLOCK);
            RefreshingAccessTokenProvider tokens = RefreshingAccessTokenProvider.builder()
                    .repository(accounts)
                    .endpoint(endpoint)
                    .platforms(Platform.builder().name("acme").build())
                    .clock(Redeeming.CLOCK)
                    .build();
            Object first = outcome(tokens);
            Object second = outcome(tokens);
            endpoint.close();
            checkRequest(it, server.received.get(0));
            checkOutcome(it, first, second);
            assertThat(server.received).as("requests").hasSize(1);
            Credentials row = Objects.requireNonNull(accounts.findById("1").block(Redeeming.PATIENCE))
                    .credentials();
            it.expectedObject("stored")
                    .forEach((key, value) ->
                            assertThat(row.asMap().get(key)).as("stored " + key).isEqualTo(value));
            it.expected("lifetime")
                    .ifPresent(life -> assertThat(row.expiresAt())
                            .as("expiry")
                            .contains(Redeeming.NOW
                                    .plus(java.time.Duration.parse(String.valueOf(life)))
                                    .truncatedTo(java.time.temporal.ChronoUnit.SECONDS)));
        }
    }

    private static Object outcome(RefreshingAccessTokenProvider tokens) {
        return tokens.getAccessToken(1)
                .map(Object.class::cast)
                .onErrorResume(AccessTokenException.class, Mono::just)
                .blockOptional(Redeeming.PATIENCE)
                .orElseThrow();
    }

    private static void checkOutcome(ProviderCase it, Object first, Object second) {
        String verdict = it.expected("verdict").map(String::valueOf).orElse("granted");
        if (verdict.equals("granted")) {
            assertThat(first).isInstanceOf(String.class);
            assertThat(second).isEqualTo(first);
            return;
        }
        if (verdict.equals("spent")) {
            assertThat(first).isInstanceOf(ReauthorizationRequiredException.class);
            assertThat(second).isInstanceOf(ReauthorizationRequiredException.class);
        } else {
            assertThat(first).isInstanceOf(TokenEndpointException.class);
            TokenEndpointException failure = (TokenEndpointException) first;
            assertThat(failure.verdict().name()).isEqualToIgnoringCase(verdict);
            assertThat(failure.retryable()).isTrue();
        }
        Throwable failure = first instanceof ReauthorizationRequiredException marked
                ? Objects.requireNonNull(marked.getCause())
                : (Throwable) first;
        it.expected("code")
                .ifPresent(code ->
                        assertThat(((TokenEndpointException) failure).code()).contains(String.valueOf(code)));
    }

    private static void checkRequest(ProviderCase it, TokenServer.Received sent) {
        Map<String, @Nullable Object> expected = it.expectedObject("request");
        if (expected.get("mediaType") != null) {
            assertThat(sent.headers().get("Content-Type")).isEqualTo(expected.get("mediaType"));
        }
        if (expected.get("parameters") != null) {
            assertThat(parameters(sent)).isEqualTo(ProviderCase.texts(expected.get("parameters")));
        }
        ProviderCase.texts(expected.get("headers"))
                .forEach((name, value) -> assertThat(sent.headers().get(name)).isEqualTo(value));
    }

    private static Map<String, String> parameters(TokenServer.Received sent) {
        Map<String, String> parameters = new LinkedHashMap<>();
        Json.object(sent.body().getBytes(StandardCharsets.UTF_8))
                .ifPresentOrElse(object -> parameters.putAll(ProviderCase.texts(object)), () -> {
                    for (String field : sent.body().split("&", -1)) {
                        String[] pair = field.split("=", 2);
                        parameters.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
                    }
                });
        return parameters;
    }
}
