// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

/**
 * The device calls of kernel32.dll as they are: handles and addresses as numbers, false or {@link
 * #INVALID_HANDLE} for a failure whose number {@link #lastError} gives at once and never later. A
 * test puts a kernel of its own here. Any thread; the number of a failure belongs to its thread.
 */
public interface Kernel32 {
  long INVALID_HANDLE = -1;

  /** What {@link #waitForSingleObject} returns when the event is set. */
  int WAIT_OBJECT = 0;

  /** For {@link #waitForSingleObject}: no limit. */
  int INFINITE = -1;

  /** CreateFileW without inheritance or template. */
  long createFile(String path, int access, int share, int disposition, int flags);

  boolean closeHandle(long handle);

  boolean readFile(long handle, long buffer, int length, long overlapped);

  boolean writeFile(long handle, long buffer, int length, long overlapped);

  boolean deviceIoControl(
      long handle, int code, long in, int inLength, long out, int outLength, long overlapped);

  /** GetOverlappedResult without waiting; the byte count goes to the address {@code count}. */
  boolean getOverlappedResult(long handle, long overlapped, long count);

  /** Cancels one request, or with 0 all of this handle. */
  boolean cancelIoEx(long handle, long overlapped);

  /** CreateEventW: manual reset, not set, without a name; 0 for a failure. */
  long createEvent();

  boolean resetEvent(long event);

  int waitForSingleObject(long handle, int millis);

  int lastError();
}
