// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.testing;

import com.sun.jna.NativeLibrary;
import com.sun.jna.platform.win32.Advapi32Util;
import com.sun.jna.platform.win32.WinReg;
import dev.culvert.win.capi.Guid;
import dev.culvert.win.capi.NativeIpHelper;
import dev.culvert.win.capi.WindowsError;
import org.junit.jupiter.api.Assumptions;

/**
 * An adapter of which Windows' IP Helper knows the name. Under Wine the stand-in for iphlpapi.dll
 * takes it from the registry, {@code HKLM\Software\netshim\{GUID}}, and keeps what is set in files
 * of its own; nothing real is changed. On a real Windows there has to be one of that GUID.
 */
public final class DeclaredAdapter implements AutoCloseable {
  public static final String NAME = "Culvert test 1";
  public static final int INDEX = 77;
  private static final String GUID = "{5b8de0c4-5b43-4e0a-93f4-3f0c3b1d0e77}";
  private static final String KEY = "Software\\netshim\\" + GUID;

  private final boolean declared;

  private DeclaredAdapter(boolean declared) {
    this.declared = declared;
  }

  /** Declares it; aborts the test with a sentence where that cannot be. */
  public static DeclaredAdapter open() {
    if (!System.getProperty("os.name", "").startsWith("Windows")) {
      Assumptions.abort("windows: needs Windows or Wine (./check runs it where Wine is installed)");
    }
    boolean wine = isWine();
    if (wine) {
      Advapi32Util.registryCreateKey(WinReg.HKEY_LOCAL_MACHINE, KEY);
      Advapi32Util.registrySetStringValue(WinReg.HKEY_LOCAL_MACHINE, KEY, "Alias", NAME);
      Advapi32Util.registrySetIntValue(WinReg.HKEY_LOCAL_MACHINE, KEY, "Index", INDEX);
    }
    if (new NativeIpHelper().convertInterfaceGuidToLuid(Guid.bytes(GUID), new long[1])
        != WindowsError.SUCCESS) {
      Assumptions.abort(
          "windows: needs an adapter of GUID "
              + GUID
              + ", which the stand-in for iphlpapi.dll of the tests under Wine declares");
    }
    return new DeclaredAdapter(wine);
  }

  private static boolean isWine() {
    try {
      NativeLibrary.getInstance("ntdll").getFunction("wine_get_version");
      return true;
    } catch (UnsatisfiedLinkError e) {
      return false;
    }
  }

  /** Its GUID as Windows writes it. */
  public String guid() {
    return GUID;
  }

  @Override
  public void close() {
    if (declared) {
      Advapi32Util.registryDeleteKey(WinReg.HKEY_LOCAL_MACHINE, KEY);
    }
  }
}
