/** An endpoint that breaks its rules. */
@NullMarked
package io.tokenwell.architecture.planted.http;

import org.jspecify.annotations.NullMarked;
