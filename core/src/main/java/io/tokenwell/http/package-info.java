/** The token endpoint on Reactor Netty, and what platforms differ in. */
@NullMarked
package io.tokenwell.http;

import org.jspecify.annotations.NullMarked;
