// SPDX-License-Identifier: Apache-2.0
/**
 * The protocol with one peer, both ends of it: sessions, key negotiations, timers. Given bytes and
 * moments, answers with packets and keys. Imports role, wrap, reliable, tls, keys, control; pure.
 */
@NullMarked
package dev.culvert.session;

import org.jspecify.annotations.NullMarked;
