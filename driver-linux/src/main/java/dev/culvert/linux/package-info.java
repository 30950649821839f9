// SPDX-License-Identifier: Apache-2.0
/** Everything that touches Linux, behind the driver interface of client-core. */
@NullMarked
package dev.culvert.linux;

import org.jspecify.annotations.NullMarked;
