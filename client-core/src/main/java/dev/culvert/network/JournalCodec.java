// SPDX-License-Identifier: Apache-2.0
package dev.culvert.network;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.culvert.bytes.Bytes;
import dev.culvert.network.JournalEntry.Intended;
import dev.culvert.network.JournalEntry.Opened;
import dev.culvert.network.JournalEntry.Struck;
import dev.culvert.network.NetChange.AddAddress;
import dev.culvert.network.NetChange.AddRoute;
import dev.culvert.network.NetChange.BringUp;
import dev.culvert.network.NetChange.RemoveRoute;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Journal entries as lines: eight hex digits of CRC-32, then words. The checksum tells a line that
 * was cut short, which would otherwise read as another address.
 */
final class JournalCodec {
  private static final String VERSION = "1";
  private static final String NONE = "-";

  private JournalCodec() {}

  static String encode(JournalEntry entry) {
    String text =
        switch (entry) {
          case Opened e -> words("culvert-undo", VERSION, name(e.device()), e.deviceIndex());
          case Intended e -> words("do", e.number(), encode(e.change()));
          case Struck e -> words("struck", e.number());
        };
    return checksum(text) + " " + text;
  }

  private static String encode(NetChange change) {
    return switch (change) {
      case BringUp c -> words("bring-up", name(c.device()), c.mtu());
      case AddAddress c ->
          words("add-address", name(c.device()), prefix(c.address()), address(c.peer()));
      case AddRoute c ->
          words(
              "add-route",
              prefix(c.destination()),
              name(c.device()),
              address(c.gateway()),
              c.metric());
      case RemoveRoute(SystemRoute r) ->
          words(
              "remove-route",
              prefix(r.destination()),
              name(r.device()),
              address(r.gateway()),
              r.metric(),
              "x" + r.saved().toHex());
    };
  }

  /** Empty for a line that is not wholly what {@link #encode} makes. */
  static Optional<JournalEntry> decode(String line) {
    if (line.length() < 10 || !line.startsWith(checksum(line.substring(9)) + " ")) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(read(List.of(line.substring(9).split(" ", -1))));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private static @Nullable JournalEntry read(List<String> words) {
    return switch (words.getFirst()) {
      case "culvert-undo" ->
          words.get(1).equals(VERSION)
              ? new Opened(nameOf(words.get(2)), number(words.get(3)))
              : null;
      case "do" -> {
        NetChange change = readChange(words.subList(2, words.size()));
        yield change == null ? null : new Intended(number(words.get(1)), change);
      }
      case "struck" -> new Struck(number(words.get(1)));
      default -> null;
    };
  }

  private static @Nullable NetChange readChange(List<String> words) {
    return switch (words.getFirst()) {
      case "bring-up" -> new BringUp(nameOf(words.get(1)), number(words.get(2)));
      case "add-address" ->
          new AddAddress(nameOf(words.get(1)), Prefix.of(words.get(2)), addressOf(words.get(3)));
      case "add-route" ->
          new AddRoute(
              Prefix.of(words.get(1)),
              words.get(2).equals(NONE) ? null : nameOf(words.get(2)),
              addressOf(words.get(3)),
              number(words.get(4)));
      case "remove-route" ->
          new RemoveRoute(
              new SystemRoute(
                  Prefix.of(words.get(1)),
                  nameOf(words.get(2)),
                  addressOf(words.get(3)),
                  number(words.get(4)),
                  Bytes.ofHex(words.get(5).substring(1))));
      default -> null;
    };
  }

  private static String words(Object... words) {
    return String.join(" ", List.of(words).stream().map(Object::toString).toList());
  }

  private static int number(String text) {
    return Integer.parseInt(text);
  }

  /** Names of devices hold spaces on some systems. */
  private static String name(@Nullable String device) {
    return device == null ? NONE : "n" + URLEncoder.encode(device, UTF_8);
  }

  private static String nameOf(String word) {
    return URLDecoder.decode(word.substring(1), UTF_8);
  }

  private static String prefix(Prefix prefix) {
    return address(prefix.address()) + "/" + prefix.length();
  }

  /** Without the scope that a link-local address may carry: the device is named beside it. */
  private static String address(@Nullable InetAddress address) {
    if (address == null) {
      return NONE;
    }
    try {
      return InetAddress.getByAddress(address.getAddress()).getHostAddress();
    } catch (UnknownHostException e) {
      throw new AssertionError("an address has 4 or 16 bytes", e);
    }
  }

  private static @Nullable InetAddress addressOf(String word) {
    return word.equals(NONE) ? null : InetAddress.ofLiteral(word);
  }

  private static String checksum(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(UTF_8));
    return String.format("%08x", crc.getValue());
  }
}
