@NullMarked
package io.tokenwell.simulation;

import org.jspecify.annotations.NullMarked;
