/** A cipher that breaks its rules, and one that keeps them. */
@NullMarked
package io.tokenwell.architecture.planted.crypto;

import org.jspecify.annotations.NullMarked;
