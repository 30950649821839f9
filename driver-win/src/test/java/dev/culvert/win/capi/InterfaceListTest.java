// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.driver.DriverException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterfaceListTest {
  private static final String FIRST = "\\\\?\\ROOT#NET#0000#{cac88484}\\{guid}";
  private static final String SECOND = "\\\\?\\ROOT#NET#0000#{cac88484}\\ovpn-dco";

  /** A list that becomes longer by one entry after each question for its size, for a while. */
  private static final class GrowingList implements InterfaceCalls {
    final List<String> paths = new ArrayList<>();
    final List<String> seen = new ArrayList<>();
    int growing;
    int sizeResult;

    @Override
    public int size(int[] length, byte[] classGuid, String instanceId) {
      seen.add(HexFormat.of().formatHex(classGuid) + " " + instanceId);
      length[0] = multi().length();
      if (growing > 0) {
        growing--;
        paths.add(SECOND);
      }
      return sizeResult;
    }

    @Override
    public int list(byte[] classGuid, String instanceId, char[] list) {
      if (multi().length() > list.length) {
        return 0x1a;
      }
      multi().getChars(0, multi().length(), list, 0);
      return 0;
    }

    private String multi() {
      return String.join("", paths.stream().map(path -> path + "\0").toList()) + "\0";
    }
  }

  private final GrowingList calls = new GrowingList();
  private final InterfaceList interfaces = new InterfaceList(calls);

  @Test
  void asksAgainWhenTheListHasGrown() throws DriverException {
    calls.paths.add(FIRST);
    calls.growing = 2;
    assertThat(paths()).containsExactly(FIRST, SECOND, SECOND);
    assertThat(calls.seen).hasSize(3);
  }

  @Test
  void asksForTheDriversInterfaceClass() throws DriverException {
    assertThat(paths()).isEmpty();
    assertThat(calls.seen).containsExactly("8484c8ca1575034c82e671a87abac361 ROOT\\NET\\0000");
  }

  @Test
  void givesUpOnAListThatNeverStopsGrowing() {
    calls.growing = Integer.MAX_VALUE;
    assertThatThrownBy(this::paths)
        .hasMessage(
            "CM_Get_Device_Interface_List failed: 26 (configuration manager), ROOT\\NET\\0000");
  }

  @Test
  void namesTheCallThatFailed() {
    calls.sizeResult = 0x0d;
    assertThatThrownBy(this::paths)
        .hasMessageStartingWith("CM_Get_Device_Interface_List_Size failed: 13 ");
  }

  private List<String> paths() throws DriverException {
    return interfaces.paths(WindowsGuid.DEVINTERFACE_NET, "ROOT\\NET\\0000");
  }
}
