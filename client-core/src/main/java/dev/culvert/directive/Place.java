// SPDX-License-Identifier: Apache-2.0
package dev.culvert.directive;

/** Where a directive may stand, and what else is particular about it. */
public enum Place {
  /** Also pushed by a server. */
  PUSHED('p'),
  /** Pushed only. */
  PUSHED_ONLY('P'),
  /** Taken when pushed, whatever the verdict on a profile's own. */
  KEPT_WHEN_PUSHED('k'),
  /** Also within {@code <connection>}. */
  CONNECTION('c'),
  /** Its argument may be an inline block. */
  INLINE('i'),
  /** The first argument names a file whose content is read with the profile. */
  FILE('f'),
  /** Of a server for many clients only. */
  SERVER('s'),
  /** In such a server's files about clients only. */
  CLIENT_FILE('x'),
  /** OpenVPN on Windows only knows it. */
  WINDOWS('w'),
  /** OpenVPN on Windows does not know it. */
  NOT_WINDOWS('u'),
  /** Only builds of OpenVPN with special libraries know it. */
  SPECIAL_BUILD('b'),
  /** A function of the openvpn command rather than a setting. */
  TOOL('t');

  private final char letter;

  Place(char letter) {
    this.letter = letter;
  }

  /** The place of that letter in the table. */
  static Place of(char letter) {
    for (Place place : values()) {
      if (place.letter == letter) {
        return place;
      }
    }
    throw new IllegalArgumentException("no place: " + letter);
  }
}
