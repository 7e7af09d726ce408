package io.tokenwell.redis;

import io.tokenwell.tck.BlockHoundCanary;

class BlockHoundTest implements BlockHoundCanary {}
