/** What the demonstration brings along: servers, accounts, lines to try. A real gateway needs none of it. */
@NullMarked
package io.tokenwell.example.kit.demo;

import org.jspecify.annotations.NullMarked;
