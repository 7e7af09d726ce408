package io.tokenwell.refresh.report;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.tokenwell.Account;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.VirtualFleet;
import io.tokenwell.refresh.model.RefreshRuntime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A store that is down fills no disk with warnings. */
class TroubleLogTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.tokenwell.refresh");
    private final ListAppender<ILoggingEvent> seen = new ListAppender<>();
    private final VirtualFleet fleet = new VirtualFleet();
    private final RefreshingAccessTokenProvider provider = fleet.instance();

    @BeforeEach
    void listen() {
        seen.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(seen);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(seen);
        logger.setLevel(null);
    }

    private List<String> lines(String text) {
        return seen.list.stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .filter(line -> line.contains(text))
                .toList();
    }

    @Test
    void anOutageIsSaidOnceAMinute() {
        Account account = fleet.stored(Duration.ofHours(1));
        fleet.ports.failing("cache.get");
        for (int call = 0; call < 100; call++) {
            VirtualFleet.now(provider.getAccessToken(account));
            fleet.advance(Duration.ofSeconds(1));
        }
        assertThat(lines("cache not readable"))
                .hasSize(2)
                .first()
                .asString()
                .startsWith("WARN")
                .contains("account_id=42", "cache.get is down");
        assertThat(lines("cache not readable").get(1)).contains("not logged since");
    }

    /** Each request of an account without a valid token asks the table for a claim. */
    @Test
    void whatFailsForEachRequestOfAnAccountIsSaidOnceAMinuteForEachAccount() {
        Account account = fleet.expired();
        fleet.ports.failing("accounts.claim");
        for (int call = 0; call < 100; call++) {
            VirtualFleet.now(provider.getAccessToken(account).onErrorComplete());
            fleet.advance(Duration.ofSeconds(1));
        }
        assertThat(lines("No claim on the account")).hasSize(2).allMatch(line -> line.contains("account_id=42"));
        assertThat(lines("Claim not given back").size()).isLessThanOrEqualTo(2);
    }

    @Test
    void theTroubleOfOneAccountHidesNoneOfAnothers() {
        RefreshRuntime runtime = new RefreshRuntime(
                fleet.clock, fleet.time, () -> fleet.time.now(TimeUnit.NANOSECONDS), () -> 0.5, "one");
        TroubleLog trouble = new TroubleLog(logger, "Trouble", runtime);
        for (int call = 0; call < 300; call++) {
            trouble.failedFor(Long.toString(call % 3), new IllegalStateException("down"));
        }
        assertThat(lines("Trouble")).hasSize(3);
        fleet.advance(Duration.ofMinutes(1));
        trouble.failedFor("2", new IllegalStateException("down"));
        assertThat(lines("Trouble (logged once a minute, 99 not logged since): account_id=2 error="))
                .hasSize(1);
    }

    @Test
    void anExpiryThatCannotBeReadIsSaidOnceByNameAndNeverByValue() {
        Account odd = fleet.expired();
        odd = odd.withCredentials(odd.credentials().with(Map.of("expires_at", "planted-value")));
        fleet.ports.accounts.save(odd);
        for (int call = 0; call < 3; call++) {
            provider.getAccessToken(odd).subscribe();
            fleet.advance(Duration.ofSeconds(1));
            fleet.ports.accounts.save(odd);
            fleet.ports.cache.evict(VirtualFleet.KEY).subscribe();
        }
        assertThat(lines("expires_at not understood")).hasSize(1);
        assertThat(lines("planted-value")).isEmpty();
    }

    /** A row's status and a store's error are foreign text. */
    @Test
    void nothingForeignWritesALineOfItsOwn() {
        Account account = fleet.expired();
        String status = "off\nERROR forged \u001b[31m\u009b\u202e";
        fleet.ports.accounts.save(
                new Account(account.id(), account.platform(), account.type(), status, account.credentials(), null));
        AtomicReference<Throwable> told = new AtomicReference<>();
        provider.getAccessToken(account).subscribe(token -> {}, told::set);
        fleet.advance(Duration.ofSeconds(5));
        assertThat(told.get()).hasMessage("account 42: its status is off ERROR forged [31m , not active");
        assertThat(lines("forged")).isNotEmpty().allMatch(line -> line.matches("[\\x20-\\x7e]+"));
    }
}
