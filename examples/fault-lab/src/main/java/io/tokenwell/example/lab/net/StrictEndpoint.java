package io.tokenwell.example.lab.net;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all exchanges of a server share. */
final class StrictEndpoint {

    private static final Logger log = LoggerFactory.getLogger(StrictEndpoint.class);

    private final StrictBook book;
    private final Ledger ledger = new Ledger();
    private final ActiveFaults faults = new ActiveFaults();
    private final EventLoop loop = LabLoops.next();
    /** In order of arrival; touched on the loop only. */
    private final Set<Exchange> hanging = new LinkedHashSet<>();

    private volatile Duration latency = Duration.ZERO;
    private volatile Consumer<Step> listener = step -> {};

    StrictEndpoint(Duration tokenLifetime) {
        this.book = new StrictBook(tokenLifetime);
    }

    StrictBook book() {
        return book;
    }

    Ledger ledger() {
        return ledger;
    }

    EventLoop loop() {
        return loop;
    }

    EndpointFault faultOf(int instance) {
        return faults.of(instance);
    }

    void fault(EndpointFault fault) {
        faults.set(fault);
        LabLoops.on(loop, this::goOn);
    }

    private void goOn() {
        List<Exchange> all = List.copyOf(hanging);
        hanging.clear();
        all.forEach(Exchange::goOn);
    }

    void hang(Exchange exchange) {
        hanging.add(exchange);
    }

    void left(Exchange exchange) {
        hanging.remove(exchange);
    }

    Duration latency() {
        return latency;
    }

    void latency(Duration base) {
        latency = base;
    }

    void listener(Consumer<Step> newListener) {
        listener = newListener;
    }

    void tell(Step step) {
        try {
            listener.accept(step);
        } catch (RuntimeException broken) {
            log.error("The listener of steps failed at {}: {}", step, broken.toString());
        }
    }
}
