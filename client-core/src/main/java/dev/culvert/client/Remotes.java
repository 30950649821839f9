// SPDX-License-Identifier: Apache-2.0
package dev.culvert.client;

import dev.culvert.driver.Transport;
import dev.culvert.profile.Remote;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Which remote, and which of its addresses, comes next (openvpn-protocol 8.4): each address of an
 * entry once, then the next entry, then from the start. A connection that worked is tried again
 * first.
 */
final class Remotes {
  private final List<Remote> entries;
  private final Deque<InetAddress> addresses = new ArrayDeque<>();
  private int current;
  private boolean stay;

  Remotes(List<Remote> entries, boolean shuffled, Random random) {
    List<Remote> order = new ArrayList<>(entries);
    if (shuffled) {
      Collections.shuffle(order, random);
    }
    this.entries = List.copyOf(order);
    this.current = -1;
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** How the current entry is reached. */
  Transport transport() {
    return entry().transport();
  }

  int size() {
    return entries.size();
  }

  /** The current one worked: the next attempt is for the same. */
  void worked() {
    stay = true;
  }

  /** The next address of the current entry, if it has more. */
  Optional<InetSocketAddress> nextAddress() {
    if (addresses.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new InetSocketAddress(addresses.remove(), entry().port()));
  }

  /** Goes to the next entry, or stays with one that worked; its name is to be looked up. */
  Remote nextEntry() {
    if (!stay) {
      current = (current + 1) % entries.size();
    }
    stay = false;
    addresses.clear();
    return entry();
  }

  /** The addresses of the current entry. */
  void resolved(List<InetAddress> found) {
    addresses.addAll(found);
  }

  private Remote entry() {
    return entries.get(current);
  }
}
