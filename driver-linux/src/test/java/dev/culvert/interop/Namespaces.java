// SPDX-License-Identifier: Apache-2.0
package dev.culvert.interop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Three namespaces in a row: client (10.77.1.2, fd77:1::2) - router - server (10.77.2.2,
 * fd77:2::2), each end with a default route through the router. The names are {@code cvt}, the pid
 * of this JVM, a number and the role, so that what a killed run left can be told from what a living
 * one uses.
 */
final class Namespaces implements AutoCloseable {
  static final String CLIENT = "10.77.1.2";
  static final String CLIENT6 = "fd77:1::2";
  static final String CLIENT_GATEWAY = "10.77.1.1";
  static final String SERVER_GATEWAY = "10.77.2.1";
  static final String SERVER = "10.77.2.2";
  static final String SERVER6 = "fd77:2::2";

  private static final Pattern MARKED = Pattern.compile("^(cvt(\\d+)-\\d+-[crs])\\b");
  private static final AtomicInteger NUMBER = new AtomicInteger();

  final Namespace client;
  final Namespace server;
  final Namespace router;

  private Namespaces(String prefix) {
    client = new Namespace(prefix + "-c");
    router = new Namespace(prefix + "-r");
    server = new Namespace(prefix + "-s");
  }

  static Namespaces create() {
    removeStale();
    Namespaces all =
        new Namespaces("cvt" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet());
    all.build();
    return all;
  }

  private void build() {
    for (Namespace each : List.of(client, router, server)) {
      Command.run("ip", "netns", "add", each.name());
      each.sysctl("net.ipv6.conf.default.accept_dad=0");
      each.ip("link set lo up");
    }
    router.sysctl("net.ipv4.ip_forward=1");
    router.sysctl("net.ipv6.conf.all.forwarding=1");
    join(client, "eth0", 1);
    join(server, "eth1", 2);
  }

  /**
   * Wires {@code end} to the router as network 10.77.{@code subnet}.0/24, fd77:{@code subnet}::/64.
   */
  private void join(Namespace end, String routerPort, int subnet) {
    end.ip("link add eth0 type veth peer name " + routerPort + " netns " + router.name());
    // Link-local addresses come at a moment of the kernel's choice: a snapshot must not depend on
    // it.
    end.ip("link set eth0 addrgenmode none");
    router.ip("link set " + routerPort + " addrgenmode none");
    router.ip("link set " + routerPort + " up");
    end.ip("link set eth0 up");
    address(router, routerPort, subnet, 1);
    address(end, "eth0", subnet, 2);
    end.ip("route add default via 10.77." + subnet + ".1");
    end.ip("-6 route add default via fd77:" + subnet + "::1");
  }

  private static void address(Namespace namespace, String port, int subnet, int host) {
    namespace.ip("addr add 10.77." + subnet + "." + host + "/24 dev " + port);
    namespace.ip("addr add fd77:" + subnet + "::" + host + "/64 dev " + port + " nodad");
    // A router asks for its neighbours from a link-local address only.
    namespace.ip("addr add fe80::" + host + "/64 dev " + port + " nodad");
  }

  /**
   * Ends what still runs in namespaces of test runs that are dead, and deletes those namespaces.
   */
  private static void removeStale() {
    for (String line : Command.run("ip", "netns", "list").lines().toList()) {
      Matcher marked = MARKED.matcher(line);
      if (marked.find() && !isAlive(Long.parseLong(marked.group(2)))) {
        delete(marked.group(1));
      }
    }
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  private static void delete(String name) {
    // A namespace lives on while a process is in it, even without its name.
    for (String pid : Command.run("ip", "netns", "pids", name).lines().toList()) {
      ProcessHandle.of(Long.parseLong(pid.strip())).ifPresent(ProcessHandle::destroyForcibly);
    }
    Command.run("ip", "netns", "del", name);
    Path etc = new Namespace(name).etc();
    if (Files.exists(etc)) {
      Rig.removeTree(etc);
    }
  }

  @Override
  public void close() {
    for (Namespace each : List.of(client, router, server)) {
      if (Command.run("ip", "netns", "list").lines().anyMatch(l -> l.startsWith(each.name()))) {
        delete(each.name());
      }
    }
  }
}
