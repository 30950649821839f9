// SPDX-License-Identifier: Apache-2.0
package dev.culvert.demo;

/** Where the demo shows what happens, as it happens. */
public interface DemoView {
  /** Shows nothing. */
  DemoView SILENT =
      new DemoView() {
        @Override
        public void line(String who, String text) {}

        @Override
        public void progress(String text) {}
      };

  /** Something happened. */
  void line(String who, String text);

  /** How far it is; replaces what was shown before. */
  void progress(String text);
}
