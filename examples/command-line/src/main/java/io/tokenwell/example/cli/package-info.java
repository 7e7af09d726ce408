/** The command {@code tokenwell}: what an operator does with accounts by hand. */
@NullMarked
package io.tokenwell.example.cli;

import org.jspecify.annotations.NullMarked;
