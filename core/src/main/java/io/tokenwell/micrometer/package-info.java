/** What the pipeline does, as Micrometer's meters and observations, which whoever uses this package brings along. */
@NullMarked
package io.tokenwell.micrometer;

import org.jspecify.annotations.NullMarked;
