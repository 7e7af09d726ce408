/** Meters that break their rules, and ones that keep them. */
@NullMarked
package io.tokenwell.architecture.planted.micrometer;

import org.jspecify.annotations.NullMarked;
