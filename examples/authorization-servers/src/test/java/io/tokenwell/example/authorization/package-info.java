/** A fleet against an authorization server that was not written for it. */
@NullMarked
package io.tokenwell.example.authorization;

import org.jspecify.annotations.NullMarked;
