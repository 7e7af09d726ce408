/** Spring Security's reactive manager on its R2DBC store, with its defaults, for comparison in the lab. */
@NullMarked
package io.tokenwell.example.lab.worker.spring;

import org.jspecify.annotations.NullMarked;
