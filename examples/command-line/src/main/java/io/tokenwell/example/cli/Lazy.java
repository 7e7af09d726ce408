package io.tokenwell.example.cli;

import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is made when it is first asked for, and known to have been made or not. */
final class Lazy<T> implements Supplier<T> {

    private final Supplier<T> making;
    private @Nullable T made;

    Lazy(Supplier<T> making) {
        this.making = making;
    }

    @Override
    public synchronized T get() {
        if (made == null) {
            made = making.get();
        }
        return made;
    }

    synchronized <R> R map(Function<T, R> use, R otherwise) {
        return made == null ? otherwise : use.apply(made);
    }
}
