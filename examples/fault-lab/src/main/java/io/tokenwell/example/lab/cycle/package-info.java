/** One cycle: its seeded schedule, the servers and processes it runs on, and the run itself. */
@NullMarked
package io.tokenwell.example.lab.cycle;

import org.jspecify.annotations.NullMarked;
