// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

import com.sun.jna.Native;
import com.sun.jna.WString;
import org.jspecify.annotations.Nullable;

/** kernel32.dll by direct mapping, which keeps calls cheap and free of garbage. */
public final class NativeKernel32 implements Kernel32 {
  public static final Kernel32 INSTANCE = new NativeKernel32();

  static {
    Native.register(NativeKernel32.class, "kernel32");
  }

  private NativeKernel32() {}

  private static native long CreateFileW(
      WString path, int access, int share, long security, int disposition, int flags, long model);

  private static native boolean CloseHandle(long handle);

  private static native boolean ReadFile(
      long handle, long buffer, int length, long count, long overlapped);

  private static native boolean WriteFile(
      long handle, long buffer, int length, long count, long overlapped);

  private static native boolean DeviceIoControl(
      long handle,
      int code,
      long in,
      int inLength,
      long out,
      int outLength,
      long count,
      long overlapped);

  private static native boolean GetOverlappedResult(
      long handle, long overlapped, long count, boolean wait);

  private static native boolean CancelIoEx(long handle, long overlapped);

  private static native long CreateEventW(
      long security, boolean manualReset, boolean set, @Nullable WString name);

  private static native boolean ResetEvent(long event);

  private static native int WaitForSingleObject(long handle, int millis);

  @Override
  public long createFile(String path, int access, int share, int disposition, int flags) {
    return CreateFileW(new WString(path), access, share, 0, disposition, flags, 0);
  }

  @Override
  public boolean closeHandle(long handle) {
    return CloseHandle(handle);
  }

  @Override
  public boolean readFile(long handle, long buffer, int length, long overlapped) {
    return ReadFile(handle, buffer, length, 0, overlapped);
  }

  @Override
  public boolean writeFile(long handle, long buffer, int length, long overlapped) {
    return WriteFile(handle, buffer, length, 0, overlapped);
  }

  @Override
  public boolean deviceIoControl(
      long handle, int code, long in, int inLength, long out, int outLength, long overlapped) {
    return DeviceIoControl(handle, code, in, inLength, out, outLength, 0, overlapped);
  }

  @Override
  public boolean getOverlappedResult(long handle, long overlapped, long count) {
    return GetOverlappedResult(handle, overlapped, count, false);
  }

  @Override
  public boolean cancelIoEx(long handle, long overlapped) {
    return CancelIoEx(handle, overlapped);
  }

  @Override
  public long createEvent() {
    return CreateEventW(0, true, false, null);
  }

  @Override
  public boolean resetEvent(long event) {
    return ResetEvent(event);
  }

  @Override
  public int waitForSingleObject(long handle, int millis) {
    return WaitForSingleObject(handle, millis);
  }

  @Override
  public int lastError() {
    return Native.getLastError();
  }
}
