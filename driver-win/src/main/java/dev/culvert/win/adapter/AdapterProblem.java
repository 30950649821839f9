// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.adapter;

import java.util.List;

/** Why no adapter can be had, in one sentence with what to do about it. */
public sealed interface AdapterProblem {
  /** Every adapter of ours carries a tunnel, and no further one could be made. */
  record AllInUse(List<String> names, String whyNoOther) implements AdapterProblem {
    public AllInUse {
      names = List.copyOf(names);
    }

    @Override
    public String toString() {
      return "all adapters in use ("
          + String.join(", ", names)
          + "), and another one cannot be made: "
          + whyNoOther;
    }
  }

  /** Windows lets only administrators open the adapter. */
  record AccessDenied(String name) implements AdapterProblem {
    @Override
    public String toString() {
      return "access denied: adapter \""
          + name
          + "\" opens for administrators only: run this as administrator, or install ovpn-dco"
          + " 2.8.6 or newer";
    }
  }

  /** The adapter is switched off. */
  record Disabled(String name) implements AdapterProblem {
    @Override
    public String toString() {
      return "disabled: adapter \""
          + name
          + "\" is switched off: switch it on in Network Connections (ncpa.cpl), or remove it there"
          + " and let Culvert make another";
    }
  }

  /** Another product sits on the adapter. */
  record FilterDriverBound(String name, List<String> products) implements AdapterProblem {
    public FilterDriverBound {
      products = List.copyOf(products);
    }

    @Override
    public String toString() {
      return "filter driver bound: "
          + String.join(", ", products)
          + " keeps adapter \""
          + name
          + "\" from working: untick it in the adapter's properties (ncpa.cpl), or update it";
    }
  }
}
