// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * Windows' own calls but for DiInstallDevice, which answers as told: Wine has no such function, and
 * on Windows no test should install a driver.
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
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
