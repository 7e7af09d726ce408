package io.tokenwell.redis;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** Everything that anybody logs at any level, kept from the console, as texts. */
final class HeardLines implements AutoCloseable {

    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final List<Appender<ILoggingEvent>> muted = new ArrayList<>();
    private final Map<Logger, Level> levels = new LinkedHashMap<>();
    private final Lines lines = new Lines();

    /** Event loops go on logging while a test reads. */
    private static final class Lines extends AppenderBase<ILoggingEvent> {
        private final Queue<String> texts = new ConcurrentLinkedQueue<>();
        private final Queue<ILoggingEvent> ours = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent line) {
            texts.add(line.getFormattedMessage());
            if (line.getLoggerName().startsWith("io.tokenwell")) {
                ours.add(line);
            }
            for (IThrowableProxy each = line.getThrowableProxy(); each != null; each = each.getCause()) {
                texts.add(String.valueOf(each.getMessage()));
            }
        }
    }

    HeardLines() {
        root.iteratorForAppenders().forEachRemaining(muted::add);
        muted.forEach(root::detachAppender);
        lines.start();
        root.addAppender(lines);
        root.getLoggerContext().getLoggerList().stream()
                .filter(logger -> logger.getLevel() != null)
                .forEach(logger -> levels.put(logger, logger.getLevel()));
        levels.keySet().forEach(logger -> logger.setLevel(Level.TRACE));
    }

    List<String> texts() {
        return List.copyOf(lines.texts);
    }

    /** Ours at this level. */
    List<String> texts(Level level) {
        return lines.ours.stream()
                .filter(line -> line.getLevel() == level)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Override
    public void close() {
        levels.forEach(Logger::setLevel);
        root.detachAppender(lines);
        muted.forEach(root::addAppender);
    }
}
