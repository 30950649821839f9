// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.dco;

import java.io.IOException;

/** The adapter as Windows' IP stack sees it: there some moments after START_VPN. */
public interface IpInterface {
  /** Whether the IP stack has the interface. */
  boolean isThere() throws IOException;

  /** What may keep it away, in one sentence, such as the name of a filter driver. */
  String obstacle();
}
