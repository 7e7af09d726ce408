package io.tokenwell.example.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One browser for all tests; each begins with the page anew, and ends without a complaint on the console. */
final class OnScreen implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

    @Override
    public void beforeEach(ExtensionContext context) {
        screen(context).open(OnDemoSite.site(context).address());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        assertThat(screen(context).browser().console()).isEmpty();
    }

    private static Screen screen(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .getOrComputeIfAbsent(Screen.class, type -> started(), Screen.class);
    }

    private static Screen started() {
        try {
            return new Screen(Browser.start(Files.createTempDirectory("tokenwell-browser")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Screen.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return screen(context);
    }
}
