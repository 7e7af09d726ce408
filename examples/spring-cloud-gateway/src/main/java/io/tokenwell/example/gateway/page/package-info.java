/** A page to watch the accounts on, live; in the demo it also has something to press. */
@NullMarked
package io.tokenwell.example.gateway.page;

import org.jspecify.annotations.NullMarked;
