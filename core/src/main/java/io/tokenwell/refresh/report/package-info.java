/**
 * Reports what happened, once, to counters, observers, events and log. Start with {@code RefreshReporter} and
 * {@code WaitReporter}. Not exported.
 */
@NullMarked
package io.tokenwell.refresh.report;

import org.jspecify.annotations.NullMarked;
