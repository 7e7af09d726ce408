/** A proxy of WebFlux functions: a route, a handler, and a WebClient whose filter puts the token on. */
@NullMarked
package io.tokenwell.example.webflux;

import org.jspecify.annotations.NullMarked;
