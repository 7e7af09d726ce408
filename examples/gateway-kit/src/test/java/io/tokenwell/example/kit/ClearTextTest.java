package io.tokenwell.example.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who sends passwords and tokens to another host in the clear is told so, and nobody else. */
class ClearTextTest {

    private static final Map<String, String> HERE = Map.of(
            SettingNames.REDIS, "redis://u:planted@localhost",
            SettingNames.POSTGRESQL, "r2dbc:postgresql://u:planted@127.0.0.1/d",
            SettingNames.TOKEN_URI, "https://auth.example.com/token",
            SettingNames.CLIENT_ID, "client",
            SettingNames.UPSTREAM, "http://[::1]:1");

    private static GatewaySettings with(String name, String value) {
        Map<String, String> all = new HashMap<>(HERE);
        all.put(name, value);
        return PlainSettings.of(Map.of()).orElse(all).checked();
    }

    @ParameterizedTest
    @CsvSource({
        "tokenwell.redis.uri, redis://u:planted@redis.example.com, redis.example.com, in the clear",
        "tokenwell.redis.uri, redis://u:planted@10.0.0.1:6380/1, 10.0.0.1, in the clear",
        "tokenwell.redis.uri, redis://redis.localhost, redis.localhost, in the clear",
        "tokenwell.redis.uri, redis://0.0.0.0, 0.0.0.0, in the clear",
        "tokenwell.redis.uri, 'redis-sentinel://127.0.0.1,s2.example.com:26380/#main', s2.example.com, in the clear",
        "tokenwell.redis.uri, rediss://redis.example.com?verifyPeer=NONE, redis.example.com, encrypted",
        "tokenwell.redis.uri, rediss://redis.example.com?verifyPeer=CA, redis.example.com, encrypted",
        "tokenwell.r2dbc.url, r2dbc:postgresql://u:planted@db.example.com/d, db.example.com, in the clear",
        "tokenwell.r2dbc.url, r2dbc:postgresql://db.example.com/d?sslMode=disable, db.example.com, in the clear",
        "tokenwell.r2dbc.url, r2dbc:postgresql://db.example.com/d?sslMode=allow, db.example.com, in the clear",
        "tokenwell.r2dbc.url, r2dbc:postgresql://db.example.com/d?sslMode=PREFER, db.example.com, in the clear",
        "tokenwell.r2dbc.url, r2dbcs:postgresql://db.example.com/d?sslMode=prefer, db.example.com, in the clear",
        "tokenwell.r2dbc.url, r2dbc:postgresql://db.example.com/d?ssl=false, db.example.com, in the clear",
        "tokenwell.r2dbc.url, r2dbc:postgresql://db.example.com/d?sslMode=require, db.example.com, encrypted",
        "tokenwell.r2dbc.url, r2dbc:postgresql://db.example.com/d?sslMode=verify-ca, db.example.com, encrypted",
        "tokenwell.r2dbc.url, r2dbc:postgresql:failover://localhost:1%2Cdb2/d, db2, in the clear",
        "tokenwell.upstream.uri, http://api.example.com, api.example.com, in the clear",
        "tokenwell.upstream.uri, http://api.localhost:8080, api.localhost, in the clear"
    })
    void anotherHostIsNamed(String name, String value, String host, String how) {
        String address = value.replace("%2C", ",");
        assertThat(ClearText.warnings(with(name, address)))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith(name + ": ")
                        .contains(" " + host, how)
                        .doesNotContain("planted"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tokenwell.redis.uri=redis://127.0.0.1",
                "tokenwell.redis.uri=redis://[::1]:1",
                "tokenwell.redis.uri=redis-socket:///run/redis.sock",
                "tokenwell.redis.uri=rediss://redis.example.com",
                "tokenwell.redis.uri=rediss://redis.example.com?verifyPeer=FULL",
                "tokenwell.r2dbc.url=r2dbc:postgresql://localhost:5432/d",
                "tokenwell.r2dbc.url=r2dbc:postgresql://[::1]:5432/d",
                "tokenwell.r2dbc.url=r2dbc:postgresql://db.example.com/d?sslMode=verify-full",
                "tokenwell.r2dbc.url=r2dbc:postgresql://db.example.com/d?sslMode=VERIFY_FULL",
                "tokenwell.r2dbc.url=r2dbc:postgresql://db.example.com/d?sslMode=verify-ca&sslRootCert=ca.crt",
                "tokenwell.r2dbc.url=r2dbcs:postgresql://db.example.com/d",
                "tokenwell.r2dbc.url=r2dbc:postgresql://db.example.com/d?ssl=true",
                "tokenwell.upstream.uri=https://api.example.com",
                "tokenwell.upstream.uri=http://127.1.2.3",
                "tokenwell.openai.token-uri=http://localhost:1/t"
            })
    void whatStaysHereOrIsCheckedIsNot(String setting) {
        String[] parts = setting.split("=", 2);
        assertThat(ClearText.warnings(with(parts[0], parts[1]))).isEmpty();
    }

    @Test
    void anAddressThatIsNotUnderstoodIsOneSentenceAndNotQuoted() {
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> ClearText.warnings(with(SettingNames.REDIS, "planted://x")))
                .withMessage("tokenwell.redis.uri cannot be used: it is not understood.");
    }
}
