// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Windows' own calls but for DiInstallDevice, which answers as told: Wine has no such function, and
 * on Windows no test should install a driver. Of SetupDiSetClassInstallParams Wine has a stub that
 * fails without an error number; that counts as success, since Wine removes a device all the same.
 */
final class WithoutDriver {
  private final SetupCalls real = new NativeSetupCalls();
  private final int error;
  private boolean refused;

  private WithoutDriver(int error) {
    this.error = error;
  }

  /** Calls whose DiInstallDevice fails with this error, or succeeds for 0. */
  static SetupCalls answering(int error) {
    WithoutDriver calls = new WithoutDriver(error);
    return (SetupCalls)
        Proxy.newProxyInstance(
            SetupCalls.class.getClassLoader(),
            new Class<?>[] {SetupCalls.class},
            (_, method, arguments) ->
                switch (method.getName()) {
                  case "installDevice" -> calls.install();
                  case "lastError" -> calls.lastError();
                  case "setClassInstallParams" ->
                      calls.real.setClassInstallParams(
                              (long) arguments[0], (byte[]) arguments[1], (byte[]) arguments[2])
                          || calls.real.lastError() == WindowsError.SUCCESS;
                  default -> invoke(method, calls.real, arguments);
                });
  }

  private static @Nullable Object invoke(Method method, SetupCalls on, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(on, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private boolean install() {
    refused = error != WindowsError.SUCCESS;
    return !refused;
  }

  private int lastError() {
    int code = refused ? error : real.lastError();
    refused = false;
    return code;
  }
}
