package io.tokenwell.example.storm;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.tokenwell.Account;
import io.tokenwell.ProviderHealth;
import io.tokenwell.ReauthorizationRequiredException;
import io.tokenwell.crypto.TinkSecretCipher;
import io.tokenwell.example.servers.EmbeddedRedis;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Every token of the authorization server begins alike, so whatever leaks one is found, wherever it shows. */
class SecretsStayInsideTest {

    private static final Duration EXPIRED = Duration.ofMinutes(-1);
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String KEY =
            Base64.getEncoder().encodeToString("thirty-two bytes, planted as key".getBytes(StandardCharsets.US_ASCII));
    private static final Pattern SECRET = Pattern.compile("demo-[ar]t-|" + Pattern.quote(KEY) + "|planted as key");

    private final EmbeddedRedis redis = EmbeddedRedis.start();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private final AppenderBase<ILoggingEvent> listener = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            seen.add(event.getLoggerName() + " " + event.getFormattedMessage()
                    + (event.getThrowableProxy() == null
                            ? ""
                            : ThrowableProxyUtil.asString(event.getThrowableProxy())));
        }
    };
    private Level before = Level.ERROR;

    @BeforeEach
    void listen() {
        before = root.getLevel();
        listener.start();
        root.addAppender(listener);
        root.setLevel(Level.DEBUG);
        ((Logger) LoggerFactory.getLogger("io.tokenwell")).setLevel(Level.TRACE);
    }

    @AfterEach
    void restore() {
        ((Logger) LoggerFactory.getLogger("io.tokenwell")).setLevel(null);
        root.setLevel(before);
        root.detachAppender(listener);
        redis.close();
    }

    @Test
    void theSearchFindsATokenThatIsLogged() {
        LoggerFactory.getLogger("planted").debug("demo-at-1");
        assertThat(seen).anyMatch(SECRET.asPredicate());
    }

    @Test
    void noTokenAndNoKeyShowsAnywhereWhateverFails() {
        try (Site site = Site.open(Duration.ofMillis(300), () -> RedisLink.standalone(redis.uri()));
                Instance instance = new Instance(site, TinkSecretCipher.ofBase64(List.of(KEY)))) {
            instance.provider.events().subscribe(event -> seen.add(event.toString()));
            refreshed(site, instance);
            unsaved(site, instance);
            refused(site, instance);
            withoutRedis(site, instance);
            Stream.of(instance.provider, instance.provider.snapshotMetrics(), instance.provider.health())
                    .map(Object::toString)
                    .forEach(seen::add);
            seen.add(threads());
        }
        assertThat(seen).hasSizeGreaterThan(100).noneMatch(SECRET.asPredicate());
    }

    private void refreshed(Site site, Instance instance) {
        Account account = loggedIn(site, 1);
        assertThat(instance.provider.getAccessToken(account).block(LIMIT)).startsWith("demo-at-");
        seen.add(account.toString());
        readRedis();
    }

    /** The database goes while the token is redeemed: the pair waits in Redis, then reaches the table. */
    private void unsaved(Site site, Instance instance) {
        Account account = loggedIn(site, 2);
        Mono<String> answer = instance.provider.getAccessToken(account).cache();
        answer.subscribe();
        int redeemed = site.authorization.redemptions();
        Awaitility.await().until(() -> site.authorization.redemptions() > redeemed);
        site.database.stop();
        assertThat(answer.block(LIMIT)).startsWith("demo-at-");
        Awaitility.await().until(() -> !instance.provider.health().up());
        readRedis();
        site.database.restart();
        Awaitility.await().atMost(LIMIT).until(instance.provider::health, ProviderHealth::up);
    }

    /** Not listened to: whoever stores a login binds its tokens, and the driver's log repeats them. No work of ours is under way. */
    private Account loggedIn(Site site, long account) {
        root.detachAppender(listener);
        try {
            return site.login(account, EXPIRED);
        } finally {
            root.addAppender(listener);
        }
    }

    private void refused(Site site, Instance instance) {
        Account account = loggedIn(site, 3);
        site.authorization.revoke(3);
        Throwable failure = failure(instance, account);
        assertThat(failure).isInstanceOf(ReauthorizationRequiredException.class);
        seen.add(failure.toString());
    }

    private void withoutRedis(Site site, Instance instance) {
        redis.stop();
        assertThat(instance.provider.getAccessToken(loggedIn(site, 4)).block(LIMIT))
                .startsWith("demo-at-");
        site.authorization.close();
        failure(instance, loggedIn(site, 5));
    }

    private Throwable failure(Instance instance, Account account) {
        Throwable failure = instance.provider
                .getAccessToken(account)
                .<Throwable>map(token -> new AssertionError("a token came"))
                .onErrorResume(Mono::just)
                .blockOptional(LIMIT)
                .orElseThrow();
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        seen.add(text.toString());
        return failure;
    }

    private void readRedis() {
        RedisClient client = RedisClient.create(redis.uri());
        try {
            RedisCommands<String, String> commands = client.connect().sync();
            List<String> keys = commands.keys("*");
            assertThat(keys).isNotEmpty();
            keys.forEach(key -> seen.add(key + " " + commands.get(key)));
        } finally {
            client.shutdown();
        }
    }

    private static String threads() {
        ThreadInfo[] all = ManagementFactory.getThreadMXBean().dumpAllThreads(true, true);
        return Arrays.toString(all);
    }
}
