/** The token endpoint against real sockets. */
@NullMarked
package io.tokenwell.http;

import org.jspecify.annotations.NullMarked;
