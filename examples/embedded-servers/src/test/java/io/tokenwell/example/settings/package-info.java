/** A misspelt setting is found. */
@NullMarked
package io.tokenwell.example.settings;

import org.jspecify.annotations.NullMarked;
