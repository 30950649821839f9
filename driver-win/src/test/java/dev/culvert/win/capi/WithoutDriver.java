// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Objects;

/**
 * Windows' own calls but for DiInstallDevice, which answers as told: Wine has no such function, and
 * on Windows no test should install a driver. Of SetupDiSetClassInstallParams Wine has a stub that
 * fails without an error number; that counts as success, since Wine removes a device all the same.
 */
final class WithoutDriver {
  private WithoutDriver() {}

  static SetupCalls answering(int result) {
    SetupCalls real = new NativeSetupCalls();
    return (SetupCalls)
        Proxy.newProxyInstance(
            SetupCalls.class.getClassLoader(),
            new Class<?>[] {SetupCalls.class},
            (_, method, arguments) -> {
              if (method.getName().equals("installDevice")) {
                return result;
              }
              try {
                Object code = method.invoke(real, arguments);
                boolean stub =
                    method.getName().equals("setClassInstallParams")
                        && Objects.equals(code, WindowsError.GEN_FAILURE);
                return stub ? WindowsError.SUCCESS : code;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
