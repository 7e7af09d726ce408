/** The lab as a whole. */
@NullMarked
package io.tokenwell.example.lab;

import org.jspecify.annotations.NullMarked;
