package io.tokenwell.example.kit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.tokenwell.TokenStorageException;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What a database says that refuses later is one line, and says something. */
class StartUpTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(StartUp.class);
    private final ListAppender<ILoggingEvent> seen = new ListAppender<>();

    @BeforeEach
    void listen() {
        seen.start();
        logger.addAppender(seen);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(seen);
    }

    private String said(Throwable failure) {
        StartUp.refusedLater(failure);
        return seen.list.get(seen.list.size() - 1).getFormattedMessage();
    }

    @Test
    void aRefusalIsOneLine() {
        Throwable forged = new IOException("x\r\nERROR forged \u001b[31m");
        assertThat(said(new TokenStorageException("0", "postgresql", "schema.install", forged)))
                .endsWith(": java.io.IOException: x ERROR forged [31m");
    }

    @Test
    void aRefusalWithoutWordsOrCauseIsNamed() {
        assertThat(said(new TokenStorageException("0", "postgresql", "schema.install", new IOException())))
                .endsWith(": java.io.IOException");
        assertThat(said(new IllegalStateException())).endsWith(": java.lang.IllegalStateException");
    }
}
