// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

import dev.culvert.bytes.Bytes;

/** {@code ovpn-dco-ver}: answers GET_VERSION and nothing else. */
final class VersionDevice implements Device {
  private final DriverVersion version;
  private final Log log;

  VersionDevice(DriverVersion version, Log log) {
    this.version = version;
    this.log = log;
  }

  @Override
  public void opened(Client client) {}

  @Override
  public void closed() {}

  @Override
  public void gone() {}

  @Override
  public void write(Client client, int id, Bytes packet) {
    log.violation("WriteFile on the version device");
    client.reply(id, NtStatus.INVALID_DEVICE_REQUEST, Bytes.EMPTY);
  }

  @Override
  public void ioctl(Client client, int id, int code, int outMax, Bytes input) {
    if (code != Ioctl.GET_VERSION.code()) {
      log.violation("ioctl 0x%08X on the version device".formatted(code));
      client.reply(id, NtStatus.INVALID_DEVICE_REQUEST, Bytes.EMPTY);
      return;
    }
    log.line("version device: GET_VERSION");
    try {
      new Request(client, id, Ioctl.GET_VERSION, outMax, input).checkSizes(log);
      client.reply(id, NtStatus.SUCCESS, version.structure());
    } catch (Deviation e) {
      log.violation(String.valueOf(e.getMessage()));
      client.reply(id, e.status(), Bytes.EMPTY);
    }
  }

  @Override
  public void cancelled(int id) {}

  @Override
  public void noRead(int status) {}

  @Override
  public void readViolation(String what) {
    log.violation(what + " on the version device");
  }
}
