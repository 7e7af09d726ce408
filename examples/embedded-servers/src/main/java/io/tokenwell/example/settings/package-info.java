/** The names of all settings of the gateways and the command line, which take each other's for known. */
@NullMarked
package io.tokenwell.example.settings;

import org.jspecify.annotations.NullMarked;
