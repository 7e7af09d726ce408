/** Tests of the package of the same name. */
@NullMarked
package io.tokenwell.example.peers.original;

import org.jspecify.annotations.NullMarked;
