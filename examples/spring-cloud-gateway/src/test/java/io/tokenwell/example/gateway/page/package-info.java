/** The page, seen by a client and by a browser. */
@NullMarked
package io.tokenwell.example.gateway.page;

import org.jspecify.annotations.NullMarked;
