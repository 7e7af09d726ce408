/** One instance of a fleet in a process of its own, driven line by line. */
@NullMarked
package io.tokenwell.example.lab.worker;

import org.jspecify.annotations.NullMarked;
