package io.tokenwell.example.kit.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpMethod;
import io.tokenwell.example.kit.suite.Caller.Answer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.netty.http.HttpProtocol;

/** A token goes with the methods that a resource may have, and with no other. */
interface MethodsContract extends SiteContract {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TRACE",
                "trace",
                "Trace",
                "TRACK",
                "CONNECT",
                "connect",
                "PROPFIND",
                "MOVE",
                "LINK",
                "PURGE",
                "DEBUG",
                "SOURCE",
                "M-SEARCH",
                "GeT",
                "get",
                "post",
                "QUERY",
                "X"
            })
    default void noOtherMethodIsForwarded(String method) {
        for (String target : new String[] {"/v1/m", "/by-header/v1/m", "/v1/../m", "/actuator/health", "/metrics"}) {
            int before = site().raw.requests().size();

            RawCaller.Answer answer =
                    RawCaller.answer(site().onRaw, RawCaller.head(method, target, "X-Account: " + site().fixed));

            assertThat(answer).as(method + " " + target).matches(got -> got.isProblem(501));
            assertThat(site().raw.requests()).as(method + " " + target).hasSize(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.test:443", "gw:80", "/v1/m", "http://gw/v1/m", "*"})
    default void noTunnelIsOpened(String target) {
        int before = site().raw.requests().size();

        assertThat(RawCaller.answer(site().onRaw, RawCaller.head("CONNECT", target)))
                .matches(answer -> answer.isProblem(501));
        assertThat(site().raw.requests()).hasSize(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
    default void methodsOfResourcesAreForwarded(String method) {
        String path = "/v1/to-" + method;

        RawCaller.Answer answer = RawCaller.answer(
                site().onRaw, RawCaller.head(method, "/by-header" + path, "X-Account: " + site().fixed));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(method.equals("HEAD") ? "" : path);
        assertThat(site().raw.requests()).contains(method + " " + path + " HTTP/1.1");
    }

    private Answer multiplexed(String method, String target) {
        return Caller.answer(Caller.plain(site().multiplexed())
                        .with(headers -> headers.set("X-Account", site().fixed))
                        .http()
                        .protocol(HttpProtocol.H2C)
                        .request(HttpMethod.valueOf(method))
                        .uri(target))
                .blockOptional(Caller.LIMIT)
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "trace", "TRACK", "PROPFIND", "GeT"})
    default void noOtherMethodIsForwardedFromASharedConnection(String method) {
        String path = site().path((request, response) -> response.send());

        Answer answer = multiplexed(method, "/by-header" + path);

        assertThat(answer.status()).isEqualTo(501);
        assertThat(answer.json()).containsEntry("type", "urn:tokenwell:problem:method");
        assertThat(site().upstream.seenOn(path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/../%s", "/by-header/v1/%%2e%%2e/%s", "/by-header/v1/..%%3b/%s", "/v1/..%%5c%s"})
    default void noDotSegmentIsForwardedFromASharedConnection(String target) {
        String path = site().path((request, response) -> response.send());

        Answer answer = multiplexed("GET", String.format(target, path.substring(1)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json()).containsEntry("type", "urn:tokenwell:problem:target");
    }
}
