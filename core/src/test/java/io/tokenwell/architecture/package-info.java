/** House rules that the build holds, each with a twin that proves it can fail. */
@NullMarked
package io.tokenwell.architecture;

import org.jspecify.annotations.NullMarked;
