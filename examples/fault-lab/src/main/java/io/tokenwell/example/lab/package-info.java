/** The fault lab: many processes, real stores, seeded faults, and what became of every refresh token. */
@NullMarked
package io.tokenwell.example.lab;

import org.jspecify.annotations.NullMarked;
