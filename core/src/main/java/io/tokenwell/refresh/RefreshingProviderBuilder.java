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

/**
 * Makes a provider. Ports that are not given get stand-ins in this process. Not for use by several threads.
 *
 * @since 0.1
 */
public final class RefreshingProviderBuilder {

    private @Nullable AccountRepository repository;
    private @Nullable TokenCache cache;
    private @Nullable RefreshLock lock;
    private @Nullable RotationEscrow escrow;
    private @Nullable RefreshCooldown cooldown;
    private String instance = RefreshRuntime.ownName();
    private @Nullable TokenEndpoint endpoint;
    private RefreshSettings settings = RefreshSettings.defaults();
    private List<Platform> platforms = List.of(Platform.OPENAI, Platform.SORA);
    private final List<RefreshObserver> observers = new ArrayList<>();
    private Clock clock = Clock.systemUTC();
    private @Nullable Scheduler scheduler;
    private LongSupplier nanoTime = System::nanoTime;
    private DoubleSupplier random = RefreshRuntime::chance;

    RefreshingProviderBuilder() {}

    /**
     * Sets the table of the accounts. Required.
     *
     * @param accounts the account table
     * @return this builder
     */
    public RefreshingProviderBuilder repository(AccountRepository accounts) {
        this.repository = accounts;
        return this;
    }

    /**
     * Sets the cache that all instances share. Default: tokens are cached in this process.
     *
     * @param shared the cache; if it is {@link AutoCloseable}, it is closed with the provider, and must not block then
     * @return this builder
     */
    public RefreshingProviderBuilder cache(TokenCache shared) {
        this.cache = shared;
        return this;
    }

    /**
     * Sets the lock that all instances share. Default: only the repository's claim keeps instances apart.
     *
     * @param shared the lock
     * @return this builder
     */
    public RefreshingProviderBuilder lock(RefreshLock shared) {
        this.lock = shared;
        return this;
    }

    /**
     * Sets where redeemed credentials wait that the table has not taken. Default: in this process's memory.
     *
     * @param shared the escrow
     * @return this builder
     */
    public RefreshingProviderBuilder escrow(RotationEscrow shared) {
        this.escrow = shared;
        return this;
    }

    /**
     * Sets where instances tell each other that an account's refresh failed. Default: the claims tell of failures.
     *
     * @param shared the cooldowns
     * @return this builder
     */
    public RefreshingProviderBuilder cooldown(RefreshCooldown shared) {
        this.cooldown = shared;
        return this;
    }

    /**
     * Sets the name of this instance in claims, messages and events. Default: the variable HOSTNAME, else the process' id.
     *
     * @param name a short name that an operator knows the instance by
     * @return this builder
     */
    public RefreshingProviderBuilder instance(String name) {
        this.instance = name;
        return this;
    }

    /**
     * Sets who redeems refresh tokens. Required where a platform is refreshed.
     *
     * @param tokens the token endpoint; {@link TokenEndpoint#none()} to serve stored tokens only, while they are valid
     * @return this builder
     */
    public RefreshingProviderBuilder endpoint(TokenEndpoint tokens) {
        this.endpoint = tokens;
        return this;
    }

    /**
     * Sets times and limits. Default: {@link RefreshSettings#defaults()}.
     *
     * @param values the settings
     * @return this builder
     */
    public RefreshingProviderBuilder settings(RefreshSettings values) {
        this.settings = values;
        return this;
    }

    /**
     * Sets the platforms whose accounts are served. Default: OpenAI and Sora.
     *
     * @param served the platforms; accounts of all others are refused
     * @return this builder
     */
    public RefreshingProviderBuilder platforms(Platform... served) {
        this.platforms = List.of(served);
        return this;
    }

    /**
     * Adds an observer of the pipeline.
     *
     * @param hears counts and traces what happens
     * @return this builder
     */
    public RefreshingProviderBuilder observer(RefreshObserver hears) {
        this.observers.add(hears);
        return this;
    }

    /**
     * Sets what tells the date. Default: the system's clock.
     *
     * @param dates the clock
     * @return this builder
     */
    public RefreshingProviderBuilder clock(Clock dates) {
        this.clock = dates;
        return this;
    }

    /**
     * Sets what waits, and tells how long. Default: Reactor's parallel scheduler and the system's monotonic time.
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
     * Sets chance, for jitter and names of attempts, so that a run can be repeated. Default: the current thread's.
     *
     * @param draws evenly from 0 to below 1; instances of one name must not draw the same numbers
     * @return this builder
     */
    public RefreshingProviderBuilder random(DoubleSupplier draws) {
        this.random = draws;
        return this;
    }

    /**
     * {@return the provider} Throws an {@link IllegalStateException} that says what to do if there is no repository, or
     * if platforms and endpoint do not fit.
     */
    public RefreshingAccessTokenProvider build() {
        RefreshRuntime runtime = RefreshRuntime.of(clock, scheduler, nanoTime, random, instance);
        Ports ports = new Ports.Given(repository, cache, lock, escrow, cooldown, endpoint).completed(clock, platforms);
        return new ProviderAssembly(ports, settings, runtime, platforms, observers).provider();
    }
}
