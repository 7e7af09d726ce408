/** What every gateway has to do, whatever it is made of: on real servers, through its own main program. */
@NullMarked
package io.tokenwell.example.kit.suite;

import org.jspecify.annotations.NullMarked;
