package io.tokenwell.example.lab.check;

/**
 * Something that must not be.
 *
 * @param invariant the rule's name
 * @param account whom it hurts, 0 for nobody in particular
 * @param what what was seen
 */
public record Violation(String invariant, long account, String what) {}
