/** A proxy of nothing but Reactor Netty: a server, a client, and the token between them. */
@NullMarked
package io.tokenwell.example.netty;

import org.jspecify.annotations.NullMarked;
