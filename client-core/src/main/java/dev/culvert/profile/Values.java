// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import dev.culvert.network.Prefix;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/** Words of a setting as values; what does not fit is said with its place. */
final class Values {
  private static final int ADDRESS_BITS = 32;

  private Values() {}

  /** A decimal number within bounds, both included. */
  static long number(Setting setting, int index, String noun, long min, long max)
      throws ProfileException {
    String word = setting.arg(index, "");
    if (word.matches("[0-9]{1,18}")) {
      long value = Long.parseLong(word);
      if (value >= min && value <= max) {
        return value;
      }
    }
    throw ProfileException.value(setting, noun, word, "in " + min + ".." + max);
  }

  static int integer(Setting setting, int index, String noun, int min, int max)
      throws ProfileException {
    return (int) number(setting, index, noun, min, max);
  }

  static int port(Setting setting, int index) throws ProfileException {
    return integer(setting, index, "port", 1, 65535);
  }

  static Duration seconds(Setting setting, int index, int max) throws ProfileException {
    return Duration.ofSeconds(number(setting, index, "number of seconds", 0, max));
  }

  /** An address literal of either kind; names are never looked up. */
  static InetAddress address(Setting setting, String word) throws ProfileException {
    try {
      return InetAddress.ofLiteral(word);
    } catch (IllegalArgumentException e) {
      throw ProfileException.value(setting, "address", word, "an IP address");
    }
  }

  static Inet4Address address4(Setting setting, String word) throws ProfileException {
    if (word.matches("[0-9.]+") && address(setting, word) instanceof Inet4Address address) {
      return address;
    }
    throw ProfileException.value(setting, "address", word, "an IPv4 address");
  }

  /** A netmask's length in bits; its ones must come first. */
  static int maskLength(Setting setting, String word) throws ProfileException {
    int mask = 0;
    for (byte b : address4(setting, word).getAddress()) {
      mask = (mask << Byte.SIZE) | (b & 0xff);
    }
    int length = Integer.bitCount(mask);
    if (length < ADDRESS_BITS && mask << length != 0) {
      throw ProfileException.value(setting, "netmask", word, "a row of ones, then zeros");
    }
    return length;
  }

  /** An IPv6 address with its prefix length, 0 to 128; 128 when none is written. */
  static Prefix prefix6(Setting setting, String word) throws ProfileException {
    int slash = word.indexOf('/');
    String address = slash < 0 ? word : word.substring(0, slash);
    String bits = slash < 0 ? "128" : word.substring(slash + 1);
    if (bits.matches("[0-9]{1,3}")
        && Integer.parseInt(bits) <= 128
        && address(setting, address) instanceof Inet6Address v6) {
      return new Prefix(v6, Integer.parseInt(bits));
    }
    throw ProfileException.value(setting, "prefix", word, "IPv6 address/bits");
  }

  /** The word itself, if it is one of those. */
  static String oneOf(Setting setting, int index, List<String> words) throws ProfileException {
    String word = setting.arg(index, "");
    if (words.contains(word)) {
      return word;
    }
    throw ProfileException.value(setting, "word", word, "one of " + String.join(", ", words));
  }
}
