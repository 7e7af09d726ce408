package io.tokenwell.architecture.planted.calls;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Date;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Each method breaks one rule, the last ones through a method reference. */
@SuppressWarnings({"JavaUtilDate", "JavaTimeDefaultTimeZone", "unused"})
class ForbiddenCalls {

    void sleeps() throws InterruptedException {
        Thread.sleep(1);
    }

    Instant readsTheWallClock() {
        return Instant.now();
    }

    LocalDateTime readsTheLocalClock() {
        return LocalDateTime.now();
    }

    long readsTheSystemClock() {
        return System.currentTimeMillis();
    }

    Date makesADate() {
        return new Date();
    }

    Object blocksOnMono(Mono<String> mono) {
        return String.valueOf(mono.block());
    }

    Object blocksOnFlux(Flux<String> flux) {
        return String.valueOf(flux.blockFirst());
    }

    void waitsForALatch(CountDownLatch latch) throws InterruptedException {
        latch.await();
    }

    Object waitsForAFuture(Future<String> future) throws Exception {
        return future.get();
    }

    Object joinsAFuture(CompletableFuture<String> future) {
        return future.join();
    }

    Supplier<Instant> readsTheClockByReference() {
        return Instant::now;
    }

    Supplier<Date> makesADateByReference() {
        return Date::new;
    }

    Function<Mono<String>, Object> blocksByReference() {
        return Mono::block;
    }
}
