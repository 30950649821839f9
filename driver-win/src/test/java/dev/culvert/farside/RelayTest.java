// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.bytes.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The relay as the stand-in driver meets it. */
class RelayTest {
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
  private final Log log = new Log(new PrintStream(lines, true, UTF_8));
  private final DriverState state =
      new DriverState(DriverVersion.of("2.8.4"), true, new Adapter(new MemoryTun()), log, () -> 0);
  private final Relay relay = Relay.listen(0, state, log);

  RelayTest() throws IOException {}

  @AfterEach
  void close() throws IOException {
    relay.close();
  }

  /** The driver's end of one connection. */
  private final class Driver implements AutoCloseable {
    private final Socket socket = new Socket(InetAddress.getLoopbackAddress(), relay.port());
    private final DataInputStream in = new DataInputStream(socket.getInputStream());

    Driver() throws IOException {
      socket.setSoTimeout(20_000);
    }

    void send(Frame.Type type, int id, int code, int outMax) throws IOException {
      new Frame(type, id, code, 0, outMax, Bytes.EMPTY).writeTo(socket.getOutputStream());
    }

    /** Also proof that what was sent before has been handled. */
    void askVersion(int id) throws IOException {
      send(Frame.Type.IOCTL, id, Ioctl.GET_VERSION.code(), 12);
      assertThat(Frame.read(in))
          .contains(Frame.reply(id, NtStatus.SUCCESS, DriverVersion.of("2.8.4").structure()));
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Test
  void answersOneConnectionAfterTheOther() throws IOException {
    for (int i = 0; i < 3; i++) {
      try (Driver driver = new Driver()) {
        driver.send(Frame.Type.OPEN, 0, 0, 0);
        driver.askVersion(5 + i);
        driver.send(Frame.Type.CLOSE, 0, 0, 0);
      }
    }
    try (Driver driver = new Driver()) {
      driver.askVersion(9);
    }
    assertThat(lines.toString(UTF_8))
        .isEqualTo("OPEN\nGET_VERSION\nCLOSE\n".repeat(3) + "GET_VERSION\n");
  }

  @Test
  void reportsReadsAsTheyMustNotBe() throws IOException {
    try (Driver driver = new Driver()) {
      driver.send(Frame.Type.SECOND_READ, 0, 0, 0);
      driver.send(Frame.Type.SHORT_READ, 0, 0, 1500);
      driver.askVersion(1);
    }
    assertThat(lines.toString(UTF_8))
        .contains("VIOLATION: a second ReadFile while one is pending")
        .contains("VIOLATION: ReadFile with room for 1500 B only");
  }

  @Test
  void cutEndsTheConnectionAndTheNextOneWorks() throws IOException {
    try (Driver driver = new Driver()) {
      driver.send(Frame.Type.OPEN, 0, 0, 0);
      driver.askVersion(1);
      relay.cut();
      assertThat(Frame.read(driver.in)).isEmpty();
    }
    try (Driver driver = new Driver()) {
      driver.askVersion(2);
    }
    assertThat(lines.toString(UTF_8))
        .containsOnlyOnce("the relay connection ended under an open handle");
  }
}
