// SPDX-License-Identifier: Apache-2.0
package dev.culvert.client;

import dev.culvert.driver.Transport;
import dev.culvert.profile.Remote;
import dev.culvert.proxy.ProxyServer;
import java.net.Inet4Address;
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
  private Optional<InetAddress> last = Optional.empty();
  private boolean stay;
  private Optional<ProxyServer> proxy = Optional.empty();

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

  /** The current entry. */
  Remote entry() {
    return entries.get(current);
  }

  /** The proxy on the way to the current entry. */
  Optional<ProxyServer> proxy() {
    return proxy;
  }

  /** Puts a proxy before the current entry that the entry itself does not name. */
  void through(ProxyServer server) {
    proxy = Optional.of(server);
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
    InetAddress address = addresses.remove();
    last = Optional.of(address);
    return Optional.of(
        new InetSocketAddress(
            address, proxyToMeet().map(ProxyServer::port).orElse(entry().port())));
  }

  /** The next attempt is for the same address. */
  void again() {
    last.ifPresent(addresses::addFirst);
  }

  /** The next attempt is for the next entry. */
  void skipAddresses() {
    addresses.clear();
  }

  /** Goes to the next entry, or stays with one that worked; its name is to be looked up. */
  Remote nextEntry() {
    if (!stay) {
      current = (current + 1) % entries.size();
    }
    stay = false;
    addresses.clear();
    proxy = entry().proxy();
    return entry();
  }

  /**
   * Whose addresses are needed: the proxy's, where the packets go to that and it knows the rest.
   */
  String hostToLookUp() {
    return proxyToMeet().map(ProxyServer::host).orElse(entry().host());
  }

  private Optional<ProxyServer> proxyToMeet() {
    return entry().transport() == Transport.UDP ? Optional.empty() : proxy;
  }

  /**
   * Takes the addresses of {@link #hostToLookUp}, in the resolver's order (RFC 6724).
   *
   * @param local literal that is bound; a peer of the other family cannot be reached from it
   * @return whether any of them can be used
   */
  boolean resolved(List<InetAddress> found, Optional<String> local) {
    for (InetAddress address : found) {
      if (isUsable(address, local)) {
        addresses.add(address);
      }
    }
    return !addresses.isEmpty();
  }

  private boolean isUsable(InetAddress address, Optional<String> local) {
    boolean version4 = address instanceof Inet4Address;
    boolean relayed = entry().transport() == Transport.UDP && proxy.isPresent();
    // A literal such as ::ffff:192.0.2.1 is written as IPv6 and means IPv4.
    boolean admitted = entry().family().admits(address) || hostToLookUp().contains(":");
    return admitted
        && (version4 || !relayed)
        && local.map(text -> version4 == !text.contains(":")).orElse(true);
  }
}
