package io.tokenwell.example.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.example.servers.DemoAuthorizationServer;
import java.time.Duration;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One gateway for all tests of the page; each begins with two accounts that were logged in a moment ago. */
final class OnDemoSite implements BeforeEachCallback, ParameterResolver {

    @Override
    public void beforeEach(ExtensionContext context) {
        DemoSite site = site(context);
        site.part(DemoAuthorizationServer.class).latency(Duration.ZERO);
        assertThat(site.press("login", "{\"account\":1}").status()).isEqualTo(204);
        assertThat(site.press("login", "{\"account\":2}").status()).isEqualTo(204);
    }

    static DemoSite site(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .getOrComputeIfAbsent(
                        DemoSite.class,
                        type -> DemoSite.start("--server.port=0", "--tokenwell.demo.token-life=90s"),
                        DemoSite.class);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == DemoSite.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return site(context);
    }
}
