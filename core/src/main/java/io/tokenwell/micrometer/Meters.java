package io.tokenwell.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.function.Supplier;

/** Finds or registers a meter with the tags that its entry in {@link TokenwellMeter} lists. */
record Meters(MeterRegistry registry, Tags common) {

    Counter counter(TokenwellMeter meter, String... values) {
        return Counter.builder(meter.meterName())
                .description(meter.description())
                .tags(tags(meter, values))
                .register(registry);
    }

    Timer timer(TokenwellMeter meter, String... values) {
        return Timer.builder(meter.meterName())
                .description(meter.description())
                .tags(tags(meter, values))
                .register(registry);
    }

    void gauge(TokenwellMeter meter, Supplier<Number> value) {
        Gauge.builder(meter.meterName(), value)
                .description(meter.description())
                .tags(tags(meter))
                .register(registry);
    }

    private Tags tags(TokenwellMeter meter, String... values) {
        Tags tags = common;
        for (int i = 0; i < values.length; i++) {
            tags = tags.and(meter.tagKeys().get(i), values[i]);
        }
        return tags;
    }
}
