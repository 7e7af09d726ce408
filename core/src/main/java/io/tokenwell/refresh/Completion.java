package io.tokenwell.refresh;

/** What the statement that stores a rotation came to. */
sealed interface Completion {

    /** The table has it. */
    record Taken() implements Completion {}

    /** The row was changed meanwhile. */
    record Superseded() implements Completion {}

    /** Nobody knows. */
    record Unanswered(Throwable failure) implements Completion {}
}
