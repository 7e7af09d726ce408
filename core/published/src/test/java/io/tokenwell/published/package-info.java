/** What users get: their builds with it, and the API they type. */
@NullMarked
package io.tokenwell.published;

import org.jspecify.annotations.NullMarked;
