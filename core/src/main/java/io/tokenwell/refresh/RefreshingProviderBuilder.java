package io.tokenwell.refresh;

import io.tokenwell.refresh.model.Ports;
import io.tokenwell.refresh.model.RefreshRuntime;
import io.tokenwell.refresh.settings.Platform;
import io.tokenwell.refresh.settings.RefreshSettings;
import io.tokenwell.spi.AccountRepository;
import io.tokenwell.spi.RefreshCooldown;
import io.tokenwell.spi.RefreshLock;
import io.tokenwell.spi.RefreshObserver;
import io.tokenwell.spi.RotationEscrow;
import io.tokenwell.spi.TokenCache;
import io.tokenwell.spi.TokenEndpoint;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Collects a provider's parts. Ports that are not given are kept in this process. Not for use by several threads. */
public final class RefreshingProviderBuilder {

    private @Nullable AccountRepository repository;
    private @Nullable TokenCache cache;
    private @Nullable RefreshLock lock;
    private @Nullable RotationEscrow escrow;
    private @Nullable RefreshCooldown cooldown;
    private String instance = RefreshRuntime.ownName();
    private TokenEndpoint endpoint = TokenEndpoint.none();
    private RefreshSettings settings = RefreshSettings.defaults();
    private List<Platform> platforms = List.of(Platform.OPENAI, Platform.SORA);
    private final List<RefreshObserver> observers = new ArrayList<>();
    private Clock clock = Clock.systemUTC();
    private Scheduler scheduler = Schedulers.parallel();
    private LongSupplier nanoTime = System::nanoTime;
    private DoubleSupplier random = RefreshRuntime::chance;

    RefreshingProviderBuilder() {}

    /**
     * Where the accounts are. Required.
     *
     * @param accounts the account table
     * @return this builder
     */
    public RefreshingProviderBuilder repository(AccountRepository accounts) {
        this.repository = accounts;
        return this;
    }

    /**
     * The cache that all instances share. Without one, tokens are cached in this process.
     *
     * @param shared the cache
     * @return this builder
     */
    public RefreshingProviderBuilder cache(TokenCache shared) {
        this.cache = shared;
        return this;
    }

    /**
     * The lock that all instances share. Without one, only the repository's claim keeps instances apart.
     *
     * @param shared the lock
     * @return this builder
     */
    public RefreshingProviderBuilder lock(RefreshLock shared) {
        this.lock = shared;
        return this;
    }

    /**
     * Where redeemed credentials wait that the table has not taken. Without one, in this process's memory.
     *
     * @param shared the escrow
     * @return this builder
     */
    public RefreshingProviderBuilder escrow(RotationEscrow shared) {
        this.escrow = shared;
        return this;
    }

    /**
     * Where instances tell each other that an account's refresh failed. Without one, the claims tell of failures.
     *
     * @param shared the cooldowns
     * @return this builder
     */
    public RefreshingProviderBuilder cooldown(RefreshCooldown shared) {
        this.cooldown = shared;
        return this;
    }

    /**
     * Name of this instance in claims, messages and events. Without one, the variable HOSTNAME, else the process' id.
     *
     * @param name a short name that an operator knows the instance by
     * @return this builder
     */
    public RefreshingProviderBuilder instance(String name) {
        this.instance = name;
        return this;
    }

    /**
     * Redeems refresh tokens. Without one, every refresh fails and stored tokens are served while valid.
     *
     * @param tokens the token endpoint
     * @return this builder
     */
    public RefreshingProviderBuilder endpoint(TokenEndpoint tokens) {
        this.endpoint = tokens;
        return this;
    }

    /**
     * Times and limits. Without them, {@link RefreshSettings#defaults()}.
     *
     * @param values the settings
     * @return this builder
     */
    public RefreshingProviderBuilder settings(RefreshSettings values) {
        this.settings = values;
        return this;
    }

    /**
     * The platforms whose accounts are served. Without them, OpenAI and Sora.
     *
     * @param served the platforms; accounts of all others are refused
     * @return this builder
     */
    public RefreshingProviderBuilder platforms(Platform... served) {
        this.platforms = List.of(served);
        return this;
    }

    /**
     * Hears what the pipeline does, to count and trace it. Each further call adds one.
     *
     * @param hears the observer
     * @return this builder
     */
    public RefreshingProviderBuilder observer(RefreshObserver hears) {
        this.observers.add(hears);
        return this;
    }

    /**
     * Tells the date. Without one, the system's clock.
     *
     * @param dates the clock
     * @return this builder
     */
    public RefreshingProviderBuilder clock(Clock dates) {
        this.clock = dates;
        return this;
    }

    /**
     * Waits, and tells how long it has waited. Without one, Reactor's parallel scheduler and the system's monotonic time.
     *
     * @param waits the scheduler
     * @param nanos monotonic time in nanoseconds
     * @return this builder
     */
    public RefreshingProviderBuilder scheduler(Scheduler waits, LongSupplier nanos) {
        this.scheduler = waits;
        this.nanoTime = nanos;
        return this;
    }

    /**
     * Chance, for all jitter and for the names of attempts, so that a run can be repeated. Instances of one fleet that call
     * themselves alike must not draw alike. Without one, a generator of each thread.
     *
     * @param draws evenly from 0 to below 1
     * @return this builder
     */
    public RefreshingProviderBuilder random(DoubleSupplier draws) {
        this.random = draws;
        return this;
    }

    /**
     * Builds the provider.
     *
     * @return the provider
     * @throws NullPointerException if no repository was given
     */
    public RefreshingAccessTokenProvider build() {
        RefreshRuntime runtime = RefreshRuntime.of(clock, scheduler, nanoTime, random, instance);
        Ports ports = new Ports.Given(repository, cache, lock, escrow, cooldown, endpoint).completed(clock);
        return new ProviderAssembly(ports, settings, runtime, platforms, observers).provider();
    }
}
