package io.tokenwell.example.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.example.servers.DemoAuthorizationServer;
import io.tokenwell.example.servers.DemoUpstream;
import io.tokenwell.example.servers.EmbeddedDatabase;
import io.tokenwell.example.servers.EmbeddedRedis;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

@ExtendWith(OnDemoSite.class)
class PageOutsideDemoTest {

    @Test
    void itIsThereOnlyIfAskedForAndHasNothingToPress(DemoSite demo) throws IOException {
        assertThat(byDefault(true)).isTrue();
        assertThat(byDefault(false)).isFalse();
        try (DemoSite site = DemoSite.start(
                "--server.port=0",
                "--tokenwell.demo.enabled=false",
                "--tokenwell.page.enabled=true",
                "--tokenwell.redis.uri=" + demo.part(EmbeddedRedis.class).uri(),
                "--tokenwell.r2dbc.url=" + demo.part(EmbeddedDatabase.class).r2dbcUrl(),
                "--tokenwell.openai.token-uri="
                        + demo.part(DemoAuthorizationServer.class).tokenUri(),
                "--tokenwell.openai.client-id=client",
                "--tokenwell.upstream.uri=" + demo.part(DemoUpstream.class).uri())) {
            assertThat(site.get("/tokenwell").status()).isEqualTo(200);
            assertThat(site.state().path("demo")).isEmpty();
            // With the usual three minutes, a token of ninety seconds is.
            assertThat(site.account(1).path("state").stringValue()).isEqualTo("due");
            assertThat(site.press("expire", "{\"account\":1}").status()).isEqualTo(404);
        }
    }

    private static boolean byDefault(boolean demo) throws IOException {
        StandardEnvironment settings = new StandardEnvironment();
        settings.getPropertySources().addFirst(new MapPropertySource("given", Map.of("tokenwell.demo.enabled", demo)));
        new YamlPropertySourceLoader()
                .load("file", new ClassPathResource("application.yaml"))
                .forEach(settings.getPropertySources()::addLast);
        return settings.getRequiredProperty("tokenwell.page.enabled", Boolean.class);
    }
}
