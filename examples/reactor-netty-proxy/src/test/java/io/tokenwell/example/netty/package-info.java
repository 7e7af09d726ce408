/** Tests of the proxy. */
@NullMarked
package io.tokenwell.example.netty;

import org.jspecify.annotations.NullMarked;
