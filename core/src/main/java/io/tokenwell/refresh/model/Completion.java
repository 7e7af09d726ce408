package io.tokenwell.refresh.model;

/** What came of the statement that stores a rotation. */
public sealed interface Completion {

    /** The table has the rotation. */
    record Taken() implements Completion {}

    /** The row was changed meanwhile. */
    record Superseded() implements Completion {}

    /** It is not known whether the table has it. */
    record Unanswered(Throwable failure) implements Completion {}
}
