package io.tokenwell.parity;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What the pipeline warns of while it is listened to; these tests keep its logger silent otherwise. */
final class WarningsHeard implements AutoCloseable {

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.tokenwell.refresh");
    private final ListAppender<ILoggingEvent> heard = new ListAppender<>();
    private final @Nullable Level before = logger.getLevel();
    private final boolean additive = logger.isAdditive();

    void listen() {
        heard.start();
        logger.setAdditive(false);
        logger.setLevel(Level.WARN);
        logger.addAppender(heard);
    }

    int expiryNotUnderstood() {
        return (int) heard.list.stream()
                .filter(event -> event.getFormattedMessage().startsWith("expires_at not understood"))
                .count();
    }

    @Override
    public void close() {
        logger.detachAppender(heard);
        logger.setLevel(before);
        logger.setAdditive(additive);
    }
}
