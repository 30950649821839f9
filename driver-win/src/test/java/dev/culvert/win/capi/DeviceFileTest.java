// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.driver.DriverException;
import dev.culvert.win.capi.FakeKernel.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Overlapped requests over a kernel that is a fake; any system. */
@Timeout(60)
class DeviceFileTest {
  private static final byte[] NOTHING = {};
  private final FakeKernel kernel = new FakeKernel();

  @AfterEach
  void nothingForbiddenHappened() {
    assertThat(kernel.wrongs()).isEmpty();
  }

  private DeviceFile open(FakeKernel.Driver driver) throws DriverException {
    kernel.add("device", driver);
    return DeviceFile.open(kernel, "device", 2048, 1500);
  }

  @Test
  void opensForItselfAloneAndSaysTheNumber() throws Exception {
    DeviceFile file = open((code, in, out) -> Answer.DONE);

    assertThatThrownBy(() -> DeviceFile.open(kernel, "device", 2048, 1500))
        .isInstanceOfSatisfying(DriverException.class, e -> assertThat(e.code()).isEqualTo(5))
        .hasMessageContaining("CreateFile failed: 5 (access denied), device");
    file.close();
    file.close();
    DeviceFile.open(kernel, "device", 2048, 1500).close();
    assertThat(kernel.openHandles()).isZero();
    assertThat(kernel.openEvents()).isZero();
  }

  @Test
  void givesTheAnswerOfARequestAndItsError() throws Exception {
    try (DeviceFile file =
        open((code, in, out) -> code == 7 ? Answer.of(in[1], in[0]) : Answer.error(22))) {
      byte[] out = new byte[2];
      assertThat(file.control("SEVEN", 7, new byte[] {1, 2}, out, 1000)).isEqualTo(2);
      assertThat(out).containsExactly(2, 1);
      assertThatThrownBy(() -> file.control("EIGHT", 8, NOTHING, NOTHING, 1000))
          .hasMessage("EIGHT failed: 22 (not possible in this state), device");
    }
  }

  @Test
  void aDriverThatDoesNotAnswerIsCancelled() throws Exception {
    try (DeviceFile file = open((code, in, out) -> Answer.PENDING)) {
      assertCode(() -> file.control("HANG", 7, NOTHING, NOTHING, 10), 258);
    }
  }

  @Test
  void aDriverThatDoesNotEvenCancelIsLeftWithItsMemory() throws Exception {
    DeviceFile file = open((code, in, out) -> code == 7 ? Answer.PENDING : Answer.of((byte) 9));
    kernel.ignoreCancel();

    assertCode(() -> file.control("HANG", 7, NOTHING, NOTHING, 1), 258);
    byte[] out = new byte[1];
    file.control("NEXT", 8, NOTHING, out, 1000);
    assertThat(out).containsExactly(9);
    // The driver answers after all, into memory that is still there.
    kernel.endControl(7, 0);
    file.close();
  }

  @Test
  void onePendingReadTakesPacketAfterPacket() throws Exception {
    try (DeviceFile file = open((code, in, out) -> Answer.DONE)) {
      byte[] into = new byte[2048];
      kernel.deliver(new byte[] {1, 2, 3});
      assertThat(file.read(into, () -> true)).isEqualTo(3);
      CompletableFuture<Integer> read = inBackground(file, into);
      kernel.awaitRead();
      kernel.deliver(new byte[] {4});
      assertThat(read.get(10, TimeUnit.SECONDS)).isEqualTo(1);
      assertThat(into).startsWith(4, 2, 3);
    }
  }

  @Test
  void aReadEndsWithTheDriversNumberAndWhenItIsCancelled() throws Exception {
    try (DeviceFile file = open((code, in, out) -> Answer.DONE)) {
      byte[] into = new byte[2048];
      CompletableFuture<Integer> read = inBackground(file, into);
      kernel.awaitRead();
      kernel.failRead(WindowsError.NETNAME_DELETED);
      assertThat(read.get(10, TimeUnit.SECONDS)).isEqualTo(-64);
      CompletableFuture<Integer> second = inBackground(file, into);
      kernel.awaitRead();
      file.cancelRead();
      assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo(-995);
      assertCode(() -> file.read(into, () -> false), 995);
    }
  }

  @Test
  void closingEndsAReadAndAConnectionAttempt() throws Exception {
    DeviceFile file = open((code, in, out) -> Answer.PENDING);
    DeviceFile.Pending connecting = file.begin("CONNECT", 1, new byte[] {1});
    DeviceFile.Pending forgotten = file.begin("FORGOTTEN", 2, new byte[] {1});
    CompletableFuture<Integer> connected = new CompletableFuture<>();
    Thread.ofPlatform().start(() -> connected.complete(result(connecting)));
    CompletableFuture<Integer> read = inBackground(file, new byte[2048]);
    kernel.awaitRead();

    file.close();

    assertThat(read.get(10, TimeUnit.SECONDS)).isEqualTo(-995);
    assertThat(connected.get(10, TimeUnit.SECONDS)).isEqualTo(-995);
    assertThat(result(forgotten)).isEqualTo(-995);
    assertCode(() -> file.control("LATE", 1, NOTHING, NOTHING, 1000), 995);
    assertCode(() -> file.write(new byte[1]), 995);
    assertThat(kernel.openEvents()).isZero();
  }

  @Test
  void writesOneToFifteenHundredBytesAndNothingElse() throws Exception {
    int[] written = new int[1];
    try (DeviceFile file =
        open(
            new FakeKernel.Driver() {
              @Override
              public Answer onControl(int code, byte[] in, int outLength) {
                return Answer.DONE;
              }

              @Override
              public Answer onWrite(byte[] packet) {
                written[0] += packet.length;
                return Answer.DONE;
              }
            })) {
      assertThat(file.write(new byte[1500])).isTrue();
      assertThat(written[0]).isEqualTo(1500);
      assertCode(() -> file.write(new byte[1501]), 1784);
      assertCode(() -> file.write(NOTHING), 1784);
      assertThat(written[0]).isEqualTo(1500);
    }
  }

  @Test
  void aDriverThatTakesItsTimeHoldsUpNobody() throws Exception {
    try (DeviceFile file =
        open(
            new FakeKernel.Driver() {
              @Override
              public Answer onControl(int code, byte[] in, int outLength) {
                return Answer.DONE;
              }

              @Override
              public Answer onWrite(byte[] packet) {
                return Answer.PENDING;
              }
            })) {
      for (int i = 0; i < 8; i++) {
        assertThat(file.write(new byte[10])).isTrue();
      }
      assertThat(file.write(new byte[10])).as("the ninth is lost").isFalse();
      kernel.endControl(-1, WindowsError.NO_SYSTEM_RESOURCES);
      assertCode(() -> file.write(new byte[10]), WindowsError.NO_SYSTEM_RESOURCES);
      assertThat(file.write(new byte[10])).isTrue();
    }
  }

  private static void assertCode(ThrowingCallable call, int code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(DriverException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static CompletableFuture<Integer> inBackground(DeviceFile file, byte[] into) {
    CompletableFuture<Integer> result = new CompletableFuture<>();
    Thread.ofPlatform()
        .start(
            () -> {
              try {
                result.complete(file.read(into, () -> true));
              } catch (DriverException e) {
                result.complete(-e.code());
              }
            });
    return result;
  }

  private static int result(DeviceFile.Pending pending) {
    try {
      pending.await();
      return 0;
    } catch (DriverException e) {
      return -e.code();
    }
  }
}
