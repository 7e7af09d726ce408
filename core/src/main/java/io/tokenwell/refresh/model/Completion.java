package io.tokenwell.refresh.model;

/** What the statement that stores a rotation came to. */
public sealed interface Completion {

    /** The table has it. */
    record Taken() implements Completion {}

    /** The row was changed meanwhile. */
    record Superseded() implements Completion {}

    /** Nobody knows. */
    record Unanswered(Throwable failure) implements Completion {}
}
