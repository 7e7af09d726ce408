package io.tokenwell.example.lab.cycle;

/**
 * A caller to come.
 *
 * @param atMillis when
 * @param instance whom it asks
 * @param account the number of the account within the cycle, from 0
 */
record Ask(long atMillis, int instance, int account) {}
