package io.tokenwell.example.lab.cycle;

/**
 * A lock or claim that is held.
 *
 * @param what its name, and its holder's if that is known
 * @param ageMillis how long ago it was taken
 */
record Held(String what, long ageMillis) {}
