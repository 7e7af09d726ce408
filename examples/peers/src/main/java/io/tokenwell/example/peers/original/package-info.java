/** The algorithm that this library was made after, ported with its defects, for comparison only. */
@NullMarked
package io.tokenwell.example.peers.original;

import org.jspecify.annotations.NullMarked;
