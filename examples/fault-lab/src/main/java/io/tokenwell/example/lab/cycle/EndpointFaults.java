package io.tokenwell.example.lab.cycle;

import io.tokenwell.example.lab.check.FaultEvent;
import io.tokenwell.example.lab.net.EndpointFault;
import io.tokenwell.example.lab.net.EndpointFault.Kind;
import io.tokenwell.example.lab.net.StrictServer;
import java.time.Duration;

/** Faults of the token endpoint itself. */
final class EndpointFaults {

    private EndpointFaults() {}

    static Runnable begin(StrictServer server, FaultEvent event) {
        EndpointFault fault = fault(event);
        server.faults(event.instance() == FaultEvent.ALL ? fault : fault.only(event.instance()));
        return () -> server.faults(EndpointFault.none());
    }

    private static EndpointFault fault(FaultEvent event) {
        Duration time = Duration.ofMillis(event.amount());
        return switch (event.kind()) {
            case TOO_MANY -> EndpointFault.tooMany(time);
            case SLOW -> EndpointFault.slow(time);
            case FAIL_BEFORE -> EndpointFault.of(Kind.ERROR_BEFORE);
            case FAIL_AFTER -> EndpointFault.of(Kind.ERROR_AFTER);
            case HANG_BEFORE -> EndpointFault.of(event.amount() > 0 ? Kind.HANG_FOR_NOBODY : Kind.HANG_BEFORE);
            case HANG_AFTER -> EndpointFault.of(Kind.HANG_AFTER);
            case TRUNCATED -> EndpointFault.of(Kind.TRUNCATED);
            case INTERIM -> EndpointFault.interim(time);
            default -> throw new IllegalArgumentException(event.kind() + " is no fault of the endpoint");
        };
    }
}
