/** The program of a user, compiled here only so that it follows the API. */
@NullMarked
package io.tokenwell.published.consumer;

import org.jspecify.annotations.NullMarked;
