/** Each fault does what its name says, seen from real sockets on both sides. */
@NullMarked
package io.tokenwell.example.lab.net;

import org.jspecify.annotations.NullMarked;
