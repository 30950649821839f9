// SPDX-License-Identifier: Apache-2.0
/** The runtime image, the launchers and the packages will be made here. */
module dev.culvert.installer {
  requires static org.jspecify;
}
