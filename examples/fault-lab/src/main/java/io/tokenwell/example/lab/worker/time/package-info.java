/** Makes a worker believe that its machine was suspended: monotonic time stands still, and the date goes on. */
@NullMarked
package io.tokenwell.example.lab.worker.time;

import org.jspecify.annotations.NullMarked;
