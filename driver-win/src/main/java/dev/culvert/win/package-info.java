// SPDX-License-Identifier: Apache-2.0
/** Everything that touches Windows will live here, behind the driver interface of client-core. */
@NullMarked
package dev.culvert.win;

import org.jspecify.annotations.NullMarked;
