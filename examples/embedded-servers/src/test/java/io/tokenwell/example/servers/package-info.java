/** The servers start, answer, come back after a stop and leave nothing behind. */
@NullMarked
package io.tokenwell.example.servers;

import org.jspecify.annotations.NullMarked;
