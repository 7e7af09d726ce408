package io.tokenwell.simulation;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;

/** The timers of an instance. Nothing runs on the caller. */
final class InstanceScheduler implements Scheduler {

    private final Instance instance;

    InstanceScheduler(Instance instance) {
        this.instance = instance;
    }

    @Override
    public Disposable schedule(Runnable task) {
        return instance.world.timer(instance, 0, task);
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
        return instance.world.timer(instance, unit.toNanos(delay), task);
    }

    @Override
    public Disposable schedulePeriodically(Runnable task, long initialDelay, long period, TimeUnit unit) {
        Disposable.Swap next = Disposables.swap();
        next.update(schedule(() -> again(task, unit.toNanos(period), next), initialDelay, unit));
        return next;
    }

    private void again(Runnable task, long period, Disposable.Swap next) {
        if (!next.isDisposed()) {
            next.update(instance.world.timer(instance, period, () -> again(task, period, next)));
            task.run();
        }
    }

    @Override
    public long now(TimeUnit unit) {
        return unit.convert(instance.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public Worker createWorker() {
        return new TimerWorker();
    }

    @Override
    public void dispose() {
        // Ends with its instance.
    }

    private final class TimerWorker implements Worker {

        private final Disposable.Composite tasks = Disposables.composite();

        @Override
        public Disposable schedule(Runnable task) {
            return schedule(task, 0, TimeUnit.NANOSECONDS);
        }

        @Override
        public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
            if (tasks.isDisposed()) {
                throw new RejectedExecutionException("the worker was disposed of");
            }
            Disposable timer = InstanceScheduler.this.schedule(task, delay, unit);
            tasks.add(timer);
            return timer;
        }

        @Override
        public void dispose() {
            tasks.dispose();
        }

        @Override
        public boolean isDisposed() {
            return tasks.isDisposed();
        }
    }
}
