package io.tokenwell.example.lab.cycle;

import io.tokenwell.example.lab.check.FaultEvent;
import io.tokenwell.example.lab.net.FaultProxy;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Does to a site what an injection says, and knows how to undo it. */
final class Faults {

    private final Site site;
    private final CallBook book;
    private final Logins logins;

    Faults(Site site, CallBook book, Logins logins) {
        this.site = site;
        this.book = book;
        this.logins = logins;
    }

    /** Begins a fault; what is returned heals it. */
    Runnable begin(FaultEvent fault) {
        Runnable heal = begun(fault);
        return () -> {
            heal.run();
            site.nowWhole();
        };
    }

    private Runnable begun(FaultEvent fault) {
        return switch (fault.kind()) {
            case KILL -> forEach(fault, Instance::kill, Instance::revive);
            case TERMINATE -> forEach(fault, Instance::terminate, Instance::revive);
            case SUSPEND -> forEach(fault, Instance::suspend, Instance::wake);
            case STOP -> forEach(fault, Instance::stop, Instance::resume);
            case CUT -> onProxies(fault, FaultProxy::cut, proxy -> {});
            case LOSE_REPLIES -> onProxies(fault, FaultProxy::loseReplies, FaultProxy::keepReplies);
            case DOWN -> onProxies(fault, FaultProxy::down, FaultProxy::up);
            case STALL -> onProxies(fault, FaultProxy::stall, FaultProxy::flow);
            case DELAY -> delayed(fault);
            case REDIS_KILL, REDIS_FLUSH, POSTGRES_KILL -> onStores(fault);
            case TOO_MANY, FAIL_BEFORE, FAIL_AFTER, SLOW, HANG_BEFORE, HANG_AFTER, TRUNCATED, INTERIM ->
                EndpointFaults.begin(site.server, fault);
            case CANCEL -> cancelled();
            case CLOCK -> forEach(fault, instance -> instance.clock(fault.amount()), instance -> instance.clock(0));
            case LOGIN -> loggedIn(fault.amount());
        };
    }

    private Runnable forEach(FaultEvent fault, Consumer<Instance> begin, Consumer<Instance> heal) {
        met(fault).forEach(begin);
        return () -> met(fault).forEach(heal);
    }

    private Runnable onProxies(FaultEvent fault, Consumer<FaultProxy> begin, Consumer<FaultProxy> heal) {
        return forEach(
                fault,
                instance -> begin.accept(instance.proxy(fault.link())),
                instance -> heal.accept(instance.proxy(fault.link())));
    }

    private Runnable delayed(FaultEvent fault) {
        Duration delay = Duration.ofMillis(fault.amount());
        return onProxies(
                fault, proxy -> proxy.delay(delay, Duration.ZERO), proxy -> proxy.delay(Duration.ZERO, Duration.ZERO));
    }

    private Stream<Instance> met(FaultEvent fault) {
        return site.instances.stream().filter(instance -> fault.meets(instance.number));
    }

    private Runnable onStores(FaultEvent fault) {
        switch (fault.kind()) {
            case REDIS_KILL -> {
                site.redis.stop();
                return site.redis::restart;
            }
            case POSTGRES_KILL -> {
                site.postgres.stop();
                return site.postgres::restart;
            }
            default -> {
                site.redisView.flush();
                return () -> {};
            }
        }
    }

    private Runnable cancelled() {
        book.openEntries().forEach(entry -> site.instances.get(entry.instance).cancel(entry));
        return () -> {};
    }

    /** The new tokens go into the table as an operator's tool would put them there, then one instance is told. */
    private Runnable loggedIn(long account) {
        logins.again(account);
        site.instances.get(logins.place(account) % site.instances.size()).forget(account);
        return () -> {};
    }
}
