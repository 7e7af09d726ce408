/** The code that the pages show, compiled; and the test that the pages show nothing else. */
@NullMarked
package io.tokenwell.example.storm.docs;

import org.jspecify.annotations.NullMarked;
