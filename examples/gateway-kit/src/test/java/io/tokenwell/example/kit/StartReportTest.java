package io.tokenwell.example.kit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What a start says of encryption, and of where it is missing. */
class StartReportTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(StartReport.class);
    private final ListAppender<ILoggingEvent> seen = new ListAppender<>();

    @BeforeEach
    void listen() {
        seen.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(seen);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(seen);
    }

    @Test
    void saysTheModeAndWarnsOnceForEachThatGoesInTheClear() {
        StartReport.of(PlainSettings.of(
                        Map.of("TOKENWELL_ENCRYPTION_KEYS_0", "planted-key"), "--tokenwell.encryption.strict=true")
                .orElse(Map.of(
                        SettingNames.REDIS, "redis://u:planted@redis.example.com",
                        SettingNames.POSTGRESQL, "r2dbc:postgresql://u:planted@db.example.com/d",
                        SettingNames.TOKEN_URI, "https://auth.example.com/token",
                        SettingNames.CLIENT_ID, "client",
                        SettingNames.UPSTREAM, "http://api.example.com"))
                .checked());

        assertThat(seen.list)
                .extracting(event -> event.getLevel() + " " + event.getFormattedMessage())
                .containsExactly(
                        "INFO Encryption is strict: plain tokens are refused (tokenwell.encryption*)",
                        "WARN tokenwell.redis.uri: passwords and tokens go to redis.example.com in the clear, or may:"
                                + " use rediss://",
                        "WARN tokenwell.r2dbc.url: passwords and tokens go to db.example.com in the clear, or may:"
                                + " set sslMode=verify-full",
                        "WARN tokenwell.upstream.uri: tokens go to api.example.com in the clear, or may: use https://");
    }
}
