/** A gateway that puts the account's access token on every proxied request. */
@NullMarked
package io.tokenwell.example.gateway;

import org.jspecify.annotations.NullMarked;
