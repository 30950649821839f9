// SPDX-License-Identifier: Apache-2.0
/**
 * Tests against real OpenVPN 2.6 in network namespaces: effectful, root on Linux only; imports
 * JUnit, AssertJ and the Java platform but no product class, because the program under test is a
 * command line.
 */
@NullMarked
package dev.culvert.interop;

import org.jspecify.annotations.NullMarked;
