package io.tokenwell.example.kit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.tokenwell.AccountNotFoundException;
import io.tokenwell.InvalidAccountException;
import io.tokenwell.TokenRefreshPendingException;
import io.tokenwell.TokenStorageException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** An outage is no flood of lines. */
class RequestLogTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.tokenwell.example.kit");
    private final ListAppender<ILoggingEvent> seen = new ListAppender<>();
    private final AtomicLong time = new AtomicLong();
    private final RequestLog log = new RequestLog(logger, time::get);

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

    private List<String> lines() {
        return seen.list.stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }

    private static TokenStorageException away(long account) {
        return new TokenStorageException(Long.toString(account), "postgresql", "find", new IOException("away"));
    }

    @Test
    void eachAccountAndKindIsSaidOnceAMinuteWithTheNumberOfThoseLeftOut() {
        for (int request = 0; request < 1_000; request++) {
            log.noToken("503 /v1/" + request, away(1 + request % 2));
        }
        log.noToken("503 /", new TokenRefreshPendingException("1", "held", null));
        assertThat(lines()).hasSize(3).allMatch(line -> line.startsWith("WARN 503 /"));
        time.addAndGet(Duration.ofMinutes(1).toNanos());
        log.noToken("503 /last", away(2));
        assertThat(lines()).hasSize(4).last().asString().contains("/last", "499 not logged", "account 2");
    }

    @Test
    void idsThatAClientHasMadeUpAreOneKind() {
        for (int id = 0; id < 1_000; id++) {
            log.noToken("502 /", new AccountNotFoundException(Long.toString(id)));
        }
        assertThat(lines()).hasSize(1);
    }

    @Test
    void anUpstreamThatIsAwayIsOneKindWhateverThePath() {
        for (int request = 0; request < 1_000; request++) {
            log.noUpstream("502 /" + request, new IOException("refused"));
        }
        assertThat(lines()).hasSize(1);
    }

    /** A path may hold an ESC, a row's status a line break. */
    @Test
    void nothingForeignWritesALineOfItsOwn() {
        String forged = "x\r\nERROR forged \u001b[31m\u009b\u2028\u202ey";
        log.noToken("502 /" + forged, new InvalidAccountException("7", "its status is " + forged));
        log.noUpstream("502 /" + forged, new IOException(forged));
        assertThat(lines())
                .hasSize(2)
                .allMatch(line -> line.matches("WARN 502 /x ERROR forged [\\x20-\\x7e]+"))
                .allMatch(line -> line.endsWith("x ERROR forged [31m y"));
    }

    /** All that is said of requests goes this way. */
    @Test
    void theAnswersOfOneOutageAreOneLine() {
        for (int request = 0; request < 1_000; request++) {
            Problem.noToken(away(4_711), "/v1/" + request);
            Problem.noUpstream(new LocalTrouble(), "/v1/" + request);
        }
        assertThat(lines()).hasSize(2);
    }

    private static final class LocalTrouble extends IOException {}
}
