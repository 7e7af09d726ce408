package io.tokenwell.architecture.planted.crypto;

import com.google.crypto.tink.DeterministicAead;

/** Allowed: ciphers are what the library is for. */
public record CipherKnowsTink(DeterministicAead aead) {}
