package io.tokenwell.example.lab.net;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which fault holds for whom. */
final class ActiveFaults {

    private final Map<Integer, EndpointFault> ofInstances = new ConcurrentHashMap<>();
    private volatile EndpointFault ofAll = EndpointFault.none();

    /** What is said to all ends what was said to one. */
    void set(EndpointFault fault) {
        fault.instance().ifPresentOrElse(instance -> ofInstances.put(instance, fault), () -> {
            ofAll = fault;
            ofInstances.clear();
        });
    }

    EndpointFault of(int instance) {
        return ofInstances.getOrDefault(instance, ofAll);
    }
}
