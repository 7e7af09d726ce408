/** Tests of what Spring gateways share. */
@NullMarked
package io.tokenwell.example.kit.spring;

import org.jspecify.annotations.NullMarked;
