package io.tokenwell.r2dbc;

import io.tokenwell.tck.BlockHoundCanary;

class BlockHoundTest implements BlockHoundCanary {}
