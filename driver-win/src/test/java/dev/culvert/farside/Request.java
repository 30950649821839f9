// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

import dev.culvert.bytes.Bytes;

/**
 * One DeviceIoControl.
 *
 * @param outMax room for output in bytes
 */
record Request(Client client, int id, Ioctl ioctl, int outMax, Bytes input) {
  /** Reads an input structure. */
  interface Decoder<T> {
    T decode(Bytes input) throws Deviation;
  }

  /** A request of a wrong size or with wrong content is logged by its name alone. */
  <T> T decode(Decoder<T> decoder) throws Deviation {
    return decoder.decode(input);
  }

  void checkSizes(Log log) throws Deviation {
    if (input.length() != ioctl.inputSize()) {
      log.line(ioctl.name());
      throw new Deviation(
          NtStatus.BUFFER_TOO_SMALL,
          ioctl + " with input of " + input.length() + " B instead of " + ioctl.inputSize());
    }
    if (outMax < ioctl.outputSize()) {
      log.line(ioctl.name());
      throw new Deviation(
          NtStatus.BUFFER_TOO_SMALL,
          ioctl + " with room for " + outMax + " B instead of " + ioctl.outputSize());
    }
  }

  void succeed() {
    succeed(Bytes.EMPTY);
  }

  void succeed(Bytes output) {
    client.reply(id, NtStatus.SUCCESS, output);
  }
}
