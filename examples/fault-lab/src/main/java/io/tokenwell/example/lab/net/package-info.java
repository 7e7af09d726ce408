/** The network of the lab: proxies that misbehave on request, and a token endpoint that forgives nothing. */
@NullMarked
package io.tokenwell.example.lab.net;

import org.jspecify.annotations.NullMarked;
